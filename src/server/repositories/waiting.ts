import { type Kysely, sql } from 'kysely';
import type { HeldStateName } from '#contract/hold.ts';
import { RecordId, User, type UserId } from '#domain/identity.ts';
import type { Mutation } from '#domain/mutation.ts';
import type { HeldConflict } from '#domain/record.ts';
import type { RuleId } from '#domain/rule.ts';
import type { Tables } from '../database/tables.ts';
import type { Parked, StoredConflict, StoredHold, StoredMember } from '../ingest/ingest-store.ts';

type Queries = Kysely<Tables>;

/** Of these groups and records, those that wait for a person. */
export async function readParked(tx: Queries, groups: string[], records: RecordId[]): Promise<Parked> {
  const { rows } = await sql<{ g: string | null; op: string; record_id: string; outcome: 'conflict' | 'quarantined' }>`
    SELECT m.g, h.op, h.record_id, h.outcome FROM held h JOIN mutations m ON m.dev = h.dev AND m.n = h.n
    WHERE h.state = 'held' AND (h.hold = ANY(${groups}::uuid[]) OR (h.op = 'create' AND h.record_id = ANY(${records}::uuid[])))`.execute(
    tx,
  );
  const parked: Parked = { groups: new Map(), records: new Map() };
  for (const { g, op, record_id, outcome } of rows) {
    if (g !== null) parked.groups.set(g, outcome);
    if (op === 'create') parked.records.set(RecordId.parse(record_id), outcome);
  }
  return parked;
}

/** Conflicts with their author as they are known now, and whether their mutation waits in a group. */
export async function readConflicts(tx: Queries, ids: string[]): Promise<StoredConflict[]> {
  if (ids.length === 0) return [];
  const rows = await tx
    .selectFrom('conflicts')
    .innerJoin('mutations', (on) => on.onRef('mutations.dev', '=', 'conflicts.dev').onRef('mutations.n', '=', 'conflicts.n'))
    .leftJoin('held', (on) => on.onRef('held.dev', '=', 'conflicts.dev').onRef('held.n', '=', 'conflicts.n'))
    .leftJoin('users', 'users.id', 'conflicts.user_id')
    .select(['conflicts.id', 'conflicts.type', 'conflicts.record_id', 'conflicts.rule', 'conflicts.fields', 'conflicts.closed_at'])
    .select(['mutations.g', 'held.hold', 'users.id as author', 'users.name', 'users.roles'])
    .where('conflicts.id', '=', sql<string>`ANY(${ids}::uuid[])`)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    type: row.type,
    record: row.record_id as RecordId,
    rule: row.rule as RuleId,
    fields: row.fields as HeldConflict['fields'],
    open: row.closed_at === null,
    author: row.author === null ? undefined : User.parse({ id: row.author, name: row.name, roles: row.roles }),
    grouped: row.g !== null,
    hold: row.hold ?? row.id,
  }));
}

interface MemberRow {
  id: string;
  state: HeldStateName;
  subdistrict: string;
  assignee: string | null;
  body: Mutation | null;
  outcome: 'conflict' | 'quarantined';
  rule: string | null;
  row_seq: number;
  conflict: string | null;
}

/** These holds, and open ones with a change of one of these records that waits behind another; each with what of it still waits, in order. */
export async function readHolds(tx: Queries, ids: string[], records: RecordId[]): Promise<StoredHold[]> {
  if (ids.length + records.length === 0) return [];
  const { rows } = await sql<MemberRow>`
    SELECT h.id, h.state, h.subdistrict, h.assignee, m.body::json AS body, m.outcome, m.rule, m.row_seq, c.id AS conflict
    FROM holds h
    LEFT JOIN held l ON l.hold = h.id AND l.state = 'held'
    LEFT JOIN mutations m ON m.dev = l.dev AND m.n = l.n
    LEFT JOIN conflicts c ON c.dev = l.dev AND c.n = l.n
    WHERE h.id = ANY(${ids}::uuid[]) OR h.id IN (
      SELECT b.hold FROM held b JOIN mutations bm ON bm.dev = b.dev AND bm.n = b.n
      WHERE b.state = 'held' AND bm.rule = 'GROUP_PARKED' AND b.record_id = ANY(${records}::uuid[]))
    ORDER BY h.id, m.received_at, m.dev, m.n`.execute(tx);
  // Not by SQL: a kept body may hold text that the database reads as no text.
  const authors = await readAuthors(tx, [...new Set(rows.flatMap(({ body }) => body?.user ?? []))]);
  const holds = new Map<string, StoredHold & { members: StoredMember[] }>();
  for (const row of rows) {
    const { id, state, subdistrict } = row;
    const hold = holds.get(id) ?? {
      ...{ id, state, subdistrict, open: state === 'held', members: [] as StoredMember[] },
      assignee: (row.assignee ?? undefined) as UserId | undefined,
    };
    holds.set(id, hold);
    if (row.body !== null) hold.members.push(memberOf(row, row.body, authors.get(row.body.user)));
  }
  return [...holds.values()];
}

/** People by their ids, as they are now. */
export async function readAuthors(tx: Queries, ids: string[]): Promise<Map<string, User>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.selectFrom('users').select(['id', 'name', 'roles']).where('id', '=', sql<string>`ANY(${ids}::uuid[])`).execute();
  return new Map(rows.map((row) => [row.id, User.parse(row)]));
}

function memberOf(row: MemberRow, mutation: Mutation, author: User | undefined): StoredMember {
  const { outcome, rule, row_seq, conflict } = row;
  return {
    mutation,
    outcome,
    author,
    toldRule: rule ?? undefined,
    conflict: conflict ?? undefined,
    // What it was told names the record only where that shows it.
    raised: outcome === 'conflict' && conflict !== null && row_seq > 0,
  };
}
