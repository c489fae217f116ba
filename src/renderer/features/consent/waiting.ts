import type { Role, User } from '#domain/identity.ts';
import type { Machine } from '#domain/state.ts';
import { roleWords } from '#domain/words.ts';
import { usePunctuation, useWord, useWords } from '../../words/language.ts';
import { consentWords } from './words.ts';

/**
 * Who has to act where this person can't: the steps open from here with the roles that may take them, in words.
 * `nameOf` names a step; steps it leaves undefined are not worth naming.
 */
export function useWaiting(): <R extends { status: string }, E extends string>(
  machine: Machine<R, E>,
  record: R,
  user: User,
  nameOf: (event: E) => string | undefined,
) => string {
  const t = useWords(consentWords);
  const say = useWord();
  const { list, clauses } = usePunctuation();
  return (machine, record, user, nameOf) => {
    const events = (Object.keys(machine) as (keyof typeof machine)[]).filter((event) => machine[event].from.includes(record.status));
    const lines = events.flatMap((event) => {
      const step = nameOf(event);
      if (step === undefined || machine[event].roles.some((role) => user.roles.includes(role))) return [];
      const who = list(machine[event].roles.map((role: Role) => say(roleWords[role])));
      return [t('waiting', { step, who })];
    });
    return lines.length === 0 ? t('finished') : clauses([...new Set(lines)]);
  };
}
