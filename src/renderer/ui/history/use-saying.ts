import { useDesk } from '../../session.tsx';
import { usePunctuation, useWord } from '../../words/language.ts';
import { localTime } from '../../words/local-time.ts';
import { useContacts } from '../contacts.tsx';
import type { Saying } from './value-text.ts';

/** How values are said on this page: its language, and households' names as it may show them. */
export function useSaying(): Saying {
  const say = useWord();
  const { name, phone } = useContacts();
  const { list, clauses } = usePunctuation();
  const { enrollment } = useDesk();
  const person = (id: string) => enrollment.users.find((user) => user.id === id)?.name;
  return { say, time: localTime, name, phone, person, list, clauses };
}
