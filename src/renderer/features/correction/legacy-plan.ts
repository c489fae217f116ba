import type { Day } from '#domain/identity.ts';
import type { Desk } from '../../store/desk.ts';
import { createOf, type RecordOf } from '../../store/records.ts';
import { type Change, newRecordId } from '../../store/save.ts';
import type { FixtureParsed } from '../survey/fixture-form.ts';
import type { StructureParsed } from '../survey/structure-form.ts';
import { type LegacyTold, legacyFixture, legacyStructure } from './legacy.ts';
import type { Cells } from './legacy-columns.ts';
import {
  freshFixtures,
  freshRows,
  type LegacyLeft,
  type LegacyReading,
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
  defaults: TableDefaults;
  year: number;
}

/** An old fixture and, where it was promised back, what it is owed for: one group [C1]. */
export function fixtureChanges(desk: Desk, fields: RecordOf<'fixture'>['fields'], promised: Promised | undefined): Change[] {
  const id = newRecordId(desk);
  const record = { type: 'fixture', id, rev: 0, fields, pending: 1, openConflicts: 0 } as const;
  return [createOf('fixture', id, fields), ...(promised === undefined ? [] : promiseChanges(desk, record, promised))];
}

/** A table as its rows were read: by itself, whatever is known of the building. */
export type TableReading =
  | { type: 'structure'; reading: LegacyReading<StructureParsed> }
  | { type: 'fixture'; reading: LegacyReading<FixtureParsed> };

/** Every row as its form would read it: the long part, done once for a file. Undefined where no row names the columns. */
export function readTable({ type, rows, first, building, defaults, year }: TableTold): TableReading | undefined {
  if (type === 'structure') {
    const reading = readStructures(rows, building, { ...defaults, first, year });
    return reading.outcome === 'no-header' ? undefined : { type, reading };
  }
  const reading = readFixtures(rows, building, { ...defaults, first });
  return reading.outcome === 'no-header' ? undefined : { type, reading };
}

/** What of a reading would come in beside what is known, and what stays out. */
export function planTable(table: TableReading, known: TableKnown): TablePlan {
  if (table.type === 'structure') {
    const { lines, left } = freshRows(table.reading, known);
    const ready = lines.map(
      ({ parsed, ...row }): ReadyRow => ({
        ...row,
        changes: (desk, told) => [createOf('structure', newRecordId(desk), legacyStructure(parsed, told))],
      }),
    );
    return { ready, left };
  }
  const { lines, left } = freshFixtures(table.reading, known);
  const ready = lines.map(
    ({ parsed, ...row }): ReadyRow => ({
      ...row,
      changes: (desk, told, promised) => fixtureChanges(desk, legacyFixture(parsed, told), promised),
    }),
  );
  return { ready, left };
}

/** Rows of what came down whose day nobody says stay out: what is owed begins on a day. */
export function dated({ ready, left }: TablePlan, isDated: (removedOn: Day | null) => boolean): TablePlan {
  const undated = ready.filter(({ removedOn }) => !isDated(removedOn));
  const out = undated.map(({ row, text }): LegacyLeft => ({ row, text, why: 'fields', fields: ['removedOn'] }));
  const without = new Set(undated);
  return {
    ready: ready.filter((one) => !without.has(one)),
    left: [...left, ...out].toSorted((a, b) => a.row - b.row),
  };
}
