import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { canonicalJson } from '#contract/canonical.ts';
import type { Database } from '#server/database/database.ts';
import { listRows } from '../../../src/renderer/store/feed-rows.ts';
import type { KilledDesk } from './killed-desk.ts';

/** What was shown as saved, to compare with what the server has. */
export interface Saved {
  /** One of each group that a desk called saved. */
  uids: string[];
  /** SHA-256 of photos of saved groups. */
  photos: string[];
}

/** What must be nothing when all desks have synced over a whole line. */
export interface Broken {
  /** Saved, and not on the server [P1]. */
  lost: string[];
  /** On the server more than once [P1]. */
  doubled: string[];
  /** Photos of the server that are not there, or whose bytes hash otherwise [P6]. */
  photosBroken: string[];
  /** Records that a desk shows otherwise than the server has them [P3]. */
  unequal: string[];
}

export async function findBroken(db: Database, serverFolder: string, saved: Saved, desks: readonly KilledDesk[]): Promise<Broken> {
  const kept = await db.selectFrom('mutations').select('uid').where('alias_dev', 'is', null).execute();
  const uids = kept.map(({ uid }) => uid);
  const there = new Set(uids);
  const sorted = uids.toSorted();
  return {
    lost: saved.uids.filter((uid) => !there.has(uid)),
    doubled: sorted.filter((uid, index) => uid === sorted[index - 1]),
    photosBroken: await findBrokenPhotos(db, serverFolder, saved.photos),
    unequal: (await Promise.all(desks.map((desk) => findUnequal(db, desk)))).flat(),
  };
}

/** Both those that were saved and those that the server calls verified. */
async function findBrokenPhotos(db: Database, serverFolder: string, saved: readonly string[]): Promise<string[]> {
  const verified = (await db.selectFrom('blobs').select('sha256').execute()).map(({ sha256 }) => sha256);
  const broken: string[] = [];
  for (const sha256 of new Set([...saved, ...verified])) {
    const bytes = await readFile(join(serverFolder, 'blobs', sha256.slice(0, 2), sha256)).catch(() => Buffer.alloc(0));
    if (!verified.includes(sha256) || createHash('sha256').update(bytes).digest('hex') !== sha256) broken.push(sha256);
  }
  return broken;
}

interface Seen {
  id: string;
  rev: number;
  seq: number;
  deleted: boolean;
  fields: unknown;
}

const textOf = ({ id, rev, seq, deleted, fields }: Seen) => canonicalJson({ id, rev, seq, deleted, fields });

async function findUnequal(db: Database, { name, desk }: KilledDesk): Promise<string[]> {
  const rows = await db
    .selectFrom('records')
    .select(['id', 'rev', 'seq', 'deleted', 'fields'])
    .where('subdistrict', '=', desk.enrollment.scope.subdistrict)
    .execute();
  const onServer = new Map(rows.map((row) => [row.id, textOf(row as Seen)]));
  const onDesk = new Map((await listRows(desk.db)).map((row) => [row.id as string, textOf(row)]));
  const unsettled = await desk.db.outbox.where('state').anyOf([0, 1, 3]).count();
  const ids = [...new Set([...onServer.keys(), ...onDesk.keys()])].filter((id) => onServer.get(id) !== onDesk.get(id));
  return [...ids.map((id) => `${name}: ${id}`), ...(unsettled === 0 ? [] : [`${name}: ${unsettled} own changes do not settle`])];
}
