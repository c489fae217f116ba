import 'fake-indexeddb/auto';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { id } from '#domain/testing/samples.ts';
import { importStick } from '#server/commands/import-stick.ts';
import { findRecord } from '../renderer/store/records.ts';
import { saveChanges } from '../renderer/store/save.ts';
import { openDistrictLine } from './testing/district-line.ts';
import { stickDay, takeOf } from './testing/stick-day.ts';
import { WholeDesk } from './testing/whole-desk.ts';

const day = stickDay();
const { joined, at, fresh, onServer } = day;

/** Two desks that have met the server since both of them joined: they know each other. */
async function pair(): Promise<[WholeDesk, WholeDesk]> {
  const [first, second] = [await joined(), await joined()];
  for (const desk of [first, second]) await desk.sync();
  return [first, second];
}

const seen = (desk: WholeDesk, n: number) => findRecord(desk.db, 'structure', id(n));
const uidsOnServer = () => day.line.db.selectFrom('mutations').select('uid').where('alias_dev', 'is', null).execute();

/** Writes a remark on a structure as this desk sees it. */
async function amend(desk: WholeDesk, n: number, remark: string): Promise<void> {
  const record = await seen(desk, n);
  if (record === undefined) throw new Error('not here');
  await saveChanges(desk.desk, [
    { op: 'patch', type: 'structure', id: record.id, rev: record.rev, before: record.fields, set: { note: remark } },
  ]);
}

describe('the afternoon’s desk', () => {
  test('[HO1][HO3] sees the morning’s work, marked, before the server does; nothing of it is its own, and nothing is sent at the other', async () => {
    const [morning, afternoon] = await pair();
    const n = fresh();
    await morning.save(n);
    const written = await at(morning).handOver();
    expect(written).toMatchObject({ mutations: 1 });
    expect(await readdir(day.stick)).toEqual(written.files);
    expect(await at(afternoon).takeIn()).toMatchObject({ taken: [{ device: '平板03', mutations: 1, relayed: false }], refused: [] });
    expect(await seen(afternoon, n)).toMatchObject({ handed: 1, pending: 0, fields: { code: `CG-A1-${n}` } });
    expect(await at(afternoon).store.countUnsent()).toBe(0);
    expect(await at(morning).store.countUnsent()).toBe(1);
    expect(await onServer(morning)).toEqual([]);
  });

  test('[HO3][HO4] builds on it; the server gets the handover first, and the device that wrote it is answered the same later, nothing twice', async () => {
    const [morning, afternoon] = await pair();
    const n = fresh();
    await morning.save(n);
    const photo = await takeOf(morning, n);
    await at(morning).handOver();
    expect(await at(afternoon).takeIn()).toMatchObject({ photos: 1, taken: [{ mutations: 2 }] });
    const shown = { photos: [{ sha256: photo, size: 'display' as const }] };
    expect((await afternoon.client.call('photos.urls', shown)).urls).toEqual([expect.stringContaining('/')]);
    await amend(afternoon, n, '下午补记');
    const report = await afternoon.sync();
    expect(report.notRelayed).toBeUndefined();
    expect(await onServer(morning)).toMatchObject([{ outcome: 'applied' }, { outcome: 'applied' }]);
    expect(await at(afternoon).store.unverifiedPhotos()).toEqual([]);
    expect(await onServer(afternoon)).toMatchObject([{ n: 1, outcome: 'applied' }]);
    const [before, held] = [await uidsOnServer(), await at(morning).store.unverifiedPhotos()];
    expect(held.map(({ sha256 }) => sha256)).toEqual([photo]);
    expect((await morning.sync()).photoFailures).toEqual([]);
    expect(await uidsOnServer()).toEqual(before);
    expect(await at(morning).store.countUnsent()).toBe(0);
    expect(await seen(morning, n)).toMatchObject({ fields: { note: '下午补记' } });
    expect((await seen(morning, n))?.fields).toEqual((await seen(afternoon, n))?.fields);
  });

  test('[HO5] is shown without the mark once the server’s row has come, and keeps the handover no longer', async () => {
    const [morning, afternoon] = await pair();
    const n = fresh();
    await morning.save(n);
    await at(morning).handOver();
    await at(afternoon).takeIn();
    await afternoon.sync();
    expect((await seen(afternoon, n))?.handed).toBeUndefined();
    expect(await afternoon.db.handed.count()).toBe(0);
    expect((await afternoon.client.call('handover.list', {})).handovers).toEqual([]);
    expect(await readdir(join(afternoon.folder, 'handovers'))).toEqual([]);
  });

  test('[HO3] hides nothing newer: where the server’s row has moved on from what the author saw, the row stays', async () => {
    const [morning, afternoon] = await pair();
    const third = await joined();
    const n = fresh();
    await morning.save(n);
    await morning.sync();
    await third.sync();
    await amend(morning, n, '上午的话');
    await at(morning).handOver();
    await amend(third, n, '别处后来的话');
    await third.sync();
    await afternoon.sync();
    await at(afternoon).takeIn();
    expect(await seen(afternoon, n)).toMatchObject({ handed: 1, fields: { note: '别处后来的话' } });
  });

  test('[HO5] a wiped profile has it again from host’s disk', async () => {
    const [morning, afternoon] = await pair();
    const n = fresh();
    await morning.save(n);
    await at(morning).handOver();
    await at(afternoon).takeIn();
    const again = await WholeDesk.fromImage(await afternoon.image(), { wiped: true });
    expect(await seen(again, n)).toMatchObject({ handed: 1 });
    await again.close();
  });

  test('[HO4][HO5] by stick alone: the office takes the handover before what builds on it, and the answer confirms it', async () => {
    const [morning, afternoon] = await pair();
    const n = fresh();
    await morning.save(n);
    await at(morning).handOver();
    await at(afternoon).takeIn();
    await amend(afternoon, n, '接着办');
    for (const name of await readdir(day.stick)) await rm(join(day.stick, name));
    await at(afternoon).save();
    expect(await importStick(day.office, day.stick)).not.toContain('refused');
    expect(await onServer(afternoon)).toMatchObject([{ outcome: 'applied' }]);
    await at(afternoon).read();
    expect(await seen(afternoon, n)).toMatchObject({ pending: 0, fields: { note: '接着办' } });
    expect(await afternoon.db.handed.count()).toBe(0);
  });
});

