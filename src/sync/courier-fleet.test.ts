import 'fake-indexeddb/auto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { importStick } from '#server/commands/import-stick.ts';
import { importBundles } from '#server/courier/import-bundles.ts';
import { checkAudit } from '#server/repositories/audit-check.ts';
import { enrollTestDevice } from '#server/testing/enrolled-device.ts';
import { createFetchCaller } from '#server/testing/fetch-caller.ts';
import { stickDay } from './testing/stick-day.ts';
import type { WholeDesk } from './testing/whole-desk.ts';

const day = stickDay();
const { joined, at, fresh, onServer } = day;

test('an office uploads a stick’s bundle over its own line, and is answered with the sealed answer for the stick', async () => {
  const tablet = await joined();
  await tablet.save(fresh());
  const { files } = await at(tablet).save();
  const { token } = await enrollTestDevice(createFetchCaller(day.line.url), day.line.db);
  const body = await readFile(join(day.stick, files[0] ?? ''));
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' };
  const reply = await fetch(`${day.line.url}/sync/v1/bundles`, { method: 'POST', headers, body });
  expect(reply.status).toBe(200);
  await writeFile(join(day.stick, 'answer.chr'), Buffer.from(await reply.arrayBuffer()));
  expect((await at(tablet).read()).answer.receipts[0]).toMatchObject({ counts: { received: 1, applied: 1 } });
  const refused = await fetch(`${day.line.url}/sync/v1/bundles`, { method: 'POST', headers, body: 'no bundle' });
  expect([refused.status, await refused.json()]).toMatchObject([422, { error: { code: 'bundle-damaged' } }]);
  expect((await fetch(`${day.line.url}/sync/v1/bundles`, { method: 'POST', body })).status).toBe(401);
  expect((await readdir(day.office.stagingFolder)).filter((name) => name.includes('partial'))).toEqual([]);
});

test('[CR7] fifteen tablets on one stick come to what they would have come to over the line', { timeout: 120_000 }, async () => {
  const fleet: WholeDesk[] = [];
  for (let i = 0; i < 15; i += 1) fleet.push(await joined());
  for (const [i, desk] of fleet.entries()) {
    for (let k = 0; k <= i % 3; k += 1) await desk.save(fresh());
    await at(desk).save();
  }
  const said = await importStick(day.office, day.stick);
  expect(said.split('\n')).toHaveLength(15);
  expect((await readdir(day.stick)).filter((name) => name.endsWith('.chr'))).toHaveLength(15);
  for (const [i, desk] of fleet.entries()) {
    const { answer } = await at(desk).read();
    const [receipt] = answer.receipts;
    const counts = { received: (i % 3) + 1, applied: (i % 3) + 1, noop: 0, conflict: 0, quarantined: 0 };
    expect(receipt?.counts).toEqual(counts);
    expect(await at(desk).store.countUnsent()).toBe(0);
    // Sent again over the line, every mutation is answered as the stick's was.
    await at(desk).store.rewind(1);
    const overLine = await desk.sync();
    expect(overLine.receipt?.counts).toEqual(counts);
    expect(await onServer(desk)).toHaveLength(counts.received);
  }
  expect(await checkAudit(day.line.db)).toBeGreaterThan(30);
});

test('P10 line and stick, in any order, give the same receipts and every change once', { timeout: 120_000 }, async () => {
  const step = fc.constantFrom('save', 'line', 'toStick', 'office', 'fromStick', 'loseStick');
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 12 }), async (steps) => {
      const desk = await joined();
      const folder = await mkdtemp(join(tmpdir(), 'stick-'));
      const side = at(desk, folder);
      const bundles = async () => (await readdir(folder)).filter((name) => name.endsWith('.chb')).map((name) => join(folder, name));
      const results = new Map<number, string>();
      let saved = 0;
      const note = (pushed: { n: number }[]) => {
        // Whoever asks again is told the same.
        for (const result of pushed) expect(results.get(result.n) ?? JSON.stringify(result)).toBe(JSON.stringify(result));
        for (const result of pushed) results.set(result.n, JSON.stringify(result));
      };
      const act = {
        save: async () => {
          await desk.save(fresh());
          saved += 1;
        },
        line: () => desk.sync(),
        toStick: () => side.save(),
        office: async () => {
          // The newest first: what comes too early waits.
          const { devices, refused } = await importBundles(day.office, (await bundles()).reverse(), 'console');
          expect(refused).toEqual([]);
          for (const { pushes } of devices) for (const { reply } of pushes) note(reply.results);
          if ((await bundles()).length > 0) await importStick(day.office, folder);
        },
        fromStick: () => side.read().catch((error: { code: string }) => expect(error.code).toBe('answer-none')),
        loseStick: async () => {
          for (const file of await bundles()) await rm(file);
        },
      };
      for (const each of steps) await act[each]();
      await desk.sync();
      const kept = await onServer(desk);
      expect(kept.map(({ n, outcome }) => [n, outcome])).toEqual(Array.from({ length: saved }, (_, i) => [i + 1, 'applied']));
      expect(await side.store.countUnsent()).toBe(0);
      const told = kept.map(({ n, h, outcome, row_seq }) => JSON.stringify({ n, h, outcome, rowSeq: row_seq }));
      for (const [n, result] of results) expect(told[n - 1]).toBe(result);
      await rm(folder, { recursive: true, force: true });
    }),
    { numRuns: 8, seed: 20261125 },
  );
});
