import 'fake-indexeddb/auto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { User } from '#domain/identity.ts';
import { writeEnrollFile } from '#server/commands/enroll-file.ts';
import { importStick } from '#server/commands/import-stick.ts';
import { giveGrant } from '#server/repositories/device-admin.ts';
import { stickDay } from './testing/stick-day.ts';

const day = stickDay();
const { joinedByFile, at, fresh, onServer } = day;

/** A file for one device, and the person on it. */
async function written(serverUrl?: string): Promise<{ file: string; serial: string; user: User }> {
  const { user } = await day.line.code();
  const { text, serial } = await writeEnrollFile(day.office, { subdistrict: '320613001', users: user.id, serverUrl });
  return { file: text, serial, user };
}

test('[EF1] a tablet enrolled by a file works, is known to the server by its first stick, and gets its answer', async () => {
  const { file, serial, user } = await written();
  const tablet = await joinedByFile(file, user);
  expect(tablet.enrollment).toMatchObject({ serial, deviceName: '平板04', users: [{ id: user.id }] });
  await tablet.save(fresh());
  const side = at(tablet);
  await side.save();
  expect(await importStick(day.office, day.stick)).toMatch(/^平板04\treceived 1|^平板04\t收到 received 1/);
  expect(await onServer(tablet)).toMatchObject([{ n: 1, outcome: 'applied' }]);
  const { answer, pulled } = await side.read();
  expect(answer.receipts).toMatchObject([{ dev: tablet.dev, counts: { received: 1, applied: 1 } }]);
  expect(pulled).toBeGreaterThanOrEqual(0);
  expect(await side.store.countUnsent()).toBe(0);
});

test('[GR1] a tablet without a line hears by its stick who may write on it now', async () => {
  const { file, user } = await written();
  const tablet = await joinedByFile(file, user);
  await at(tablet).save();
  await importStick(day.office, day.stick);
  const { user: newcomer } = await day.line.code();
  await giveGrant(day.line.db, newcomer.id, tablet.dev, new Date());
  await importStick(day.office, day.stick);
  await at(tablet).read();
  const { enrollment } = await tablet.client.call('device.status', {});
  expect(enrollment?.users.map(({ id }) => id).toSorted()).toEqual([user.id, newcomer.id].toSorted());
});

test('[EF1] where it meets a line first, it shows its keys there, under the same id and serial', async () => {
  const { file, serial, user } = await written(day.line.url);
  const tablet = await joinedByFile(file, user);
  const { dev } = tablet;
  await tablet.save(fresh());
  await tablet.sync();
  expect(tablet.enrollment).toMatchObject({ dev, serial });
  expect(await onServer(tablet)).toMatchObject([{ outcome: 'applied' }]);
});

test('[EF1] a file serves one device: the second that shows its code is refused, and keeps all it has', async () => {
  const { file, user } = await written();
  const [first, second] = [await joinedByFile(file, user), await joinedByFile(file, user)];
  await at(first).save();
  await importStick(day.office, day.stick);
  for (const name of await readdir(day.stick)) await rm(join(day.stick, name));
  await second.save(fresh());
  await at(second).save();
  expect(await importStick(day.office, day.stick)).toContain('enroll-code-used');
  expect(await at(second).store.countUnsent()).toBe(1);
});

test('[EF1] a file that was changed, or is none, enrolls nobody', async () => {
  const { file, user } = await written();
  const changed = file.replace('320613001', '320613002');
  for (const bad of [changed, file.slice(0, -40), 'hello']) {
    await expect(joinedByFile(bad, user)).rejects.toMatchObject({ code: 'enroll-file-damaged' });
  }
});
