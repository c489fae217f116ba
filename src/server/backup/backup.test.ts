import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { HelloReply, PushReply } from '#contract/district-api.ts';
import { Failure } from '#contract/failure.ts';
import { Sha256 } from '#domain/identity.ts';
import { createFolderBlobStore } from '../blobs/folder-blob-store.ts';
import { openAppBench } from '../testing/app-bench.ts';
import { enrollTestDevice } from '../testing/enrolled-device.ts';
import { openTestDatabase } from '../testing/test-database.ts';
import { buildingFields, newRecordId } from '../testing/test-device.ts';
import { backedUpTables } from './backed-up-tables.ts';
import { type BackupFolder, createBackupFolder } from './backup-folder.ts';
import { makeBackup } from './make-backup.ts';
import { findManifest } from './manifest.ts';
import { restoreBackup } from './restore-backup.ts';
import { dumpTables } from './testing/dump-tables.ts';
import { verifyBackup } from './verify-backup.ts';

// Each test opens databases of its own and derives keys from passphrases, which is slow on purpose.
vi.setConfig({ testTimeout: 120_000 });

const passphrase = '南通崇川 恢复口令 2026';
/** What the passphrase costs is asked for in full by the first test alone. */
const workFactor = 10;
const hashOf = (bytes: Buffer) => Sha256.parse(createHash('sha256').update(bytes).digest('hex'));

let server: Awaited<ReturnType<typeof openAppBench>>;
let home: string;
let place: string;
let folder: BackupFolder;
beforeAll(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), 'chaihuan-backup-'));
}, 60_000);
beforeEach(async () => {
  server = await openAppBench();
  place = path.join(home, randomBytes(6).toString('hex'));
  folder = createBackupFolder(place);
  return () => server.close();
}, 60_000);
afterAll(() => rm(home, { recursive: true, force: true }));

/** One device's day: buildings, one quarantined line that `jsonb` could not hold, a conflict, a photo. */
async function workADay() {
  const { device, token } = await enrollTestDevice(server, server.db);
  const ids = [newRecordId(), newRecordId()];
  const [id] = ids;
  if (id === undefined) throw new Error('two ids');
  const created = device.write(...ids.map((each, i) => device.create('building', each, buildingFields(`${i}`))));
  await push(created);
  await push(
    device.write(
      device.patch('building', id, { label: ['not what it was', '新的'] }),
      device.create('building', newRecordId(), { ...buildingFields('9'), label: 'nul \u0000 and \ud800 alone' }),
    ),
  );
  const photo = randomBytes(3000);
  await server.call('PUT', `/sync/v1/blobs/${hashOf(photo)}`, { token, bytes: photo });
  return { device, token, push, photo: hashOf(photo) };

  async function push(lines: typeof created) {
    const reply = await server.call('POST', '/sync/v1/push', { token, json: device.push(lines) });
    return PushReply.parse(reply.body).results.map(({ outcome }) => outcome);
  }
}

/** Restores into a new database and a new blob folder. */
async function restore(from: BackupFolder, secret = passphrase) {
  const target = await openTestDatabase();
  const blobFolder = path.join(home, randomBytes(6).toString('hex'));
  const blobs = createFolderBlobStore(blobFolder);
  const report = restoreBackup({ db: target.db, blobs, now: () => new Date() }, from, secret);
  return { ...target, blobs, blobFolder, report: await report.catch((error: unknown) => error) };
}

test('P7 a restored server holds the same rows and seqs, byte for byte, and the same photos; its epoch has risen by one', async () => {
  const { photo } = await workADay();
  await workADay();
  expect((await sql<{ outcome: string }>`SELECT DISTINCT outcome FROM mutations`.execute(server.db)).rows.length).toBeGreaterThan(1);
  const before = await dumpTables(server.db);
  const made = await makeBackup(server.parts, folder, { passphrase });
  expect(made).toMatchObject({ set: 1, incremental: false, photos: 2, photoBytes: 6000, lost: [], marksRaised: false });
  const restored = await restore(folder);
  expect(restored.report).toMatchObject({ epoch: 2, photos: 2, entries: made.entries, serverId: server.parts.identity.serverId });
  const after = await dumpTables(restored.db);
  const own = after.audit?.filter((row) => row.includes('"action":"server.restored"')) ?? [];
  expect(own).toHaveLength(1);
  after.audit = after.audit?.filter((row) => !own.includes(row)) ?? [];
  delete after.audit_head;
  delete before.audit_head;
  expect(after).toEqual(before);
  expect((await restored.blobs.find(photo))?.size).toBe(3000);
  await restored.close();
});

