import { type RawBuilder, sql } from 'kysely';
import { canonicalJson } from '#contract/canonical.ts';
import { type Outcome, Receipt, type ReceiptItem, signedText } from '#contract/district-api.ts';
import { Failure } from '#contract/failure.ts';
import { RecordId, type RecordType, Sha256 } from '#domain/identity.ts';
import type { Database } from '../database/database.ts';
import { hashText, signText } from '../signing.ts';
import type { ServerIdentity } from './server-identity.ts';
import type { SessionDevice } from './sessions.ts';

/** The batch's receipt as things stand now, signed. @throws Failure NOT_FOUND for a batch this device never pushed */
export async function writeReceipt(
  db: Database,
  identity: ServerIdentity,
  { dev }: SessionDevice,
  batch: string,
  now: Date,
): Promise<Receipt> {
  const pushed = sql`(SELECT m.* FROM mutations m WHERE m.dev = ${dev} AND EXISTS (
    SELECT 1 FROM pushes p WHERE p.batch = ${batch} AND p.dev = m.dev AND m.n BETWEEN p.from_n AND p.to_n)) AS pushed`;
  const range = await readRange(db, pushed);
  if (range === undefined) throw new Failure('NOT_FOUND');
  const body = {
    batch,
    serverId: identity.serverId,
    epoch: identity.epoch,
    dev,
    issuedAt: now.toISOString(),
    ...range,
    counts: await readCounts(db, pushed),
    items: await readItems(db, pushed),
    photos: await readPhotos(db, pushed),
  };
  const digest = hashText(canonicalJson(body));
  return Receipt.parse({ ...body, digest, sig: signText(identity.signPrivate, signedText.receipt(digest)) });
}

type Pushed = RawBuilder<unknown>;

async function readRange(db: Database, pushed: Pushed): Promise<{ from: number; to: number; head: Sha256 } | undefined> {
  const { rows } = await sql<{ from: number; to: number; head: string }>`
    SELECT min(n) AS "from", max(n) AS "to", (array_agg(h ORDER BY n DESC))[1] AS head FROM ${pushed} HAVING count(*) > 0`.execute(db);
  return rows[0] && { ...rows[0], head: Sha256.parse(rows[0].head) };
}

async function readCounts(db: Database, pushed: Pushed): Promise<Receipt['counts']> {
  const { rows } = await sql<{ outcome: Outcome; count: number }>`
    SELECT outcome, count(*) AS count FROM ${pushed} GROUP BY outcome`.execute(db);
  const counts = { received: 0, applied: 0, noop: 0, conflict: 0, quarantined: 0 };
  for (const { outcome, count } of rows) {
    counts.received += count;
    counts[outcome] = count;
  }
  return counts;
}

async function readItems(db: Database, pushed: Pushed): Promise<ReceiptItem[]> {
  const { rows } = await sql<{ n: number; type: RecordType; id: string; outcome: 'conflict' | 'quarantined'; rule: string | null }>`
    SELECT n, type, record_id AS id, outcome, rule FROM ${pushed} WHERE outcome IN ('conflict', 'quarantined') ORDER BY n`.execute(db);
  return rows.map(({ n, type, id, outcome, rule }) => ({ n, type, id: RecordId.parse(id), outcome, ...(rule === null ? {} : { rule }) }));
}

async function readPhotos(db: Database, pushed: Pushed): Promise<Receipt['photos']> {
  const { rows } = await sql<{ sha256: string; size: number | null }>`
    SELECT wanted.sha256, blobs.size FROM (SELECT DISTINCT unnest(photos) AS sha256 FROM ${pushed}) AS wanted
    LEFT JOIN blobs ON blobs.sha256 = wanted.sha256 ORDER BY wanted.sha256`.execute(db);
  const missing = rows.filter(({ size }) => size === null).map(({ sha256 }) => Sha256.parse(sha256));
  return {
    total: rows.length,
    verified: rows.length - missing.length,
    bytes: rows.reduce((sum, { size }) => sum + (size ?? 0), 0),
    missing,
  };
}
