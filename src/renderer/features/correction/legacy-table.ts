import type { z } from 'zod';
import { fixturePosition } from '#domain/doubles.ts';
import { Day, type RecordId } from '#domain/identity.ts';
import { parseBuilding } from '#domain/place.ts';
import { cellText } from '#domain/roster-header.ts';
import type { RecordOf } from '../../store/records.ts';
import { type FixtureParsed, type FixtureTyped, measuresOf } from '../survey/fixture-form.ts';
import { emptyFixture, emptyStructure } from '../survey/start.ts';
import type { StructureParsed, StructureTyped } from '../survey/structure-form.ts';
import { legacyFixtureForm, legacyStructureForm } from './legacy.ts';
import { type Cells, type Column, findTableHeader, fixtureNames, type Names, saidIn, structureNames } from './legacy-columns.ts';

/** A row as a person finds it in the table: its number there, and what it says. */
interface Row {
  row: number;
  text: string;
}

/** Why a row is left: what of it cannot be read, another building's, there already, or twice in the table. */
export type LeftWhy = 'fields' | 'elsewhere' | 'recorded' | 'twice';

export interface LegacyLeft extends Row {
  why: LeftWhy;
  /** Of `fields`: which of its form. */
  fields: string[];
}

export interface LegacyLine<P> extends Row {
  parsed: P;
  /** When it came down, where the row says so. */
  removedOn: Day | null;
}

export interface LegacyReading<P> {
  outcome: 'read';
  lines: LegacyLine<P>[];
  left: LegacyLeft[];
}
export type LegacyTable<P> = LegacyReading<P> | { outcome: 'no-header' };

/** The building that the rows are read for. */
export interface TableBuilding {
  id: RecordId;
  fields: { key: string; aliases: readonly string[] };
}

type Typed = Pick<StructureTyped, 'parties'>;

interface Reader<T extends Typed, P> {
  names: Names;
  building: TableBuilding;
  /** The form of a row that says nothing. */
  start(row: number): T;
  form(typed: T): z.ZodType<P>;
  /** `1500×1200` of one cell, as the fields of a type. */
  measures(typed: T, values: readonly string[]): Partial<T>;
}

/** Rows as the form for one would read each. `first`: the number of the first row given. */
function readTable<T extends Typed, P>(reader: Reader<T, P>, rows: readonly Cells[], first: number): LegacyTable<P> {
  const header = findTableHeader(reader.names, rows);
  if (header === undefined) return { outcome: 'no-header' };
  const reading: LegacyReading<P> = { outcome: 'read', lines: [], left: [] };
  rows.slice(header.index + 1).forEach((cells, offset) => {
    const text = cells
      .map(cellText)
      .filter((cell) => cell !== '')
      .join(' ');
    if (text === '') return;
    const row = { row: first + header.index + 1 + offset, text: text.slice(0, 80) };
    const said = saidIn(header, cells);
    const building = said.get('buildingName');
    if (building !== undefined && !isOf(reader.building, building)) {
      reading.left.push({ ...row, why: 'elsewhere', fields: [] });
      return;
    }
    const typed = typedRow(reader, row.row, said);
    const parsed = reader.form(typed).safeParse(typed);
    const removed = Day.nullable().safeParse(said.get('removedOn') ?? null);
    if (parsed.success && removed.success) {
      reading.lines.push({ ...row, parsed: parsed.data, removedOn: removed.data });
      return;
    }
    const wrong = (parsed.error?.issues ?? []).map(({ path }) => String(path[0]));
    reading.left.push({ ...row, why: 'fields', fields: [...new Set([...wrong, ...(removed.success ? [] : ['removedOn'])])] });
  });
  return reading;
}

function isOf({ fields: { key, aliases } }: TableBuilding, said: string): boolean {
  const named = parseBuilding(said);
  return named !== undefined && [key, ...aliases].includes(named);
}

function typedRow<T extends Typed, P>({ start, measures }: Reader<T, P>, row: number, said: ReadonlyMap<Column, string>): T {
  const blank = start(row);
  const typed: T = { ...blank, ...Object.fromEntries([...said].filter(([column]) => column in blank)) };
  const sizes = (said.get('measures') ?? '').split(/[×xX*]/u).map((size) => size.trim().replace(/mm$/iu, ''));
  const owner = said.get('ownerName');
  const parties = owner === undefined ? blank.parties : [{ room: '', role: 'OWNER', name: owner }];
  const measured = measures(
    typed,
    sizes.filter((size) => size !== ''),
  );
  return { ...typed, ...measured, parties };
}