test('a second backup adds only what is new, changes no file of the first, and restores to the newest state', async () => {
  const day = await workADay();
  const first = await makeBackup(server.parts, folder, { passphrase, workFactor });
  const [setOne] = await readdir(path.join(place, 'sets'));
  const bytesOne = await readFile(path.join(place, 'sets', setOne ?? ''));
  const id = newRecordId();
  await day.push(day.device.write(day.device.create('building', id, buildingFields('7'))));
  await day.push(day.device.write(day.device.patch('building', id, { label: ['7幢', '七号楼'] })));
  const before = await dumpTables(server.db);
  const second = await makeBackup(server.parts, folder);
  expect(second).toMatchObject({ set: 2, incremental: true, photos: 0 });
  expect(second.entries).toBeLessThan(first.entries);
  expect(await readFile(path.join(place, 'sets', setOne ?? ''))).toEqual(bytesOne);
  const restored = await restore(folder);
  const after = await dumpTables(restored.db);
  for (const table of ['mutations', 'records', 'devices', 'pushes', 'feed_head'] as const) expect(after[table]).toEqual(before[table]);
  await restored.close();
});

/** What 0008-lighter-ingest does, undone. */
const before0008 = `
DROP INDEX mutations_uid, records_few;
CREATE TABLE uids (uid uuid PRIMARY KEY, dev uuid NOT NULL, n bigint NOT NULL, FOREIGN KEY (dev, n) REFERENCES mutations);
ALTER TABLE records DROP CONSTRAINT records_pkey;
ALTER TABLE records ADD PRIMARY KEY (type, id);
CREATE INDEX records_id ON records (id);
DELETE FROM migrations WHERE name = '0008-lighter-ingest';
`;

test('a backup from before an index held the uids restores, with an alias, a clash and a record that was written again', async () => {
  const { device, push } = await workADay();
  const draft = device.create('building', newRecordId(), buildingFields('5'));
  const clash = device.create('building', newRecordId(), buildingFields('6'), { uid: draft.uid });
  expect(await push(device.write(draft, draft, clash))).toEqual(['applied', 'applied', 'quarantined']);
  await sql.raw(before0008).execute(server.db);
  await makeBackup(server.parts, folder, { passphrase, workFactor });
  await sql`UPDATE feed_head SET seq = seq + 1`.execute(server.db);
  await sql`UPDATE records SET rev = 2, seq = (SELECT seq FROM feed_head) WHERE id = ${draft.id}`.execute(server.db);
  const before = await dumpTables(server.db);
  expect(await makeBackup(server.parts, folder)).toMatchObject({ set: 2, incremental: true });
  const restored = await restore(folder);
  const after = await dumpTables(restored.db);
  for (const table of ['mutations', 'records', 'feed_head'] as const) expect(after[table]).toEqual(before[table]);
  await restored.close();
});

test('the marks rise only once the folder is known to be off the machine, to exactly what the backup holds', async () => {
  const day = await workADay();
  const marks = async () => ({
    devices: (await server.db.selectFrom('devices').select('backed').execute()).map(({ backed }) => backed),
    blobs: (await server.db.selectFrom('blobs').select('backed').execute()).map(({ backed }) => backed),
  });
  const hello = async () => HelloReply.parse((await server.call('GET', '/sync/v1/hello')).body).backup?.state;
  expect(await hello()).toBe('none');
  await makeBackup(server.parts, folder, { passphrase, workFactor });
  expect([await hello(), await marks()]).toEqual(['on-machine', { devices: [0], blobs: [false] }]);
  expect((await makeBackup(server.parts, folder, { confirmedBy: '王管理' })).marksRaised).toBe(true);
  expect([await hello(), await marks()]).toEqual(['good', { devices: [5], blobs: [true] }]);
  await day.push(day.device.write(day.device.create('building', newRecordId(), buildingFields('8'))));
  expect(await marks()).toEqual({ devices: [5], blobs: [true] });
  expect((await makeBackup(server.parts, folder)).marksRaised).toBe(true);
  expect((await marks()).devices).toEqual([6]);
  server.clock.ahead = 4 * 24 * 3600 * 1000;
  expect(await hello()).toBe('stale');
});

