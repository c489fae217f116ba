import { kinds } from '#domain/kinds.ts';
import { ownValue, sameJson } from '#domain/merge.ts';
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
  /** How many changes that another desk handed over are not yet in the pulled row [HO3]: none where it is absent. */
  handed?: number;
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

/**
 * A change that another desk handed over, shown where what its author saw still stands: whatever is newer here stays on top, and what this desk's
 * person did about it comes after [HO3].
 */
function handedOnto(view: ViewRecord | undefined, mutation: Mutation): ViewRecord | undefined {
  const isNew = mutation.op === 'create' && view === undefined;
  const stands =
    view !== undefined &&
    (mutation.op === 'patch'
      ? Object.entries(mutation.set).every(([field, change]) => sameJson(view.fields[field] ?? null, change.old ?? null))
      : mutation.op !== 'create' && view.rev === mutation.base.rev);
  const shown = isNew || stands ? onto(view, mutation) : view;
  return shown && { ...shown, pending: view?.pending ?? 0, handed: (view?.handed ?? 0) + 1 };
}

/**
 * The view of one record: undefined where neither the server nor this device knows it, and nobody handed it over. `unsettled` in journal order
 * [V1], `handed` in that of the device that wrote it.
 */
export function viewOf(
  row: FeedRecord | undefined,
  unsettled: readonly Mutation[],
  handed: readonly Mutation[] = [],
): ViewRecord | undefined {
  const base: ViewRecord | undefined = row && {
    type: row.type,
    id: row.id,
    rev: row.rev,
    deleted: row.deleted,
    fields: row.fields,
    openConflicts: row.openConflicts,
    pending: 0,
  };
  return unsettled.reduce<ViewRecord | undefined>(onto, handed.reduce<ViewRecord | undefined>(handedOnto, base));
}

/** An own mutation and what is known of its fate. */
export interface OutboxEntry {
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