test('[HO2] taking in can be stopped: what was taken stays, and it is taken to its end the next time', async () => {
  const [morning, afternoon] = await pair();
  await morning.save(fresh());
  await at(morning).handOver();
  const taking = at(afternoon).takeIn();
  await afternoon.client.call('courier.stop', {});
  await expect(taking).rejects.toMatchObject({ code: 'cancelled' });
  expect(await at(afternoon).takeIn()).toMatchObject({ taken: [{ mutations: 1 }] });
});

describe('[HO2] what is not taken', () => {
  test('a folder without handovers is said to have none', async () => {
    const [, afternoon] = await pair();
    await expect(at(afternoon).takeIn()).rejects.toMatchObject({ code: 'handover-none' });
  });

  test('one that has nothing unsent writes no file', async () => {
    const [morning] = await pair();
    expect((await at(morning).handOver()).files).toEqual([]);
  });

  test('a desk that knows no other writes none; its own, one for another district, a damaged one and one that was here before are each named, and keep no other from being taken', async () => {
    const [morning, afternoon] = await pair();
    const [own, twice, good] = [fresh(), fresh(), fresh()];
    await afternoon.save(own);
    const [mine] = (await at(afternoon).handOver()).files;
    await expect(at(afternoon).takeIn()).rejects.toMatchObject({ code: 'handover-own', facts: { file: mine } });
    await morning.save(twice);
    const [known] = (await at(morning).handOver()).files;
    await at(afternoon).takeIn();
    await rm(join(day.stick, mine ?? ''));
    await expect(at(afternoon).takeIn()).rejects.toMatchObject({ code: 'handover-known', facts: { file: known } });
    const elsewhere = await openDistrictLine();
    const stranger = await joined(elsewhere);
    await stranger.sync();
    await stranger.save(fresh());
    await expect(at(stranger).handOver()).rejects.toMatchObject({ code: 'handover-alone' });
    await joined(elsewhere);
    await stranger.sync();
    await stranger.save(fresh());
    const [foreign] = (await at(stranger).handOver()).files;
    await elsewhere.close();
    await morning.save(good);
    await at(morning).handOver();
    const bytes = await readFile(join(day.stick, known ?? ''));
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
    await writeFile(join(day.stick, 'damaged.chx'), bytes);
    const { taken, refused } = await at(afternoon).takeIn();
    expect(taken).toMatchObject([{ mutations: 2 }]);
    expect(refused).toEqual(
      expect.arrayContaining([
        { code: 'handover-known', facts: { file: known } },
        { code: 'handover-foreign', facts: { file: foreign } },
        { code: 'handover-damaged', facts: { file: 'damaged.chx' } },
      ]),
    );
    expect(await afternoon.db.handed.count()).toBe(2);
    // All is here but for the damaged one: that is what there is to tell.
    await rm(join(day.stick, foreign ?? ''));
    await expect(at(afternoon).takeIn()).rejects.toMatchObject({ code: 'handover-damaged' });
  });

  test('photos without their records are not called taken before', async () => {
    const [morning, afternoon] = await pair();
    const n = fresh();
    await morning.save(n);
    await takeOf(morning, n);
    const [records = '', photos] = (await at(morning).handOver()).files;
    const kept = await readFile(join(day.stick, records));
    await rm(join(day.stick, records));
    await expect(at(afternoon).takeIn()).rejects.toMatchObject({ code: 'handover-photos', facts: { file: photos } });
    await writeFile(join(day.stick, records), kept);
    expect(await at(afternoon).takeIn()).toMatchObject({ photos: 1, refused: [] });
  });

  test('one of a device that was revoked since, or that joined after this one last met the server, is a stranger’s', async () => {
    const [morning, afternoon] = await pair();
    await morning.save(fresh());
    await at(morning).handOver();
    await day.line.db
      .updateTable('devices')
      .set({ revoked_at: new Date() })
      .where('dev', '=', morning.dev as never)
      .execute();
    await afternoon.sync();
    await expect(at(afternoon).takeIn()).rejects.toMatchObject({ code: 'handover-stranger' });
  });
});
