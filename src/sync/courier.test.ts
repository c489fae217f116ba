import 'fake-indexeddb/auto';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Receipt } from '#contract/district-api.ts';
import { id } from '#domain/testing/samples.ts';
import { picture } from '#host/testing/pictures.ts';
import { importStick } from '#server/commands/import-stick.ts';
import { importBundles } from '#server/courier/import-bundles.ts';
import type { Parts } from '#server/parts.ts';
import { checkAudit } from '#server/repositories/audit-check.ts';
import { enrollTestDevice } from '#server/testing/enrolled-device.ts';
import { createFetchCaller } from '#server/testing/fetch-caller.ts';
import { createHostCourier } from '../renderer/features/sync/host-courier.ts';
import { createDexieSyncStore } from '../renderer/store/dexie-sync-store.ts';
import { findRecord } from '../renderer/store/records.ts';
import { readFromStick, saveToStick } from './courier.ts';
import { type DistrictLine, openDistrictLine } from './testing/district-line.ts';
import { WholeDesk } from './testing/whole-desk.ts';

let line: DistrictLine;
let office: Parts;
let stick: string;
const desks: WholeDesk[] = [];
beforeAll(async () => {
  line = await openDistrictLine((parts) => {
    office = parts;
    return parts;
  });
}, 60_000);
afterAll(() => line.close());
beforeEach(async () => {
  stick = await mkdtemp(join(tmpdir(), 'stick-'));
});
afterEach(async () => {
  for (const desk of desks.splice(0)) await desk.close();
  await rm(stick, { recursive: true, force: true });
});

let used = 5000;
const fresh = () => ++used;

async function joined(at = line): Promise<WholeDesk> {
  const desk = await WholeDesk.join(at);
  desks.push(desk);
  return desk;
}

/** A desk's side of the stick. */
function at(desk: WholeDesk, folder = stick) {
  const parts = { store: createDexieSyncStore(desk.db, desk.user.name), courier: createHostCourier(desk.client, folder) };
  return { store: parts.store, courier: parts.courier, save: () => saveToStick(parts), read: () => readFromStick(parts) };
}

async function take(desk: WholeDesk) {
  const body = new Uint8Array(
    await picture({ plain: `#${randomBytes(3).toString('hex')}` })
      .jpeg()
      .toBuffer(),
  ).buffer;
  const watermark = { place: '学田小区 3幢', code: 'XT-03-0042', stage: '拆除前' };
  const { sha256, bytes, importedAt } = await desk.client.call('photos.ingest', { watermark, shutter: true, fileName: 'IMG_1.jpg' }, body);
  const text = { ...watermark, capturedAt: null, capturedSource: 'UNKNOWN' as const, importedAt, device: '平板03' };
  const flags = { own: 1, verified: 0, thumb: 1, display: 1, wanted: 0 } as const;
  await desk.db.blobs.put({ sha256, bytes, ...flags, addedAt: 1, watermark: text });
  return sha256;
}

const onServer = (desk: WholeDesk) =>
  line.db
    .selectFrom('mutations')
    .select(['n', 'h', 'outcome', 'row_seq'])
    .where('dev', '=', desk.dev as never)
    .orderBy('n')
    .execute();

/** A receipt without the moment it was written at. */
const substance = ({ issuedAt: _at, digest: _digest, sig: _sig, ...rest }: Receipt) => rest;

