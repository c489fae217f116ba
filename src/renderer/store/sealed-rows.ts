import { Failure } from '#contract/failure.ts';
import type { RecordType } from '#domain/identity.ts';
import type { Json } from '#domain/mutation.ts';
import { personalFields } from '#domain/personal.ts';
import type { Seal } from './seal.ts';

/** A row as it stands in the database, or as the store knows it. */
export type Row = Readonly<Record<string, unknown>>;

/** How the rows of one table are parted into what is written as it is and what is sealed beside it. */
export interface RowSealing {
  /** Undefined where a row has no secret part. */
  part(row: Row): { open: Row; secret: Json } | undefined;
  /** What `part` took apart. */
  join(open: Row, secret: Json): Row;
}

const isRecord = (value: unknown): value is Row => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Of a record its personal fields, in one. A type that has none is written as it is; one that has some is sealed even where all are empty. */
const records: RowSealing = {
  part(row) {
    const personal = personalFields[row.type as RecordType];
    if (personal.length === 0) return undefined;
    const open: Record<string, unknown> = {};
    const secret: Record<string, Json> = {};
    for (const [field, value] of Object.entries((row.fields ?? {}) as Row)) {
      if (personal.includes(field)) secret[field] = value as Json;
      else open[field] = value;
    }
    return { open: { ...row, fields: open }, secret };
  },
  join(open, secret) {
    if (!isRecord(open.fields) || !isRecord(secret)) throw new Failure('store-damaged');
    return { ...open, fields: { ...open.fields, ...secret } };
  },
};

/** Some properties, whole. */
function properties(...names: string[]): RowSealing {
  return {
    part(row) {
      const entries = Object.entries(row);
      const among = (secret: boolean) => Object.fromEntries(entries.filter(([name]) => names.includes(name) === secret));
      return { open: among(false), secret: among(true) as Json };
    },
    join(open, secret) {
      if (!isRecord(secret)) throw new Failure('store-damaged');
      return { ...open, ...secret };
    },
  };
}

const metaSealings: Readonly<Record<string, RowSealing>> = {
  searches: properties('saved'),
  seal: properties('word'),
  devices: properties('devices'),
  lastSurveys: properties('of'),
};

const meta: RowSealing = {
  part: (row) => metaSealings[String(row.key)]?.part(row),
  join: (open, secret) => metaSealings[String(open.key)]?.join(open, secret) ?? open,
};

/** The tables that hold something of people. What `search` is found by, it holds as hashes already; the others name nobody. */
export const rowSealings: Readonly<Record<string, RowSealing>> = {
  rows: records,
  view: records,
  outbox: properties('mutation'),
  handed: properties('mutation', 'device'),
  drafts: properties('values', 'about'),
  holds: properties('lines', 'notes', 'device', 'decided'),
  meta,
};

/** A view is its row with own changes on top: what was sealed for one opens in the other. */
const placeOf = (table: string, key: string | number) => `${table === 'view' ? 'rows' : table}\n${key}`;

/** Where a view's sealed part lay by its name when each was sealed by itself. */
const formerPlaceOf = (table: string, key: string | number) => (table === 'view' ? `view\n${key}` : undefined);

/**
 * What is written again and again: a mutation, which is never changed once it is journaled [M1], with what is known about it; and what a pulled row
 * says, as its row and as its view, frozen so that nobody changes it between the two. As long as it is the very one that was closed, or as a
 * mutation opened, in that place, its seal of then is good.
 */
const seals = new WeakMap<object, { seal: Seal; place: string; sealed: Uint8Array }>();

function lastingPart(table: string, row: Row): object | undefined {
  const part = table === 'outbox' ? row.mutation : table === 'rows' || table === 'view' ? row.fields : undefined;
  return isRecord(part) ? part : undefined;
}

/** A row as it is written: its secret part sealed for its table and key. */
export function closeRow(seal: Seal, table: string, key: string | number, row: Row): Row {
  const parts = rowSealings[table]?.part(row);
  if (parts === undefined) return row;
  const place = placeOf(table, key);
  const lasting = lastingPart(table, row);
  const known = lasting && seals.get(lasting);
  if (known?.seal === seal && known.place === place) return { ...parts.open, sealed: known.sealed };
  const sealed = seal.close(parts.secret, place);
  if (lasting !== undefined) seals.set(Object.freeze(lasting), { seal, place, sealed });
  return { ...parts.open, sealed };
}

/**
 * A row as the store knows it. A row that should have a sealed part and has none is damaged, never empty, but where `old` says that it was
 * written before there were seals. @throws Failure store-damaged
 */
export function openRow(seal: Seal, table: string, key: string | number, row: Row, old = false): Row {
  const sealing = rowSealings[table];
  if (sealing === undefined) return row;
  const { sealed, ...open } = row;
  if (sealed instanceof Uint8Array) {
    const { secret, place } = openAt(seal, sealed, placeOf(table, key), formerPlaceOf(table, key));
    const whole = sealing.join(open, secret);
    if (table === 'outbox' && isRecord(whole.mutation)) seals.set(whole.mutation, { seal, place, sealed });
    return whole;
  }
  if (!old && sealing.part(row) !== undefined) throw new Failure('store-damaged');
  return row;
}

/** The secret part, and in which of the two places it lay. */
function openAt(seal: Seal, sealed: Uint8Array, place: string, former: string | undefined): { secret: Json; place: string } {
  try {
    return { secret: seal.open(sealed, place), place };
  } catch (error) {
    if (former === undefined) throw error;
    return { secret: seal.open(sealed, former), place: former };
  }
}
