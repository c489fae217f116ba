import type { RecordType } from '#domain/identity.ts';
import type { Fields } from '#domain/mutation.ts';
import { referencedIds } from '#domain/records.ts';

/** Index keys of a view record: its type, `type|status` where it has a state, and `type>id` for each record it points at. */
export function keysOf(type: RecordType, fields: Fields): string[] {
  const states = typeof fields.status === 'string' ? [`${type}|${fields.status}`] : [];
  return [type, ...states, ...referencedIds(type, fields).map((id) => `${type}>${id}`)];
}
