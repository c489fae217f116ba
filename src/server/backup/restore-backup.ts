import { type Kysely, sql } from 'kysely';
import { Failure } from '#contract/failure.ts';
import { Sha256 } from '#domain/identity.ts';
import type { BlobStore } from '../blobs/blob-store.ts';
import type { Database } from '../database/database.ts';
import { applyMigrations, lockSchema } from '../database/migrate.ts';
import type { Tables } from '../database/tables.ts';
import { migrations } from '../migrations/migrations.ts';
import { appendAudit } from '../repositories/audit.ts';
import { type BackedUpTable, backedUpTables, formerTables, tablesInSets } from './backed-up-tables.ts';
import type { BackupFolder } from './backup-folder.ts';
import { type Entry, readChain } from './entry-chain.ts';
import { photoFile } from './make-backup.ts';
import { checkManifest, findManifest, keepManifest, keysFile, type Manifest } from './manifest.ts';
import { listColumns } from './read-rows.ts';
import { openServerKeys, type ServerKeys } from './sealed-keys.ts';

type Queries = Kysely<Tables>;
/** A table of this version or of an earlier one. */
type RestoredTable = BackedUpTable | (typeof formerTables)[number];

export interface RestoreReport {
  serverId: string;
  /** Devices notice that it rose, and send what the backup lacks. */
  epoch: number;
  entries: number;
  photos: number;
  /** False where the folder could not be written: a second restore from it would begin the same epoch again. */
  epochNoted: boolean;
}

export interface RestoreParts {
  /** A database without data, migrated or not. */
  db: Database;
  blobs: BlobStore;
  now(): Date;
}

/**
 * Brings a backup into an empty database: photos first, then all rows and the risen epoch in one transaction. No rule runs: what the
 * server once decided stands, whatever this version would decide [P7].
 * @throws Failure backup-missing, -damaged, -newer, -passphrase-wrong, restore-not-empty
 */
export async function restoreBackup({ db, blobs, now }: RestoreParts, folder: BackupFolder, passphrase: string): Promise<RestoreReport> {
  const manifest = await findManifest(folder);
  if (manifest === undefined) throw new Failure('backup-missing');
  const last = manifest.migrations.at(-1);
  if (!migrations.some(({ name }) => name === last)) throw new Failure('backup-newer');
  await requireEmpty(db);
  const keys = await readKeys(folder, manifest, passphrase);
  checkManifest(manifest, { signPublic: keys.sign_public });
  const { entries, photos } = await bringPhotos(blobs, folder, manifest);
  const epoch = Math.max(manifest.epoch, manifest.restoredTo ?? 0) + 1;
  const epochNoted = await noteEpoch(folder, manifest, keys, epoch);
  await db.transaction().execute(async (tx) => {
    await lockSchema(tx);
    await requireEmpty(tx);
    await makeTables(tx, last);
    await fillTables(tx, folder, manifest);
    await keepIdentity(tx, keys, epoch);
    await applyMigrations(tx);
    await appendAudit(tx, { at: now(), actor: 'console', action: 'server.restored', subject: manifest.target, facts: { epoch } });
  });
  return { serverId: manifest.serverId, epoch, entries, photos, epochNoted };
}

/** An identity is data: a server that ran has told it to devices. */
async function requireEmpty(db: Queries): Promise<void> {
  const { rows } = await sql<{ there: boolean }>`SELECT to_regclass('server_identity') IS NOT NULL AS there`.execute(db);
  if (rows[0]?.there !== true) return;
  const identity = await db.selectFrom('server_identity').select('epoch').executeTakeFirst();
  const subdistrict = await db.selectFrom('subdistricts').select('code').executeTakeFirst();
  if (identity !== undefined || subdistrict !== undefined) throw new Failure('restore-not-empty');
}

async function readKeys(folder: BackupFolder, manifest: Manifest, passphrase: string): Promise<ServerKeys> {
  const sealed = await folder.find(keysFile);
  if (sealed === undefined || (await folder.hash(keysFile)) !== manifest.keys)
    throw new Failure('backup-damaged', { file: keysFile, entry: 0 });
  return openServerKeys(sealed, passphrase);
}

async function* readSets(folder: BackupFolder, sets: Manifest['sets']): AsyncGenerator<Entry> {
  for (const set of sets) yield* readChain(set.file, folder.read(set.file), set);
}

