import type { RecordType } from '#domain/identity.ts';
import type { Fields } from '#domain/mutation.ts';
import { referencedIds } from '#domain/records.ts';

/** Of what is said to be answered, the state that no field names. */
export const unanswered = 'unanswered';

function stateOf(type: RecordType, { status, reply }: Fields): string[] {
  if (typeof status === 'string') return [status];
  return (type === 'consultation' || type === 'objection') && reply === null ? [unanswered] : [];
}

/** Index keys of a view record: its type, `type|status` where it has a state, and `type>id` for each record it points at. */
export function keysOf(type: RecordType, fields: Fields): string[] {
  const states = stateOf(type, fields).map((state) => `${type}|${state}`);
  return [type, ...states, ...referencedIds(type, fields).map((id) => `${type}>${id}`)];
}
