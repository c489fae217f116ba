import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openAppBench } from '../testing/app-bench.ts';
import { createBackupFolder } from './backup-folder.ts';
import type { BackupReport } from './make-backup.ts';
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

test('intervals are minutes, hours or days, within what a timer can count', () => {
  expect([parseInterval('30m'), parseInterval('24h'), parseInterval('1d')]).toEqual([1_800_000, 86_400_000, 86_400_000]);
  for (const text of ['0m', '24', 'h', '25d', '1.5h', '-1h']) expect(() => parseInterval(text)).toThrow('is no interval');
});