/** Walks every link of every set before anything is changed; each photo's bytes are hashed by the store that takes them. */
async function bringPhotos(blobs: BlobStore, folder: BackupFolder, { sets, lost }: Manifest): Promise<{ entries: number; photos: number }> {
  let [entries, photos] = [0, 0];
  for await (const { t, r } of readSets(folder, sets)) {
    entries += 1;
    if (t !== 'blobs') continue;
    const sha256 = Sha256.parse(r.sha256);
    if (lost.includes(sha256)) continue;
    const file = photoFile(sha256);
    const source = folder.read(file);
    await blobs.receive(sha256, source, Number(r.size)).catch((error: NodeJS.ErrnoException) => {
      // Its own error: the backup's disk cannot read it, and not ours write it.
      const bad = error.code === 'BLOB_HASH' || error.code === 'TOO_BIG' || error === source.errored;
      throw bad ? new Failure('backup-damaged', { file, entry: entries }, { cause: error }) : error;
    });
    photos += 1;
  }
  return { entries, photos };
}

/** Said before it is begun: an epoch that two databases shared would let devices take one for the other. */
async function noteEpoch(folder: BackupFolder, { sig: _, ...manifest }: Manifest, keys: ServerKeys, epoch: number): Promise<boolean> {
  try {
    await keepManifest(folder, { ...manifest, restoredTo: epoch }, { signPrivate: keys.sign_private });
    return true;
  } catch {
    return false;
  }
}

/** The tables as they were when the backup was made; later migrations then meet the rows they were written for. */
async function makeTables(tx: Queries, last: string | undefined): Promise<void> {
  for (const table of [...Object.keys(backedUpTables), ...formerTables])
    await sql`DROP TABLE IF EXISTS ${sql.table(table)} CASCADE`.execute(tx);
  await applyMigrations(tx, last);
  const { rows } = await sql<{ name: string }>`SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema()`.execute(tx);
  const there = new Set(rows.map(({ name }) => name));
  const whole = tablesInSets.filter((table) => backedUpTables[table] === 'whole' && there.has(table));
  for (const table of whole) await sql`DELETE FROM ${sql.table(table)}`.execute(tx);
}

/** Tables kept whole are taken from the newest set; those that others lean on come first, those that lean on the log last. */
async function fillTables(tx: Queries, folder: BackupFolder, { sets, lost }: Manifest): Promise<void> {
  const newest = sets.slice(-1);
  const whole = (from: number, to: number): Set<RestoredTable> =>
    new Set(tablesInSets.slice(from, to).filter((table) => backedUpTables[table] === 'whole'));
  const log = tablesInSets.indexOf('mutations');
  await fill(tx, readSets(folder, newest), whole(0, log));
  await fill(tx, readSets(folder, sets), new Set(tablesInSets.filter((table) => backedUpTables[table] !== 'whole')));
  await fill(tx, readSets(folder, newest), new Set([...whole(log, tablesInSets.length), ...formerTables]));
  await sql`DELETE FROM blobs WHERE sha256 = ANY(${lost}::text[])`.execute(tx);
}

const batchRows = 500;

async function fill(tx: Queries, entries: AsyncIterable<Entry>, tables: ReadonlySet<RestoredTable>): Promise<void> {
  let [table, rows]: [RestoredTable | undefined, Entry['r'][]] = [undefined, []];
  for await (const { t, r } of entries) {
    if (!tables.has(t)) continue;
    if (t !== table || rows.length >= batchRows) {
      if (table !== undefined) await insertRows(tx, table, rows);
      [table, rows] = [t, []];
    }
    rows.push(r);
  }
  if (table !== undefined) await insertRows(tx, table, rows);
}

/** Each column's texts go over as one array and are read back as the column's type. A row that is there already is replaced by its later state. */
async function insertRows(tx: Queries, table: RestoredTable, rows: Entry['r'][]): Promise<void> {
  const columns = (await listColumns(tx, table)).filter(({ name }) => rows[0]?.[name] !== undefined);
  const names = sql.join(columns.map(({ name }) => sql.ref(name)));
  const texts = sql.join(columns.map(({ name }) => sql`${rows.map((row) => row[name])}::text[]`));
  const values = sql.join(columns.map(({ name, type }) => sql`r.${sql.ref(name)}::${sql.raw(type)}`));
  await sql`
    INSERT INTO ${sql.table(table)} (${names}) SELECT ${values} FROM unnest(${texts}) AS r(${names}) ${onClash(table, names, columns)}`.execute(
    tx,
  );
}

function onClash(table: RestoredTable, names: ReturnType<typeof sql.join>, columns: { name: string }[]) {
  if (table !== 'records') return sql`ON CONFLICT DO NOTHING`;
  const later = sql.join(columns.map(({ name }) => sql`excluded.${sql.ref(name)}`));
  // By its name: its columns were others in earlier versions.
  return sql`ON CONFLICT ON CONSTRAINT records_pkey DO UPDATE SET (${names}) = ROW(${later})`;
}

async function keepIdentity(tx: Queries, keys: ServerKeys, epoch: number): Promise<void> {
  await tx
    .insertInto('server_identity')
    .values({ ...keys, epoch, created_at: new Date(keys.created_at) })
    .execute();
}
