import { sql } from 'kysely';
import { v4 as uuidv4 } from 'uuid';
import { Failure } from '#contract/failure.ts';
import { Sha256 } from '#domain/identity.ts';
import type { Database } from '../database/database.ts';
import { listMigrations } from '../database/migrate.ts';
import type { Parts } from '../parts.ts';
import { noteBackup } from '../repositories/backup-targets.ts';
import { sha256Of } from '../signing.ts';
import type { BackupFolder } from './backup-folder.ts';
import { chainStart, readChain, writeChain } from './entry-chain.ts';
import {
  type BackupMarks,
  type BackupSet,
  checkManifest,
  findManifest,
  keepManifest,
  keysFile,
  type Manifest,
  manifestFile,
} from './manifest.ts';
import { readMarks, readRows } from './read-rows.ts';
import { sealServerKeys } from './sealed-keys.ts';

export interface BackupReport {
  set: number;
  /** False for the first set, and after a restore: it holds everything. */
  incremental: boolean;
  entries: number;
  /** Photos copied by this run. */
  photos: number;
  photoBytes: number;
  /** Photos that the server should have and has not. */
  lost: Sha256[];
  /** Whether devices may now let go of what is in it: the folder is known to be off this machine. */
  marksRaised: boolean;
}

export interface BackupWishes {
  /** Seals the keys: needed for the first backup into a folder. */
  passphrase?: string | undefined;
  /** What a try at that passphrase costs, where a test is about something else. */
  workFactor?: number;
  /** Who says that the folder is not on the server's machine. */
  confirmedBy?: string | undefined;
}

type BackupParts = Pick<Parts, 'db' | 'identity' | 'blobs' | 'now'>;

const backupLock = 0x6261636b;

/**
 * Adds to a folder what it lacks, verifies it, and only then says so. A run that fails leaves the backup before it as good as it was.
 * @throws Failure backup-running, -foreign, -ahead, -damaged, -unverified, -passphrase-missing, DISK
 */
export async function makeBackup(parts: BackupParts, folder: BackupFolder, wishes: BackupWishes = {}): Promise<BackupReport> {
  return parts.db.connection().execute(async (db) => {
    const { rows } = await sql<{ held: boolean }>`SELECT pg_try_advisory_lock(${backupLock}) AS held`.execute(db);
    if (rows[0]?.held !== true) throw new Failure('backup-running');
    try {
      return await backUp({ ...parts, db }, folder, wishes);
    } finally {
      await sql`SELECT pg_advisory_unlock(${backupLock})`.execute(db);
    }
  });
}

async function backUp(parts: BackupParts, folder: BackupFolder, wishes: BackupWishes): Promise<BackupReport> {
  const { db, identity } = parts;
  const before = await findManifest(folder);
  if (before !== undefined) await checkBefore(parts, before);
  const keys = await keepKeys(db, folder, before, wishes);
  const base = before !== undefined && (await canFollow(parts, folder, before)) ? before : undefined;
  const written = await writeSet(parts, folder, before, base);
  const copied = await copyPhotos(parts, folder, written.set, base?.lost ?? []);
  const manifest: Omit<Manifest, 'sig'> = {
    format: 1,
    target: before?.target ?? uuidv4(),
    serverId: identity.serverId,
    epoch: identity.epoch,
    ...(before?.restoredTo === undefined ? {} : { restoredTo: before.restoredTo }),
    migrations: await listMigrations(db),
    keys,
    sets: [...(base?.sets ?? []), written.set],
    marks: written.marks,
    lost: copied.lost,
  };
  await keepManifest(folder, manifest, identity);
  const kept = await findManifest(folder);
  if (kept === undefined) throw new Failure('backup-unverified', { file: manifestFile });
  checkManifest(kept, identity);
  await dropStrays(folder, kept);
  const set = setNumber(written.set);
  const { target, lost } = manifest;
  const facts = { target, place: folder.place, at: parts.now(), devices: written.marks.devices, snapshot: written.snapshot, lost, set };
  const marksRaised = await noteBackup(db, { ...facts, entries: written.set.entries }, wishes.confirmedBy);
  return { set, incremental: base !== undefined, entries: written.set.entries, ...copied, marksRaised };
}

/** @throws Failure backup-foreign, backup-damaged, backup-ahead */
async function checkBefore({ db, identity }: BackupParts, before: Manifest): Promise<void> {
  if (before.serverId !== identity.serverId) throw new Failure('backup-foreign');
  checkManifest(before, identity);
  if (before.epoch !== identity.epoch) return;
  const { marks } = await readMarks(db);
  const behind = Object.entries(before.marks.devices).some(([dev, next]) => (marks.devices[dev] ?? 0) < next);
  if (behind || marks.seq < before.marks.seq || marks.audit < before.marks.audit) throw new Failure('backup-ahead');
}

