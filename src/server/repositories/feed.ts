import { sql } from 'kysely';
import { limits, type PullReply } from '#contract/district-api.ts';
import { Failure } from '#contract/failure.ts';
import { FeedRecord } from '#domain/mutation.ts';
import type { Database } from '../database/database.ts';
import { readHoldScope, readHoldsHead } from './hold-scope.ts';
import type { SessionDevice } from './sessions.ts';

interface FeedRow {
  type: string;
  id: string;
  rev: number;
  seq: number;
  deleted: boolean;
  schema: number;
  fields: Record<string, unknown>;
  open_conflicts: number;
  alias_of: string | null;
}

/**
 * One page of what a device may see, from one snapshot. `cursor` of the answer is the last row's seq, or the head once nothing
 * is left. @throws Failure CURSOR for a cursor ahead of the feed
 */
export async function readPage(
  db: Database,
  device: SessionDevice,
  { epoch, cursor, limit }: { epoch: number; cursor: number; limit: number },
  now: Date,
): Promise<PullReply> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (tx) => {
      const { seq: head } = await tx.selectFrom('feed_head').select('seq').executeTakeFirstOrThrow();
      if (cursor > head) throw new Failure('CURSOR');
      const { next_n, backed } = await tx
        .selectFrom('devices')
        .select(['next_n', 'backed'])
        .where('dev', '=', device.dev)
        .executeTakeFirstOrThrow();
      // One row more than asked for tells whether anything is left; a first row is sent whatever its size.
      const { rows } = await sql<FeedRow & { fits: boolean }>`
        SELECT *, row_number() OVER feed = 1
            OR (row_number() OVER feed <= ${limit} AND sum(octet_length(fields::text) + 300) OVER feed <= ${limits.pageBytes}) AS fits
        FROM (
          SELECT type, id, rev, seq, deleted, schema, fields, open_conflicts, alias_of FROM records
          WHERE subdistrict = ${device.subdistrict} AND seq > ${cursor} ORDER BY seq LIMIT ${limit + 1}
        ) AS page
        WINDOW feed AS (ORDER BY seq ROWS UNBOUNDED PRECEDING) ORDER BY seq`.execute(tx);
      const page = rows.filter((row) => row.fits);
      const drained = page.length === rows.length;
      const scope = await readHoldScope(tx, device, now);
      return {
        epoch,
        rows: page.map(feedRecordOf),
        cursor: drained ? head : (page.at(-1)?.seq ?? head),
        head,
        next: next_n,
        backed,
        holds: { head: await readHoldsHead(tx, scope), scope: scope.name },
      };
    });
}

function feedRecordOf({ open_conflicts, alias_of, type, id, rev, seq, deleted, schema, fields }: FeedRow): FeedRecord {
  const alias = alias_of === null ? {} : { aliasOf: alias_of };
  return FeedRecord.parse({ type, id, rev, seq, deleted, schema, fields, openConflicts: open_conflicts, ...alias });
}
