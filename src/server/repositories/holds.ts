import { type Kysely, sql } from 'kysely';
import { limits } from '#contract/district-api.ts';
import { type ConflictValue, HeldLine, type HeldStateName, type HoldNote, HoldRow, type HoldsReply, type Writer } from '#contract/hold.ts';
import type { User } from '#domain/identity.ts';
import { type FieldConflict, sameJson } from '#domain/merge.ts';
import type { Mutation } from '#domain/mutation.ts';
import type { Database } from '../database/database.ts';
import type { Tables } from '../database/tables.ts';
import { type HoldScope, readHoldScope, readHoldsHead } from './hold-scope.ts';
import type { SessionDevice } from './sessions.ts';
import { readAuthors } from './waiting.ts';

type Queries = Kysely<Tables>;

/** As many of a record's changes are looked through for who wrote what stands. */
const mostWriters = 40;

/** One page of what waits, as far as the device may see it, from one snapshot; what is decided comes only behind a cursor, without its lines. */
export async function readHoldsPage(
  db: Database,
  device: SessionDevice,
  { epoch, cursor, limit }: { epoch: number; cursor: number; limit: number },
  now: Date,
): Promise<HoldsReply> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (tx) => {
      const scope = await readHoldScope(tx, device, now);
      const head = await readHoldsHead(tx, scope);
      const heads = await readHeads(tx, scope, cursor, limit);
      const page = heads.filter(({ fits }) => fits);
      const lines = await readLines(
        tx,
        page.filter(({ state }) => state === 'held').map(({ id }) => id),
      );
      const rows = page.map((hold) => rowOf(hold, lines.get(hold.id) ?? []));
      const drained = page.length === heads.length;
      return { epoch, scope: scope.name, rows, cursor: drained ? head : (page.at(-1)?.seq ?? head), head };
    });
}

interface HeadRow {
  id: string;
  seq: number;
  state: HeldStateName;
  opened_at: Date;
  dev: string;
  device: string;
  notes: HoldNote[];
  assignee: string | null;
  decided_at: Date | null;
  decider: string | null;
  reason: string | null;
  fits: boolean;
}

/** One more than asked for tells whether anything is left; a first one is sent whatever its size. */
async function readHeads(tx: Queries, { where }: HoldScope, cursor: number, limit: number): Promise<HeadRow[]> {
  const { rows } = await sql<HeadRow>`
    SELECT page.*, row_number() OVER feed = 1
      OR (row_number() OVER feed <= ${limit} AND sum(bytes) OVER feed <= ${limits.pageBytes}) AS fits
    FROM (
      SELECT h.id, h.seq, h.state, h.opened_at, h.dev, d.name AS device, h.notes, h.assignee, h.decided_at, u.name AS decider, h.reason,
        (SELECT coalesce(sum(octet_length(m.body) + coalesce(octet_length(l.fields::text), 0)), 0) + 300
          FROM held l JOIN mutations m ON m.dev = l.dev AND m.n = l.n WHERE l.hold = h.id AND l.state = 'held') AS bytes
      FROM holds h JOIN devices d ON d.dev = h.dev LEFT JOIN users u ON u.id = h.decided_by
      WHERE ${where} AND h.seq > ${cursor} AND (h.state = 'held' OR ${cursor} > 0) ORDER BY h.seq LIMIT ${limit + 1}
    ) AS page
    WINDOW feed AS (ORDER BY seq ROWS UNBOUNDED PRECEDING) ORDER BY seq`.execute(tx);
  return rows;
}

interface LineRow {
  hold: string;
  body: Mutation;
  outcome: 'conflict' | 'quarantined';
  rule: string;
  fields: Record<string, FieldConflict> | null;
  conflict: string | null;
}

async function readLines(tx: Queries, ids: string[]): Promise<Map<string, HeldLine[]>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<LineRow>`
    SELECT l.hold, m.body::json AS body, l.outcome, l.rule, l.fields, c.id AS conflict FROM held l
    JOIN mutations m ON m.dev = l.dev AND m.n = l.n LEFT JOIN conflicts c ON c.dev = l.dev AND c.n = l.n
    WHERE l.hold = ANY(${ids}::uuid[]) AND l.state = 'held' ORDER BY l.hold, m.received_at, m.dev, m.n`.execute(tx);
  const written = await readWritten(tx, [...new Set(rows.flatMap(({ fields, body }) => (fields === null ? [] : [body.id])))]);
  const people = await readAuthors(tx, [
    ...new Set([...rows.map(({ body }) => body.user), ...[...written.values()].flat().map(({ body }) => body.user)]),
  ]);
  const lines = new Map<string, HeldLine[]>();
  for (const row of rows) lines.set(row.hold, [...(lines.get(row.hold) ?? []), lineOf(row, written.get(row.body.id) ?? [], people)]);
  return lines;
}

interface WrittenRow {
  record: string;
  body: Mutation;
  device: string;
}

/** The newest changes of these records that were applied, newest first. */
async function readWritten(tx: Queries, records: string[]): Promise<Map<string, WrittenRow[]>> {
  if (records.length === 0) return new Map();
  const { rows } = await sql<WrittenRow>`
    SELECT r.id AS record, m.body::json AS body, d.name AS device FROM unnest(${records}::uuid[]) AS r(id)
    CROSS JOIN LATERAL (
      SELECT body, dev, row_seq, n FROM mutations WHERE record_id = r.id AND outcome = 'applied'
      ORDER BY row_seq DESC, received_at DESC, n DESC LIMIT ${mostWriters}) AS m
    JOIN devices d ON d.dev = m.dev ORDER BY r.id, m.row_seq DESC, m.n DESC`.execute(tx);
  const written = new Map<string, WrittenRow[]>();
  for (const row of rows) written.set(row.record, [...(written.get(row.record) ?? []), row]);
  return written;
}

function lineOf({ body, outcome, rule, fields, conflict }: LineRow, written: readonly WrittenRow[], people: ReadonlyMap<string, User>) {
  const valued = Object.entries(fields ?? {}).map(([field, value]): [string, ConflictValue] => {
    const by = writerOf(field, value, written, people);
    return [field, { ...value, ...(by && { by }) }];
  });
  const author = people.get(body.user) ?? null;
  return HeldLine.parse({ mutation: body, outcome, rule, conflict, fields: Object.fromEntries(valued), author });
}

/** Whoever wrote what stood; of a list that several wrote, who wrote to it last. Undefined where that is too long ago. */
function writerOf(
  field: string,
  { server }: FieldConflict,
  written: readonly WrittenRow[],
  people: ReadonlyMap<string, User>,
): Writer | undefined {
  const wrote = written.filter(({ body }) => body.set[field] !== undefined);
  const by = wrote.find(({ body }) => sameJson(body.set[field]?.new, server)) ?? wrote[0];
  if (by === undefined) return undefined;
  const { wall, offMs } = by.body.at;
  return { user: people.get(by.body.user)?.name ?? '', device: by.device, at: new Date(Date.parse(wall) + offMs).toISOString() };
}

function rowOf(hold: HeadRow, lines: HeldLine[]): HoldRow {
  const { id, seq, state, opened_at, dev, device, notes, assignee, decided_at, decider, reason } = hold;
  const decided = decided_at && { by: decider ?? '', at: decided_at.toISOString(), reason: reason ?? '' };
  return HoldRow.parse({
    ...{ id, seq, state, lines, notes, assignee, decided },
    openedAt: opened_at.toISOString(),
    device: { dev, name: device },
  });
}