/** Keys are sealed once: a scheduled run needs no passphrase. Answers the sealed file's hash. */
async function keepKeys(db: Database, folder: BackupFolder, before: Manifest | undefined, wishes: BackupWishes): Promise<Sha256> {
  const kept = await folder.hash(keysFile);
  if (before !== undefined && kept === before.keys) return before.keys;
  const sealed = await sealServerKeys(db, wishes.passphrase, wishes.workFactor);
  await folder.replace(keysFile, sealed);
  const sha256 = Sha256.parse(sha256Of(sealed));
  if ((await folder.hash(keysFile)) !== sha256) throw new Failure('backup-unverified', { file: keysFile });
  return sha256;
}

/** Whether the sets there can be added to: of this epoch and cluster, and all still whole in size. Otherwise a full set begins anew. */
async function canFollow({ db, identity }: BackupParts, folder: BackupFolder, before: Manifest): Promise<boolean> {
  const { marks } = await readMarks(db);
  if (before.epoch !== identity.epoch || before.marks.cluster !== marks.cluster) return false;
  for (const { file, bytes } of before.sets) if ((await folder.size(file)) !== bytes) return false;
  return true;
}

async function writeSet(
  { db, now }: BackupParts,
  folder: BackupFolder,
  before: Manifest | undefined,
  base: Manifest | undefined,
): Promise<{ set: BackupSet; marks: BackupMarks; snapshot: string }> {
  const last = before?.sets.at(-1);
  const file = `sets/${String((last === undefined ? 0 : setNumber(last)) + 1).padStart(6, '0')}.ndjson.gz`;
  const prev = Sha256.parse(base?.sets.at(-1)?.head ?? chainStart);
  const at = now().toISOString();
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (tx) => {
      const { marks, snapshot } = await readMarks(tx);
      const { bytes, end } = writeChain(readRows(tx, base?.marks), prev);
      await folder.write(file, bytes);
      const set = { file, at, entries: end.entries, bytes: (await folder.size(file)) ?? 0, prev, head: Sha256.parse(end.head) };
      return { set, marks, snapshot };
    });
}

/** Reads the set back from the disk, link by link, and brings each photo that it names, and those that were lost before. */
async function copyPhotos(
  { blobs }: BackupParts,
  folder: BackupFolder,
  set: BackupSet,
  lostBefore: readonly Sha256[],
): Promise<Pick<BackupReport, 'photos' | 'photoBytes' | 'lost'>> {
  const report = { photos: 0, photoBytes: 0, lost: [] as Sha256[] };
  const copy = async (sha256: Sha256) => {
    const copied = await copyPhoto(blobs, folder, sha256);
    if (copied === undefined) report.lost.push(sha256);
    if (copied === undefined || copied === 0) return;
    report.photos += 1;
    report.photoBytes += copied;
  };
  for (const sha256 of lostBefore) await copy(sha256);
  try {
    for await (const { t, r } of readChain(set.file, folder.read(set.file), set)) if (t === 'blobs') await copy(Sha256.parse(r.sha256));
  } catch (error) {
    throw error instanceof Failure && error.code === 'backup-damaged' ? new Failure('backup-unverified', { file: set.file }) : error;
  }
  return report;
}

/** Bytes copied: 0 where the photo was there and hashes right, undefined where the server has lost it. */
async function copyPhoto(blobs: Parts['blobs'], folder: BackupFolder, sha256: Sha256): Promise<number | undefined> {
  const name = photoFile(sha256);
  if ((await folder.hash(name)) === sha256) return 0;
  const blob = await blobs.find(sha256);
  if (blob === undefined) return undefined;
  try {
    await folder.receive(name, sha256, blob.read(), blob.size);
  } catch (error) {
    // The server's own copy has gone bad: as good as lost, and no reason to keep the rest from being backed up.
    if (error instanceof Failure && (error.code === 'BLOB_HASH' || error.code === 'TOO_BIG')) return undefined;
    throw error;
  }
  if ((await folder.hash(name)) !== sha256) throw new Failure('backup-unverified', { file: name });
  return blob.size;
}

export function photoFile(sha256: Sha256): string {
  return `photos/${sha256.slice(0, 2)}/${sha256}`;
}

function setNumber({ file }: BackupSet): number {
  return Number(/\d+/.exec(file)?.[0]);
}

/** Sets that no manifest names: of a run that failed, or from before a full one. */
async function dropStrays(folder: BackupFolder, { sets }: Manifest): Promise<void> {
  const named = new Set(sets.map(({ file }) => file));
  for (const name of await folder.list('sets')) if (!named.has(`sets/${name}`)) await folder.remove(`sets/${name}`);
}
