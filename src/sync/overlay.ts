import { kinds } from '#domain/kinds.ts';
import { ownValue } from '#domain/merge.ts';
import type { FeedRecord, Fields, Mutation } from '#domain/mutation.ts';

/** What a screen shows of a record: the server's row with the device's own unsettled changes on top [V1]. */
export interface ViewRecord {
  type: FeedRecord['type'];
  id: FeedRecord['id'];
  rev: number;
  deleted: boolean;
  fields: Fields;
  openConflicts: number;
  /** How many own changes are not yet in the pulled row. */
  pending: number;
}

function onto(view: ViewRecord | undefined, mutation: Mutation): ViewRecord | undefined {
  const { type, id, set } = mutation;
  if (mutation.op === 'create' && view === undefined) {
    const fields = Object.fromEntries(Object.entries(set).map(([field, change]) => [field, change.new]));
    return { type, id, rev: 0, deleted: false, fields, openConflicts: 0, pending: 1 };
  }
  if (view === undefined) return undefined;
  const pending = view.pending + 1;
  switch (mutation.op) {
    case 'patch': {
      const own = Object.entries(set).map(([field, change]) => [field, ownValue(kinds[type], field, view.fields[field], change)]);
      return { ...view, pending, fields: { ...view.fields, ...Object.fromEntries(own) } };
    }
    case 'delete':
    case 'merge':
      return { ...view, pending, deleted: true };
    case 'restore':
      return { ...view, pending, deleted: false };
    case 'create':
    case 'resolve':
      return { ...view, pending };
    default:
      return mutation.op satisfies never;
  }
}

/** The view of one record: undefined where neither the server nor this device knows it. `unsettled` in journal order [V1]. */
export function viewOf(row: FeedRecord | undefined, unsettled: readonly Mutation[]): ViewRecord | undefined {
  const base: ViewRecord | undefined = row && {
    type: row.type,
    id: row.id,
    rev: row.rev,
    deleted: row.deleted,
    fields: row.fields,
    openConflicts: row.openConflicts,
    pending: 0,
  };
  return unsettled.reduce<ViewRecord | undefined>(onto, base);
}

/** An own mutation and what is known of its fate. */
export interface OutboxEntry {
  mutation: Mutation;
  /** Position of the row that shows it, once acknowledged; undefined before. 0 = no row to wait for. */
  rowSeq: number | undefined;
}

/**
 * How many of a record's unsettled entries, in order, the pulled row now contains [V2]: a mutation leaves the overlay only when
 * it is acknowledged and the row's `seq` has reached its `rowSeq`, and never before an earlier one of the same record.
 */
export function settledCount(entries: readonly OutboxEntry[], rowSeq: number): number {
  const open = entries.findIndex((entry) => entry.rowSeq === undefined || (entry.rowSeq !== 0 && entry.rowSeq > rowSeq));
  return open === -1 ? entries.length : open;
}
