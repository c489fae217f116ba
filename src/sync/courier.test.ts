import 'fake-indexeddb/auto';
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import type { Receipt } from '#contract/district-api.ts';
import { id } from '#domain/testing/samples.ts';
import { endGrant, grant } from '#server/commands/administration.ts';
import { importStick } from '#server/commands/import-stick.ts';
import { findRecord } from '../renderer/store/records.ts';
import { openDistrictLine } from './testing/district-line.ts';
import { stickDay, take } from './testing/stick-day.ts';

const day = stickDay();
const { joined, at, fresh, onServer } = day;

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
    expect(await readdir(day.stick)).toEqual(written.files);
    expect(await side.store.countUnsent()).toBe(1);
    expect(await side.store.unverifiedPhotos()).toHaveLength(1);
    await expect(side.read()).rejects.toMatchObject({ code: 'answer-none' });

    expect(await importStick(day.office, day.stick)).toMatch(/received 1\t.*photos 1$/);
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
    await importStick(day.office, day.stick);
    const first = await side.courier.import();
    const before = await onServer(tablet);
    await importStick(day.office, day.stick);
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
    expect(await importStick(day.office, day.stick)).toMatch(/received 0.*2–3/);
    expect((await side.read()).answer).toMatchObject({ parked: [{ from: 2, to: 3 }], next: 1, pushes: [], receipts: [] });
    expect(await side.store.countUnsent()).toBe(3);
    for (const name of await readdir(day.stick)) await rm(join(day.stick, name));
    await take(tablet);
    await side.save();
    await side.save();
    // What lies in several files is counted once, by the office and here.
    expect(await importStick(day.office, day.stick)).toMatch(/received 3\t.*photos 1$/);
    expect((await onServer(tablet)).map(({ n }) => n)).toEqual([1, 2, 3]);
    expect(await side.read()).toMatchObject({ received: 3, held: 0, missing: 0 });
    expect(await side.store.countUnsent()).toBe(0);
    expect((await readdir(join(day.office.parkedFolder, tablet.dev))).length).toBe(0);
  });

  test('a person who was granted this device since comes with the answer, and begins here without a line; one whose grant ended goes', async () => {
    const tablet = await joined();
    const { user } = await day.line.code();
    await grant(day.line.db, user.id, tablet.dev);
    await endGrant(day.line.db, tablet.user.id, tablet.dev);
    await tablet.save(fresh());
    await at(tablet).save();
    await importStick(day.office, day.stick);
    await at(tablet).read();
    const { enrollment } = await tablet.client.call('device.status', {});
    expect(enrollment?.users.map(({ id: granted }) => granted)).toEqual([user.id]);
    await tablet.client.call('people.signOut', {});
    expect(await tablet.client.call('people.secure', { user: user.id, passphrase: null, pin: '2468' })).toBeDefined();
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
    expect(await readdir(day.stick)).toEqual([]);
    expect(await side.courier.export({ ...position, from: 1, photos })).toMatchObject({ photos: 1, unreadable: [missing] });
    expect(await tablet.client.call('courier.progress', {})).toMatchObject({ running: false });
  });
});

describe('[CR3] what is not taken', () => {
  test('a folder without bundles, or that is not there, is said to be the wrong stick', async () => {
    await expect(importStick(day.office, day.stick)).rejects.toMatchObject({ code: 'bundle-none' });
    await expect(importStick(day.office, join(day.stick, 'no'))).rejects.toMatchObject({ code: 'stick-unreadable' });
    const tablet = await joined();
    for (const folder of [join(day.stick, 'no'), 'usb']) {
      await expect(at(tablet, folder).save()).rejects.toMatchObject({ code: 'stick-unwritable' });
      await expect(at(tablet, folder).read()).rejects.toMatchObject({ code: 'stick-unreadable' });
    }
  });

  test('a bundle for another server and a damaged one are named, and keep no other from being taken', async () => {
    const [good, bad] = [await joined(), await joined()];
    for (const desk of [good, bad]) {
      await desk.save(fresh());
      await at(desk).save();
    }
    const file = join(day.stick, (await readdir(day.stick)).find((name) => name.startsWith(bad.dev.slice(0, 8))) ?? '');
    const bytes = await readFile(file);
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
    await writeFile(file, bytes);
    const elsewhere = await openDistrictLine();
    const stranger = await joined(elsewhere);
    await stranger.save(fresh());
    await at(stranger).save();
    const said = await importStick(day.office, day.stick);
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
    await importStick(day.office, day.stick);
    await expect(at(mine).read()).rejects.toMatchObject({ code: 'answer-none' });
    const file = join(day.stick, `${theirs.dev}.chr`);
    await rename(file, join(day.stick, '回执 (1).chr'));
    expect((await at(theirs).courier.import()).receipts).toHaveLength(1);
    const bytes = await readFile(join(day.stick, '回执 (1).chr'));
    bytes[bytes.length - 40] = (bytes[bytes.length - 40] ?? 0) ^ 1;
    await writeFile(join(day.stick, '回执 (1).chr'), bytes);
    await expect(at(theirs).read()).rejects.toMatchObject({ code: 'answer-damaged', facts: { file: '回执 (1).chr' } });
    expect(await at(theirs).store.countUnsent()).toBe(1);
  });

  test('[CR6][E3] an answer of before a restore is named and changes nothing', async () => {
    const tablet = await joined();
    await tablet.save(fresh());
    const side = at(tablet);
    await side.save();
    await importStick(day.office, day.stick);
    await day.line.restart(async (db) => {
      await sql`UPDATE server_identity SET epoch = epoch + 1`.execute(db);
    });
    await tablet.sync();
    await tablet.save(fresh());
    await expect(side.read()).rejects.toMatchObject({ code: 'answer-old' });
    expect(await side.store.countUnsent()).toBe(1);
  });
});
