import { useWords } from '../../words/language.ts';
import type { AgainstEntry } from '../consent/entries.ts';
import { useRoomText } from './room-text.ts';
import { partyWords } from './words.ts';

/** What is written down of those who are against it: who and why. Their form sees to it that a reason can hold it. */
export function useAgainstText(): (entry: AgainstEntry) => string {
  const t = useWords(partyWords);
  const roomText = useRoomText();
  return ({ others }) =>
    others
      .map(({ room, name, reason }) =>
        t('againstLine', { who: [room === null ? '' : roomText(room), name].filter(Boolean).join(' '), why: reason }),
      )
      .join('；');
}