test('a wrong passphrase, a short one and none are refused by name', async () => {
  await workADay();
  await expect(makeBackup(server.parts, folder)).rejects.toMatchObject({ code: 'backup-passphrase-missing' });
  await expect(makeBackup(server.parts, folder, { passphrase: 'short' })).rejects.toMatchObject({ code: 'backup-passphrase-missing' });
  await makeBackup(server.parts, folder, { passphrase, workFactor });
  const keys = await readFile(path.join(place, 'keys.age'));
  expect(keys.toString('latin1')).toMatch(/^age-encryption\.org\/v1\n-> scrypt /);
  const restored = await restore(folder, 'not the passphrase');
  expect(restored.report).toMatchObject({ code: 'backup-passphrase-wrong' });
  await restored.close();
});

test('a database that holds anything is not restored into; a folder of another server, or of a later state, is not written to', async () => {
  await workADay();
  await makeBackup(server.parts, folder, { passphrase, workFactor });
  const { db, blobs } = server.parts;
  await expect(restoreBackup({ db, blobs, now: () => new Date() }, folder, passphrase)).rejects.toMatchObject({
    code: 'restore-not-empty',
  });
  const stranger = { ...server.parts, identity: { ...server.parts.identity, serverId: crypto.randomUUID() } };
  await expect(makeBackup(stranger, folder)).rejects.toMatchObject({ code: 'backup-foreign' });
  await server.db.updateTable('devices').set({ next_n: 1 }).execute();
  await expect(makeBackup(server.parts, folder)).rejects.toMatchObject({ code: 'backup-ahead' });
  await expect(restoreBackup({ db, blobs, now: () => new Date() }, createBackupFolder(home), passphrase)).rejects.toMatchObject({
    code: 'backup-missing',
  });
});

test('a damaged backup is named by file and entry, one of a newer server by that, and nothing of it is restored', async () => {
  const { photo } = await workADay();
  await makeBackup(server.parts, folder, { passphrase, workFactor });
  const photoName = `photos/${photo.slice(0, 2)}/${photo}`;
  const set = 'sets/000001.ndjson.gz';
  const flip = (at: number) => (bytes: Buffer) => bytes.fill((bytes[at] ?? 0) ^ 0xff, at, at + 1);
  const damages: [string, (bytes: Buffer) => Buffer, object][] = [
    [photoName, flip(1500), { file: photoName }],
    [photoName, (bytes) => bytes.subarray(0, 100), { file: photoName }],
    [set, flip(10), { file: set, entry: 1 }],
    [set, (bytes) => bytes.subarray(0, bytes.length - 20), { file: set }],
    ['backup.json', (bytes) => Buffer.from(bytes.toString('utf8').replace('"epoch": 1', '"epoch": 7')), { file: 'backup.json', entry: 0 }],
    ['backup.json', (bytes) => bytes.subarray(0, 50), { file: 'backup.json', entry: 0 }],
    ['keys.age', flip(200), { file: 'keys.age', entry: 0 }],
  ];
  const target = await openTestDatabase();
  const blobs = createFolderBlobStore(path.join(home, 'damaged'));
  const manifest = path.join(place, 'backup.json');
  const [plain, newer] = [await readFile(manifest), JSON.parse(await readFile(manifest, 'utf8'))];
  await writeFile(manifest, JSON.stringify({ ...newer, migrations: [...newer.migrations, '9999-of-tomorrow'] }));
  const tooNew = restoreBackup({ db: target.db, blobs, now: () => new Date() }, folder, passphrase);
  await expect(tooNew).rejects.toMatchObject({ code: 'backup-newer' });
  await writeFile(manifest, plain);
  for (const [name, damage, facts] of damages) {
    const whole = await readFile(path.join(place, name));
    await writeFile(path.join(place, name), damage(Buffer.from(whole)));
    const restoring = restoreBackup({ db: target.db, blobs, now: () => new Date() }, folder, passphrase);
    // A changed manifest shows only by the server's signature, which takes the passphrase to ask for.
    if (name !== 'backup.json') await expect(verifyBackup(folder)).rejects.toMatchObject({ code: 'backup-damaged', facts });
    await expect(restoring).rejects.toMatchObject({ code: 'backup-damaged', facts });
    expect(await target.db.selectFrom('subdistricts').selectAll().execute()).toEqual([]);
    expect(await target.db.selectFrom('server_identity').selectAll().execute()).toEqual([]);
    await writeFile(path.join(place, name), whole);
  }
  expect(await verifyBackup(folder)).toMatchObject({ sets: 1, photos: 1 });
  expect(await restoreBackup({ db: target.db, blobs, now: () => new Date() }, folder, passphrase)).toMatchObject({ epoch: 2 });
  await target.close();
});

