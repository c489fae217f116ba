import { termOf } from '#domain/account.ts';
import { roomCode } from '#domain/estate.ts';
import type { RecordId } from '#domain/identity.ts';
import type { FixtureType } from '#domain/policy.ts';
import { linesHeld } from '#domain/project.ts';
import type { RecordOf } from '../../store/records.ts';
import { inOrder } from '../estate/order.ts';

type Line = RecordOf<'entitlement'>;
type Batch = RecordOf<'returnBatch'>;

/** The batch of each line of a building: its own, or that of the line it was split from. */
export function batchOf(lines: readonly Line[], batches: readonly Batch[]): ReadonlyMap<RecordId, Batch> {
  const held = new Map(batches.flatMap((batch) => linesHeld(batch.fields).map((line) => [line, batch] as const)));
  const left = new Set(batches.flatMap(({ fields }) => fields.withdrawals ?? []).flatMap((one) => one.lines));
  const parents = new Map(lines.map(({ id, fields }) => [id, fields.partOf ?? null] as const));
  const find = (line: RecordId): Batch | undefined => {
    const parent = parents.get(line) ?? null;
    return held.get(line) ?? (parent === null || left.has(line) ? undefined : find(parent));
  };
  return new Map(
    lines.flatMap(({ id }) => {
      const batch = find(id);
      return batch === undefined ? [] : [[id, batch] as const];
    }),
  );
}

/** What a batch gives back: a line that was split goes on as its parts. */
export function linesOf(batch: Batch, lines: readonly Line[], batches: readonly Batch[]): Line[] {
  const found = batchOf(lines, batches);
  return lines.filter(({ id, fields }) => fields.status !== 'split' && found.get(id)?.id === batch.id);
}

/** Lines that a new batch may take up: still owed, in no dispute, nothing put back yet, and in no batch. */
export function freeLines(lines: readonly Line[], batches: readonly Batch[]): Line[] {
  const found = batchOf(lines, batches);
  const waits = ['open', 'confirmed', 'ordered', 'rework'] as const satisfies Line['fields']['status'][];
  return lines.filter(({ id, fields }) => waits.some((status) => status === fields.status) && !found.has(id));
}

/** One room of the grid, its lines by type. */
export interface BatchRow {
  /** `1-101`; empty for what has no room. */
  code: string;
  unit: string | null;
  room: string | null;
  lines: Line[];
}

export function rowsOf(lines: readonly Line[]): BatchRow[] {
  const rows = new Map<string, BatchRow>();
  for (const line of lines) {
    const { unit, room } = line.fields.place;
    const code = room === null ? '' : roomCode(unit, room);
    const row = rows.get(code) ?? { code, unit, room, lines: [] };
    row.lines.push(line);
    rows.set(code, row);
  }
  return [...rows.values()].toSorted((a, b) => inOrder.compare(a.code, b.code));
}

/** The types among some lines: the grid's columns. */
export function typesOf(lines: readonly Line[]): FixtureType[] {
  return [...new Set(lines.map(({ fields }) => fields.type))].toSorted();
}

/** How far a batch is: lines whose pieces are accounted for, of all of it. */
export function progressOf(lines: readonly Line[]): { done: number; all: number } {
  return { done: lines.filter(({ fields }) => termOf(fields.status) !== 'outstanding').length, all: lines.length };
}
