import { type RawBuilder, sql } from 'kysely';
import { type Arrived, Peer, type PeersReply } from '#contract/handover.ts';
import type { Database } from '../database/database.ts';
import type { SessionDevice } from './sessions.ts';
import { holdsUid } from './uid-holder.ts';

/** Changes whenever a device of the subdistrict comes, goes or has another name or key. */
const mark: RawBuilder<string> = sql`md5(coalesce(string_agg(d.dev::text || d.name || encode(d.box_key, 'hex'), ',' ORDER BY d.dev), ''))`;

/** Under which mark the list of a subdistrict's devices stands now: as long to ask for as there are devices. */
export async function readPeersMark(db: Database, { subdistrict }: SessionDevice): Promise<string> {
  const { rows } = await sql<{ mark: string }>`
    SELECT ${mark} AS mark FROM devices d WHERE d.subdistrict = ${subdistrict} AND d.revoked_at IS NULL`.execute(db);
  return rows[0]?.mark ?? '';
}

/** The subdistrict's devices that are not revoked, with the keys that handovers are sealed to and believed by. */
export async function listPeers(db: Database, device: SessionDevice): Promise<PeersReply> {
  const marked = await readPeersMark(db, device);
  const rows = await db
    .selectFrom('devices')
    .select(['dev', 'name', 'sign_key', 'box_key'])
    .where('subdistrict', '=', device.subdistrict)
    .where('revoked_at', 'is', null)
    .orderBy('dev')
    .execute();
  const peers = rows.map(({ dev, name, sign_key, box_key }) =>
    Peer.parse({ dev, name, signKey: sign_key.toString('base64url'), boxKey: box_key.toString('base64url') }),
  );
  return { mark: marked, peers };
}

/** Of these changes, those that the server has of any device of the subdistrict. */
export async function listArrived(db: Database, { subdistrict }: SessionDevice, uids: readonly string[]): Promise<Arrived[]> {
  const { rows } = await sql<{ uid: string; row_seq: number }>`
    SELECT m.uid, m.row_seq FROM mutations m JOIN devices d ON d.dev = m.dev
    WHERE m.uid = ANY(${uids}::uuid[]) AND ${holdsUid('m')} AND d.subdistrict = ${subdistrict}`.execute(db);
  return rows.map(({ uid, row_seq }) => ({ uid, rowSeq: row_seq }));
}