describe('a day by stick alone', () => {
  test('[CR1][CR6] records and photos go, results, receipt and the others’ records come, and nothing leaves a desk before its answer', async () => {
    const [tablet, other] = [await joined(), await joined()];
    const [mine, theirs] = [fresh(), fresh()];
    await other.save(theirs);
    await other.sync();
    await tablet.save(mine);
    const photo = await take(tablet);
    const side = at(tablet);

    const written = await side.save();
    expect(written).toMatchObject({ mutations: 1, photos: 1, unreadable: [] });
    expect(await readdir(stick)).toEqual(written.files);
    expect(await side.store.countUnsent()).toBe(1);
    expect(await side.store.unverifiedPhotos()).toHaveLength(1);
    await expect(side.read()).rejects.toMatchObject({ code: 'answer-none' });

    expect(await importStick(office, stick)).toMatch(/received 1\t.*photos 1$/);
    const { answer, pulled } = await side.read();
    expect(answer.receipts[0]).toMatchObject({ batch: written.batch, counts: { received: 1, applied: 1 } });
    expect(answer.verified).toEqual([photo]);
    expect(pulled).toBeGreaterThan(0);
    expect(await side.store.countUnsent()).toBe(0);
    expect(await side.store.unverifiedPhotos()).toEqual([]);
    expect(await side.store.awaitedReceipts()).toEqual([]);
    expect(await findRecord(tablet.db, 'structure', id(theirs))).toMatchObject({ fields: { code: `CG-A1-${theirs}` } });
    expect(await tablet.sync()).toMatchObject({ pulled: 0, photoFailures: [] });
    expect(await onServer(tablet)).toHaveLength(1);
  });

  test('[CR4] a stick that is imported twice is answered the same, and an answer that is read twice, or late, changes nothing', async () => {
    const tablet = await joined();
    await tablet.save(fresh());
    const side = at(tablet);
    await side.save();
    await importStick(office, stick);
    const first = await side.courier.import();
    const before = await onServer(tablet);
    await importStick(office, stick);
    const second = await side.courier.import();
    expect(second.pushes).toEqual(first.pushes);
    expect(second.receipts.map(substance)).toEqual(first.receipts.map(substance));
    expect(await onServer(tablet)).toEqual(before);
    await side.read();
    await tablet.save(fresh());
    await tablet.sync();
    const position = await side.store.position();
    expect((await side.read()).pulled).toBe(0);
    expect(await side.store.position()).toEqual(position);
    expect(await side.store.countUnsent()).toBe(0);
  });

  test('[CR5] a part that comes before its predecessor is parked, and taken once that is here', async () => {
    const tablet = await joined();
    for (let i = 0; i < 3; i += 1) await tablet.save(fresh());
    const side = at(tablet);
    const position = await side.store.position();
    await side.courier.export({ ...position, from: 2, photos: [] });
    expect(await importStick(office, stick)).toMatch(/received 0.*2–3/);
    expect((await side.read()).answer).toMatchObject({ parked: [{ from: 2, to: 3 }], next: 1, pushes: [], receipts: [] });
    expect(await side.store.countUnsent()).toBe(3);
    for (const name of await readdir(stick)) await rm(join(stick, name));
    await side.save();
    expect(await importStick(office, stick)).toMatch(/received 5/);
    expect((await onServer(tablet)).map(({ n }) => n)).toEqual([1, 2, 3]);
    await side.read();
    expect(await side.store.countUnsent()).toBe(0);
    expect((await readdir(join(office.parkedFolder, tablet.dev))).length).toBe(0);
  });

  test('[CR1] a photo that is damaged here is named and keeps nothing else from going; stopping leaves nothing on the stick', async () => {
    const tablet = await joined();
    await tablet.save(fresh());
    const good = await take(tablet);
    const missing = 'e'.repeat(64) as typeof good;
    const side = at(tablet);
    const position = await side.store.position();
    const photos = [
      { sha256: missing, bytes: 10 },
      { sha256: good, bytes: 10 },
    ];
    const exporting = side.courier.export({ ...position, from: 1, photos });
    await tablet.client.call('courier.stop', {});
    await expect(exporting).rejects.toMatchObject({ code: 'cancelled' });
    expect(await readdir(stick)).toEqual([]);
    expect(await side.courier.export({ ...position, from: 1, photos })).toMatchObject({ photos: 1, unreadable: [missing] });
    expect(await tablet.client.call('courier.progress', {})).toMatchObject({ running: false });
  });
});