/** What the whole table is about where its rows do not say; empty where each row does. */
export interface TableDefaults {
  fixture: Pick<FixtureTyped, 'type' | 'side'>;
  structure: Pick<StructureTyped, 'zone' | 'kind'>;
}

export function readFixtures(
  rows: readonly Cells[],
  building: TableBuilding,
  { fixture, first }: Pick<TableDefaults, 'fixture'> & { first: number },
): LegacyTable<FixtureParsed> {
  // A form is made for a type once and not for every row.
  const forms = new Map<string, ReturnType<typeof legacyFixtureForm>>();
  const formOf = (type: string) => {
    const form = forms.get(type) ?? legacyFixtureForm(type);
    forms.set(type, form);
    return form;
  };
  const reader: Reader<FixtureTyped, FixtureParsed> = {
    names: fixtureNames,
    building,
    // What tells two of a room apart is their position: one without is told by where it stands in the table.
    start: (row) => ({ ...emptyFixture(building.id, {}, null), ...fixture, positionLabel: `旧表第${row}行` }),
    form: ({ type }) => formOf(type),
    measures({ type }, values) {
      const measures = Object.entries(measuresOf).find(([code]) => code === type)?.[1] ?? [];
      return Object.fromEntries(measures.flatMap((measure, index) => (values[index] === undefined ? [] : [[measure, values[index]]])));
    },
  };
  return readTable(reader, rows, first);
}

export function readStructures(
  rows: readonly Cells[],
  building: TableBuilding,
  { structure, first, year }: Pick<TableDefaults, 'structure'> & { first: number; year: number },
): LegacyTable<StructureParsed> {
  const form = legacyStructureForm(year);
  const reader: Reader<StructureTyped, StructureParsed> = {
    names: structureNames,
    building,
    start: () => ({ ...emptyStructure(building.id, {}, null), ...structure }),
    form: () => form,
    measures: () => ({}),
  };
  return readTable(reader, rows, first);
}

/** What this device knows of the building already, and the file that is read. */
export interface TableKnown {
  sha256: string;
  structures: readonly RecordOf<'structure'>[];
  fixtures: readonly RecordOf<'fixture'>[];
}

/** A reading without the lines that there is something against; they are named among those left. */
function without<P>({ lines, left }: LegacyReading<P>, against: (line: LegacyLine<P>) => LeftWhy | undefined): LegacyReading<P> {
  const judged = lines.map((line) => ({ line, why: against(line) }));
  const out = judged.flatMap(({ line: { row, text }, why }) => (why === undefined ? [] : [{ row, text, why, fields: [] }]));
  return {
    outcome: 'read',
    lines: judged.flatMap(({ line, why }) => (why === undefined ? [line] : [])),
    left: [...left, ...out].toSorted((a, b) => a.row - b.row),
  };
}

/** The rows of this file that are not here yet: a table that is read twice comes in once. */
export function freshRows<P>(reading: LegacyReading<P>, { sha256, structures, fixtures }: TableKnown): LegacyReading<P> {
  const there = new Set([...structures, ...fixtures].flatMap(({ fields: { origin } }) => (origin?.sha256 === sha256 ? [origin.row] : [])));
  return without(reading, ({ row }) => (there.has(row) ? 'recorded' : undefined));
}

/** Of fixtures no two have one room, type and position, neither here nor in the table: the first stands. */
export function freshFixtures(reading: LegacyReading<FixtureParsed>, known: TableKnown): LegacyReading<FixtureParsed> {
  const there = new Set(known.fixtures.filter(({ fields }) => fields.status !== 'void').map(({ fields }) => fixturePosition(fields)));
  const seen = new Set<string>();
  return without(freshRows(reading, known), ({ parsed: { building, unit, room, type, positionLabel } }) => {
    const position = fixturePosition({ place: { building, unit, room, label: null }, type, positionLabel });
    if (there.has(position)) return 'recorded';
    if (seen.has(position)) return 'twice';
    seen.add(position);
    return undefined;
  });
}
