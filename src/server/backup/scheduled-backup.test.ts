import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { Sha256 } from '#domain/identity.ts';
import { keepVerified } from '../repositories/blobs.ts';
import { sha256Of } from '../signing.ts';
import { openAppBench } from '../testing/app-bench.ts';
import { type BackupFolder, createBackupFolder } from './backup-folder.ts';
import { type BackupReport, makeBackup } from './make-backup.ts';
import { parseInterval, scheduleBackups } from './scheduled-backup.ts';

vi.setConfig({ testTimeout: 60_000 });

let server: Awaited<ReturnType<typeof openAppBench>>;
let home: string;
beforeAll(async () => {
  server = await openAppBench();
  home = await mkdtemp(path.join(os.tmpdir(), 'chaihuan-schedule-'));
}, 60_000);
afterAll(async () => {
  await server.close();
  await rm(home, { recursive: true, force: true });
});

test('a schedule goes on after a failure, which is audited, and stops when told', async () => {
  const events: (BackupReport | unknown)[] = [];
  const folder = createBackupFolder(path.join(home, 'one'));
  const happened = (count: number) => vi.waitUntil(() => events.length >= count, { timeout: 50_000, interval: 20 });
  const listener = { made: (report: BackupReport) => events.push(report.set), failed: (error: unknown) => events.push(error) };
  const stopFailing = scheduleBackups(server.parts, folder, { everyMs: 10, passphrase: undefined }, listener);
  await happened(2);
  await stopFailing();
  expect(events[1]).toMatchObject({ code: 'backup-passphrase-missing' });
  const failed = await server.db.selectFrom('audit').select(['action', 'subject']).where('action', '=', 'backup.failed').execute();
  expect(failed[0]).toEqual({ action: 'backup.failed', subject: 'backup-passphrase-missing' });
  events.length = 0;
  const stop = scheduleBackups(server.parts, folder, { everyMs: 10, passphrase: 'a long passphrase', workFactor: 10 }, listener);
  await happened(3);
  await stop();
  expect(events.slice(0, 3)).toEqual([1, 2, 3]);
});

test('a run that is under way when the schedule is stopped breaks off between photos, is no failure, and leaves the folder to the next run', async () => {
  const kept = createBackupFolder(path.join(home, 'two'));
  const photos = ['a', 'b', 'c'].map((text) => Buffer.from(text));
  const hashes = photos.map((bytes) => Sha256.parse(sha256Of(bytes)));
  for (const [index, sha256] of hashes.entries()) await server.parts.blobs.receive(sha256, Readable.from([photos[index]]), 1);
  await keepVerified(
    server.db,
    hashes.map((sha256) => ({ sha256, size: 1 })),
    new Date(),
  );
  let stop: () => Promise<void> = async () => undefined;
  let stopped: Promise<void> | undefined;
  const said: unknown[] = [];
  // Asked to stop while the first photo is copied.
  const folder: BackupFolder = {
    ...kept,
    receive: async (...photo) => {
      stopped ??= stop();
      await kept.receive(...photo);
    },
  };
  const listener = { made: (report: BackupReport) => said.push(report), failed: (error: unknown) => said.push(error) };
  stop = scheduleBackups(server.parts, folder, { everyMs: 10, passphrase: 'a long passphrase', workFactor: 10 }, listener);
  await vi.waitUntil(() => stopped !== undefined, { timeout: 50_000, interval: 5 });
  await stopped;
  expect([said, await kept.find('backup.json')]).toEqual([[], undefined]);
  const next = await makeBackup(server.parts, kept, { passphrase: 'a long passphrase', workFactor: 10 });
  expect([next.photos, next.lost]).toEqual([2, []]);
});

test('intervals are minutes, hours or days, within what a timer can count', () => {
  expect([parseInterval('30m'), parseInterval('24h'), parseInterval('1d')]).toEqual([1_800_000, 86_400_000, 86_400_000]);
  for (const text of ['0m', '24', 'h', '25d', '1.5h', '-1h']) expect(() => parseInterval(text)).toThrow('is no interval');
});
