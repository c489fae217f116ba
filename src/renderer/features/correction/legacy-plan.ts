import type { Day } from '#domain/identity.ts';
import type { Desk } from '../../store/desk.ts';
import { createOf, type RecordOf } from '../../store/records.ts';
import { type Change, newRecordId } from '../../store/save.ts';
import { type LegacyTold, legacyFixture, legacyStructure } from './legacy.ts';
import type { Cells } from './legacy-columns.ts';
import {
  freshFixtures,
  freshRows,
  type LegacyLeft,
  readFixtures,
  readStructures,
  type TableBuilding,
  type TableDefaults,
  type TableKnown,
} from './legacy-table.ts';
import { type Promised, promiseChanges } from './promise.ts';

/** A row that can come in, and the group that it makes. */
export interface ReadyRow {
  row: number;
  text: string;
  /** When it came down, where the row says so. */
  removedOn: Day | null;
  /** `promised`: it came down before the app, and is owed. */
  changes(desk: Desk, told: LegacyTold, promised: Promised | undefined): Change[];
}

/** What an old table would bring in, and every row that stays out, with the reason. */
export interface TablePlan {
  ready: ReadyRow[];
  left: LegacyLeft[];
}

export interface TableTold {
  type: 'structure' | 'fixture';
  rows: readonly Cells[];
  /** The number of the first of `rows` in its table. */
  first: number;
  building: TableBuilding;
  known: TableKnown;
  defaults: TableDefaults;
  year: number;
}

/** An old fixture and, where it was promised back, what it is owed for: one group [C1]. */
export function fixtureChanges(desk: Desk, fields: RecordOf<'fixture'>['fields'], promised: Promised | undefined): Change[] {
  const id = newRecordId(desk);
  const record = { type: 'fixture', id, rev: 0, fields, pending: 1, openConflicts: 0 } as const;
  return [createOf('fixture', id, fields), ...(promised === undefined ? [] : promiseChanges(desk, record, promised))];
}

/** Undefined where no row names the columns. */
export function planTable({ type, rows, first, building, known, defaults, year }: TableTold): TablePlan | undefined {
  if (type === 'structure') {
    const table = readStructures(rows, building, { ...defaults, first, year });
    if (table.outcome === 'no-header') return undefined;
    const { lines, left } = freshRows(table, known);
    const ready = lines.map(
      ({ parsed, ...row }): ReadyRow => ({
        ...row,
        changes: (desk, told) => [createOf('structure', newRecordId(desk), legacyStructure(parsed, told))],
      }),
    );
    return { ready, left };
  }
  const table = readFixtures(rows, building, { ...defaults, first });
  if (table.outcome === 'no-header') return undefined;
  const { lines, left } = freshFixtures(table, known);
  const ready = lines.map(
    ({ parsed, ...row }): ReadyRow => ({
      ...row,
      changes: (desk, told, promised) => fixtureChanges(desk, legacyFixture(parsed, told), promised),
    }),
  );
  return { ready, left };
}
