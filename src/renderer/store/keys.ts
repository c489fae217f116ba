import type { RecordType } from '#domain/identity.ts';
import type { Fields } from '#domain/mutation.ts';
import { lastRecheck, nextRecheck } from '#domain/rechecks.ts';
import { referencedIds } from '#domain/records.ts';
import { isFindable } from '#domain/search-entry.ts';
import { Structure } from '#domain/structure.ts';
import type { ViewRow } from './rows.ts';

/** Of what is said to be answered, the state that no field names. */
export const unanswered = 'unanswered';

function stateOf(type: RecordType, { status, reply }: Fields): string[] {
  if (typeof status === 'string') return [status];
  return (type === 'consultation' || type === 'objection') && reply === null ? [unanswered] : [];
}

/** By day: when a closed structure is to be looked at next, and when it was looked at last. */
export const recheckKeys = { due: 'structure|recheck|', done: 'structure|rechecked|' } as const;

const Closed = Structure.pick({ status: true, acceptance: true, rechecks: true });

function recheckDaysOf(type: RecordType, fields: Fields): string[] {
  const structure = type === 'structure' && fields.status === 'accepted' ? Closed.safeParse(fields).data : undefined;
  if (structure === undefined) return [];
  const [next, last] = [nextRecheck(structure), lastRecheck(structure)];
  return [...(next === undefined ? [] : [`${recheckKeys.due}${next}`]), ...(last === undefined ? [] : [`${recheckKeys.done}${last}`])];
}

/** Photos that were moved from one record to another [A3]: what counts photos asks for these few. */
export const movedKey = 'photo|moved';

const movedKeys = (type: RecordType, { relinks }: Fields) =>
  type === 'photo' && Array.isArray(relinks) && relinks.length > 0 ? [movedKey] : [];

/**
 * Index keys of a view record: its type, `type|status` where it has a state, `type>id` for each record it points at, the days of rechecks,
 * and whether a photo was moved.
 */
export function keysOf(type: RecordType, fields: Fields): string[] {
  const states = stateOf(type, fields).map((state) => `${type}|${state}`);
  const parents = referencedIds(type, fields).map((id) => `${type}>${id}`);
  return [type, ...states, ...parents, ...recheckDaysOf(type, fields), ...movedKeys(type, fields)];
}

/**
 * Records that have a page and own changes on top. Search asks for them by this key, and not by its own index: what comes back with a pull is found
 * by the same words as before, and they are many times what a view has of keys.
 */
export const unsyncedKey = 'unsynced';

/** The keys of a view as it stands: of one that is deleted none. */
export function viewKeys(view: Pick<ViewRow, 'type' | 'deleted' | 'fields' | 'pending'>): string[] {
  if (view.deleted) return [];
  return [...keysOf(view.type, view.fields), ...(view.pending > 0 && isFindable(view) ? [unsyncedKey] : [])];
}
