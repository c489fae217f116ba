import { sql } from 'kysely';
import { Failure } from '#contract/failure.ts';
import { type HistoryParams, type HistoryReply, historyLimit, ServerChange } from '#contract/record-history.ts';
import { Mutation, momentOf } from '#domain/mutation.ts';
import type { Database } from '../database/database.ts';
import type { SessionDevice } from './sessions.ts';

interface ChangeRow {
  body: unknown;
  dev: string;
  device: string;
  user: string | null;
}

/** How a record of the device's subdistrict came to be what it is, newest first. @throws Failure NOT_FOUND */
export async function readHistory(db: Database, { subdistrict }: SessionDevice, { type, id }: HistoryParams): Promise<HistoryReply> {
  const known = await db
    .selectFrom('records')
    .select('id')
    .where('type', '=', type)
    .where('id', '=', id)
    .where('subdistrict', '=', subdistrict)
    .executeTakeFirst();
  if (known === undefined) throw new Failure('NOT_FOUND');
  const { rows } = await sql<ChangeRow>`
    SELECT m.body::json AS body, m.dev, d.name AS device, u.name AS user FROM (
      SELECT body, dev, n, type, row_seq, received_at FROM mutations WHERE record_id = ${id} AND outcome = 'applied'
      UNION ALL
      SELECT w.body, w.dev, w.n, w.type, w.row_seq, w.received_at FROM held l JOIN mutations w ON w.dev = l.dev AND w.n = l.n
        WHERE l.record_id = ${id} AND l.state = 'released'
    ) AS m
    JOIN devices d ON d.dev = m.dev
    LEFT JOIN users u ON u.id::text = m.body::json->>'user'
    WHERE m.type = ${type}
    ORDER BY m.row_seq DESC, m.received_at DESC, m.n DESC LIMIT ${historyLimit + 1}`.execute(db);
  return { changes: rows.slice(0, historyLimit).map(changeOf), more: rows.length > historyLimit };
}

function changeOf({ body, dev, device, user }: ChangeRow): ServerChange {
  const mutation = Mutation.parse(body);
  const { uid, op, set, verdict } = mutation;
  const at = momentOf(mutation).toISOString();
  return ServerChange.parse({ uid, op, set, at, user: user ?? '', device: { dev, name: device }, reason: verdict?.reason ?? '' });
}