describe('[CR3] what is not taken', () => {
  test('a folder without bundles, or that is not there, is said to be the wrong stick', async () => {
    await expect(importStick(office, stick)).rejects.toMatchObject({ code: 'bundle-none' });
    await expect(importStick(office, join(stick, 'no'))).rejects.toMatchObject({ code: 'stick-unwritable' });
    const tablet = await joined();
    for (const folder of [join(stick, 'no'), 'usb']) {
      await expect(at(tablet, folder).save()).rejects.toMatchObject({ code: 'stick-unwritable' });
      await expect(at(tablet, folder).read()).rejects.toMatchObject({ code: 'stick-unwritable' });
    }
  });

  test('a bundle for another server and a damaged one are named, and keep no other from being taken', async () => {
    const [good, bad] = [await joined(), await joined()];
    for (const desk of [good, bad]) {
      await desk.save(fresh());
      await at(desk).save();
    }
    const file = join(stick, (await readdir(stick)).find((name) => name.startsWith(bad.dev.slice(0, 8))) ?? '');
    const bytes = await readFile(file);
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
    await writeFile(file, bytes);
    const elsewhere = await openDistrictLine();
    const stranger = await joined(elsewhere);
    await stranger.save(fresh());
    await at(stranger).save();
    const said = await importStick(office, stick);
    expect(said).toContain('received 1');
    expect(said).toContain('bundle-damaged');
    expect(said).toContain('bundle-foreign');
    expect(await onServer(good)).toHaveLength(1);
    expect(await onServer(bad)).toHaveLength(0);
    await elsewhere.close();
  }, 30_000);

  test('[CR6] an answer to another device is passed by, and a damaged one is not believed', async () => {
    const [mine, theirs] = [await joined(), await joined()];
    await theirs.save(fresh());
    await at(theirs).save();
    await importStick(office, stick);
    await expect(at(mine).read()).rejects.toMatchObject({ code: 'answer-none' });
    const file = join(stick, `${theirs.dev}.chr`);
    await rename(file, join(stick, '回执 (1).chr'));
    expect((await at(theirs).courier.import()).receipts).toHaveLength(1);
    const bytes = await readFile(join(stick, '回执 (1).chr'));
    bytes[bytes.length - 40] = (bytes[bytes.length - 40] ?? 0) ^ 1;
    await writeFile(join(stick, '回执 (1).chr'), bytes);
    await expect(at(theirs).read()).rejects.toMatchObject({ code: 'bundle-damaged' });
    expect(await at(theirs).store.countUnsent()).toBe(1);
  });
});

test('an office uploads a stick’s bundle over its own line, and is answered with the sealed answer for the stick', async () => {
  const tablet = await joined();
  await tablet.save(fresh());
  const { files } = await at(tablet).save();
  const { token } = await enrollTestDevice(createFetchCaller(line.url), line.db);
  const body = await readFile(join(stick, files[0] ?? ''));
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' };
  const reply = await fetch(`${line.url}/sync/v1/bundles`, { method: 'POST', headers, body });
  expect(reply.status).toBe(200);
  await writeFile(join(stick, 'answer.chr'), Buffer.from(await reply.arrayBuffer()));
  expect((await at(tablet).read()).answer.receipts[0]).toMatchObject({ counts: { received: 1, applied: 1 } });
  const refused = await fetch(`${line.url}/sync/v1/bundles`, { method: 'POST', headers, body: 'no bundle' });
  expect([refused.status, await refused.json()]).toMatchObject([422, { error: { code: 'bundle-damaged' } }]);
  expect((await fetch(`${line.url}/sync/v1/bundles`, { method: 'POST', body })).status).toBe(401);
  expect((await readdir(office.stagingFolder)).filter((name) => name.includes('partial'))).toEqual([]);
});

test('[CR7] fifteen tablets on one stick come to what they would have come to over the line', { timeout: 120_000 }, async () => {
  const fleet: WholeDesk[] = [];
  for (let i = 0; i < 15; i += 1) fleet.push(await joined());
  for (const [i, desk] of fleet.entries()) {
    for (let k = 0; k <= i % 3; k += 1) await desk.save(fresh());
    await at(desk).save();
  }
  const said = await importStick(office, stick);
  expect(said.split('\n')).toHaveLength(15);
  expect((await readdir(stick)).filter((name) => name.endsWith('.chr'))).toHaveLength(15);
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
  expect(await checkAudit(line.db)).toBeGreaterThan(30);
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
          const { devices, refused } = await importBundles(office, (await bundles()).reverse(), 'console');
          expect(refused).toEqual([]);
          for (const { pushes } of devices) for (const { reply } of pushes) note(reply.results);
          if ((await bundles()).length > 0) await importStick(office, folder);
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
