import { type Kysely, sql } from 'kysely';
import type { Outcome } from '#contract/district-api.ts';
import { Failure } from '#contract/failure.ts';
import { type DeviceId, type RecordId, type RecordType, type Role, Sha256, User } from '#domain/identity.ts';
import type { Fields } from '#domain/mutation.ts';
import type { ChildrenNeed, RecordNeed } from '#domain/needs.ts';
import type { ScarceType } from '#domain/record.ts';
import type { Database } from '../database/database.ts';
import type { Tables } from '../database/tables.ts';
import type { IngestDevice, IngestFeed, IngestGrant, IngestStore, StoredRecord, Told, UidHolder } from '../ingest/ingest-store.ts';
import { keepCommit } from './ingest-writes.ts';
import { holdsUid } from './uid-holder.ts';
import { readAuthors, readConflicts, readHolds, readParked } from './waiting.ts';

type Queries = Kysely<Tables>;

/** Ingest's store on PostgreSQL: one transaction per batch, under the lock of the feed's one counter row. */
export function createPostgresIngestStore(db: Database): IngestStore {
  return {
    findDevice: (dev) => findDevice(db, dev),
    exclusively: (dev, work) =>
      db.transaction().execute(async (tx) => {
        const { seq } = await tx.selectFrom('feed_head').select('seq').forUpdate().executeTakeFirstOrThrow();
        const device = await findDevice(tx, dev);
        if (device === undefined) throw new Failure('AUTH');
        return work(feedOn(tx, seq, device));
      }),
  };
}

function feedOn(tx: Queries, head: number, device: IngestDevice): IngestFeed {
  return {
    head,
    device,
    readTold: (from, to) => readTold(tx, device.dev, from, to),
    readUids: (uids) => readUids(tx, uids),
    readGrants: () => readGrants(tx, device.dev),
    readParked: (groups, records) => readParked(tx, groups, records),
    readRecords: (needs) => readRecords(tx, needs),
    readChildren: (needs) => readChildren(tx, needs),
    readAll: (types) => readAll(tx, types),
    readConflicts: (ids) => readConflicts(tx, ids),
    readHolds: (ids, behind) => readHolds(tx, ids, behind),
    readPeople: async (ids) => [...(await readAuthors(tx, ids)).values()],
    keep: (commit) => keepCommit(tx, commit),
    notePush: async (batch, from, to, at) => {
      await tx
        .insertInto('pushes')
        .values({ batch, dev: device.dev, from_n: from, to_n: to, at })
        .onConflict((clash) => clash.doNothing())
        .execute();
    },
  };
}

async function findDevice(db: Queries, dev: DeviceId): Promise<IngestDevice | undefined> {
  const row = await db.selectFrom('devices').selectAll().where('dev', '=', dev).executeTakeFirst();
  return (
    row && {
      dev,
      subdistrict: row.subdistrict,
      signKey: row.sign_key,
      revoked: row.revoked_at !== null,
      next: row.next_n,
      lastHash: row.last_h,
      backed: row.backed,
    }
  );
}

const toldColumns = ['n', 'h', 'outcome', 'row_seq', 'conflict_id', 'rule'] as const;

interface ToldRow {
  n: number;
  h: string;
  outcome: Outcome;
  row_seq: number;
  conflict_id: string | null;
  rule: string | null;
}

function toldOf({ n, h, outcome, row_seq, conflict_id, rule }: ToldRow): Told {
  const told: Told = { n, h: Sha256.parse(h), outcome, rowSeq: row_seq };
  if (conflict_id !== null) told.conflictId = conflict_id;
  if (rule !== null) told.rule = rule;
  return told;
}

async function readTold(tx: Queries, dev: string, from: number, to: number): Promise<Told[]> {
  if (to < from) return [];
  const rows = await tx
    .selectFrom('mutations')
    .select(toldColumns)
    .where('dev', '=', dev)
    .where('n', '>=', from)
    .where('n', '<=', to)
    .orderBy('n')
    .execute();
  return rows.map(toldOf);
}

async function readUids(tx: Queries, uids: string[]): Promise<UidHolder[]> {
  const rows = await tx
    .selectFrom('mutations')
    .select(['uid', 'dev', 'c', ...toldColumns])
    .where('uid', '=', sql<string>`ANY(${uids}::uuid[])`)
    .where(holdsUid('mutations'))
    .execute();
  return rows.map((row) => ({ uid: row.uid, dev: row.dev as DeviceId, c: row.c, told: toldOf(row) }));
}

async function readGrants(tx: Queries, dev: string): Promise<IngestGrant[]> {
  const rows = await tx
    .selectFrom('grants')
    .innerJoin('users', 'users.id', 'grants.user_id')
    .select(['users.id', 'users.name', 'users.roles', 'grants.to_at'])
    .where('grants.dev', '=', dev)
    .execute();
  return rows.map((row) => ({ user: User.parse({ id: row.id, name: row.name, roles: row.roles satisfies Role[] }), to: row.to_at }));
}

interface RecordRow {
  type: RecordType;
  id: string;
  rev: number;
  seq: number;
  deleted: boolean;
  schema: number;
  fields: Fields;
  open_conflicts: number;
  alias_of: string | null;
  subdistrict: string;
}

function storedOf(row: RecordRow): StoredRecord {
  const { type, id, rev, deleted, schema, fields } = row;
  const alias = row.alias_of === null ? {} : { aliasOf: row.alias_of as RecordId };
  return {
    record: { type, id: id as RecordId, rev, deleted, schema, fields, openConflicts: row.open_conflicts, ...alias },
    seq: row.seq,
    subdistrict: row.subdistrict,
  };
}

/** By id alone: an id that another type holds is found too. */
async function readRecords(tx: Queries, needs: RecordNeed[]): Promise<StoredRecord[]> {
  if (needs.length === 0) return [];
  const { rows } = await sql<RecordRow>`
    SELECT r.* FROM records r JOIN (SELECT DISTINCT * FROM unnest(${needs.map((need) => need.id)}::uuid[])) AS w(id) ON r.id = w.id`.execute(
    tx,
  );
  return rows.map(storedOf);
}

/** Containment, because the index on `fields` answers it whatever the parent's field is called. */
async function readChildren(tx: Queries, needs: ChildrenNeed[]): Promise<StoredRecord[]> {
  if (needs.length === 0) return [];
  const [types, fields, parents] = [needs.map((n) => n.type), needs.map((n) => n.parentField), needs.map((n) => n.parentId)];
  const { rows } = await sql<RecordRow>`
    SELECT r.* FROM (SELECT DISTINCT * FROM unnest(${types}::text[], ${fields}::text[], ${parents}::text[])) AS w(type, field, parent)
    JOIN records r ON r.fields @> CASE WHEN position('.' IN w.field) = 0 THEN jsonb_build_object(w.field, w.parent)
      ELSE jsonb_build_object(split_part(w.field, '.', 1), jsonb_build_object(split_part(w.field, '.', 2), w.parent)) END
      AND r.type = w.type AND r.type NOT IN ('structure', 'fixture') AND NOT r.deleted`.execute(tx);
  return rows.map(storedOf);
}

/** With the index on few types, whose condition is repeated. */
async function readAll(tx: Queries, types: ScarceType[]): Promise<StoredRecord[]> {
  if (types.length === 0) return [];
  const { rows } = await sql<RecordRow>`
    SELECT * FROM records WHERE type = ANY(${types}::text[]) AND type NOT IN ('structure', 'fixture') AND NOT deleted`.execute(tx);
  return rows.map(storedOf);
}
