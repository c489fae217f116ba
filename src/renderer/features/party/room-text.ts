import { parseRoomCode } from '#domain/estate.ts';
import type { Party } from '#domain/evidence.ts';
import { ownRoom } from '#domain/party.ts';
import type { Place } from '#domain/place.ts';
import { partyRoleWords } from '#domain/words.ts';
import { useContacts } from '../../ui/contacts.tsx';
import { useWord, useWords } from '../../words/language.ts';
import { partyWords } from './words.ts';

/** `1-102` → `1单元102室`, as people say it. */
export function useRoomText(): (code: string) => string {
  const t = useWords(partyWords);
  return (code) => {
    const { unit, room } = parseRoomCode(code);
    return unit === null ? t('roomOnly', { room }) : t('roomText', { unit, room });
  };
}

/** 见××室: where a thing that reaches over here counts. */
export function useSeeText(): (thing: { place: Place }) => string {
  const t = useWords(partyWords);
  const roomText = useRoomText();
  return ({ place }) => {
    const own = ownRoom(place);
    return own === null ? t('seeCommon') : t('see', { room: roomText(own) });
  };
}

/** `1单元102室 产权人 李某`: a party as it is asked to sign, its name masked until contacts are shown. */
export function usePartyText(): (party: Pick<Party, 'room' | 'role' | 'name'>) => string {
  const roomText = useRoomText();
  const say = useWord();
  const contacts = useContacts();
  return ({ room, role, name }) =>
    [room === null ? '' : roomText(room), say(partyRoleWords[role]), name === '' ? '' : contacts.name(name)].filter(Boolean).join(' ');
}