test('a disk that fills up in the middle of a backup leaves the one before as good as it was, and the next one goes on from there', async () => {
  const day = await workADay();
  await makeBackup(server.parts, folder, { passphrase, workFactor, confirmedBy: '王管理' });
  const before = await readFile(path.join(place, 'backup.json'));
  await workADay();
  const [marksBefore] = await server.db.selectFrom('devices').select('backed').where('dev', '=', day.device.dev).execute();
  for (const full of [fillUp(folder, 'write'), fillUp(folder, 'receive'), fillUp(folder, 'replace')]) {
    await expect(makeBackup(server.parts, full)).rejects.toMatchObject({ code: 'DISK' });
    expect(await readFile(path.join(place, 'backup.json'))).toEqual(before);
  }
  expect(await server.db.selectFrom('devices').select('backed').where('dev', '=', day.device.dev).execute()).toEqual([marksBefore]);
  const old = await restore(folder);
  expect(old.report).toMatchObject({ photos: 1 });
  await old.close();
  await makeBackup(server.parts, folder);
  expect(await readdir(path.join(place, 'sets'))).toEqual(['000001.ndjson.gz', '000002.ndjson.gz']);
  const newest = await restore(folder);
  expect(newest.report).toMatchObject({ photos: 2 });
  await newest.close();
});

/** The same folder, on a disk with no room left for one kind of write. */
function fillUp(folder: BackupFolder, call: 'write' | 'receive' | 'replace'): BackupFolder {
  const noRoom = async () => {
    throw new Failure('DISK');
  };
  return { ...folder, [call]: noRoom };
}

test('what reads back differently does not count', async () => {
  await workADay();
  const bad: BackupFolder = { ...folder, hash: async (name) => (name.startsWith('photos/') ? 'f'.repeat(64) : folder.hash(name)) };
  await expect(makeBackup(server.parts, bad, { passphrase, workFactor })).rejects.toMatchObject({ code: 'backup-unverified' });
  expect(await findManifest(folder)).toBeUndefined();
});

test('a photo the server has lost is named, keeps waiting on its device, and is not promised by a restore', async () => {
  const { photo } = await workADay();
  const blobs = { ...server.parts.blobs, find: async () => undefined };
  const made = await makeBackup({ ...server.parts, blobs }, folder, { passphrase, workFactor, confirmedBy: '王管理' });
  expect(made.lost).toEqual([photo]);
  expect(await server.db.selectFrom('blobs').select('backed').execute()).toEqual([{ backed: false }]);
  const restored = await restore(folder);
  expect(await restored.db.selectFrom('blobs').selectAll().execute()).toEqual([]);
  await restored.close();
  expect(await makeBackup(server.parts, folder)).toMatchObject({ lost: [], photos: 1 });
  expect(await server.db.selectFrom('blobs').select('backed').execute()).toEqual([{ backed: true }]);
});

test('each restore from one folder begins another epoch, and a backup of the restored server begins with all of it', async () => {
  await workADay();
  await makeBackup(server.parts, folder, { passphrase, workFactor });
  const first = await restore(folder);
  const second = await restore(folder);
  expect([first.report, second.report]).toMatchObject([{ epoch: 2 }, { epoch: 3 }]);
  const { db, blobs } = second;
  const identity = { ...server.parts.identity, epoch: 3 };
  const made = await makeBackup({ db, blobs, identity, now: () => new Date() }, folder);
  expect(made).toMatchObject({ set: 2, incremental: false, photos: 0 });
  const third = await restore(folder);
  expect(third.report).toMatchObject({ epoch: 4 });
  for (const each of [first, second, third]) await each.close();
});

test('every table of the schema says what becomes of it in a backup', async () => {
  const { rows } = await sql<{ name: string }>`
    SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace`.execute(server.db);
  expect(rows.map(({ name }) => name).sort()).toEqual(Object.keys(backedUpTables).sort());
});
