import 'fake-indexeddb/auto';
import { describe, expect, test } from 'vitest';
import { Failure } from '#contract/failure.ts';
import { id } from '#domain/testing/samples.ts';
import { noise, picture } from '#host/testing/pictures.ts';
import { findRecord } from '../renderer/store/records.ts';
import { noteServer } from '../renderer/store/settling.ts';
import { findHeld } from './testing/held.ts';
import { openTestDistrict } from './testing/test-district.ts';
import type { WholeDesk } from './testing/whole-desk.ts';

const district = openTestDistrict();
const { joined, run } = district;

const watermark = { place: '学田小区 3幢', code: 'XT-03-0042', stage: '拆除前' };

/** A photo that host keeps and the store knows of as its own. */
async function take(desk: WholeDesk, bytes: Buffer) {
  const body = new Uint8Array(bytes).buffer;
  const facts = await desk.client.call('photos.ingest', { watermark, shutter: true, fileName: 'IMG_1.jpg' }, body);
  const { sha256 } = facts;
  const text = { ...watermark, capturedAt: null, capturedSource: 'UNKNOWN' as const, importedAt: facts.importedAt, device: '平板03' };
  const flags = { own: 1, verified: 0, thumb: 1, display: 1, wanted: 0 } as const;
  await desk.db.blobs.put({ sha256, bytes: facts.bytes, ...flags, addedAt: 1, watermark: text });
  return { sha256, bytes: facts.bytes };
}

describe('retention', () => {
  test('[RT1] settled lines below the mark go, the newest and what is held stay, and a restart asks for none of them again', async () => {
    const desk = await joined();
    for (let n = 730; n < 740; n += 1) await desk.save(n);
    await desk.sync();
    await desk.db.outbox.update(3, { held: 1 });
    await desk.db.transaction('rw', [desk.db.outbox, desk.db.rows, desk.db.stale, desk.db.meta, ...desk.db.viewTables], async () =>
      noteServer(desk.db, { next: 11, backed: 8 }, 4),
    );
    expect((await desk.db.outbox.toCollection().primaryKeys()).sort((a, b) => a - b)).toEqual([3, 7, 8, 9, 10]);
    await desk.save(740);
    const again = await run(await desk.image());
    expect(await again.db.outbox.count()).toBe(6);
    await again.sync();
    expect(again.dev).toBe(desk.dev);
    expect((await again.client.call('journal.read', { from: 1, limit: 20 })).muts).toHaveLength(11);
  });

  test('[G1] a server restored from before the mark gets what the store let go from the journal', async () => {
    const desk = await joined();
    for (let n = 741; n < 746; n += 1) await desk.save(n);
    await desk.db.outbox.bulkDelete([1, 2, 3]);
    await desk.db.meta.put({ key: 'pruned', below: 4 });
    await desk.sync();
    for (let n = 741; n < 746; n += 1) expect(await findRecord(desk.db, 'structure', id(n))).toMatchObject({ pending: 0 });
  });

  test('[RT2][P6] an original goes only once the server says it is in a backup, asked at that moment; its copies stay', async () => {
    const desk = await joined();
    const photo = await take(desk, await picture({ plain: '#336699' }).jpeg().toBuffer());
    await desk.sync();
    const ask = { photos: [{ sha256: photo.sha256, size: photo.bytes }] };
    expect(await desk.client.call('remote.releasePhotos', ask)).toEqual({ released: [] });
    const urls = () =>
      desk.client.call('photos.urls', {
        photos: [
          { sha256: photo.sha256, size: 'original' },
          { sha256: photo.sha256, size: 'display' },
        ],
      });
    expect((await urls()).urls).toEqual([expect.any(String), expect.any(String)]);
    await district.line.db.updateTable('blobs').set({ backed: true }).where('sha256', '=', photo.sha256).execute();
    const wire = desk.wire();
    await desk.sync(undefined, { ...wire, needsRoom: async () => true });
    expect((await urls()).urls).toEqual([null, expect.any(String)]);
    expect(await desk.db.blobs.get(photo.sha256)).toMatchObject({ released: 1 });
  });

  test('where there is room, nothing is let go and nobody is asked', async () => {
    const desk = await joined();
    const photo = await take(desk, await picture({ plain: '#663399' }).jpeg().toBuffer());
    await desk.sync();
    await district.line.db.updateTable('blobs').set({ backed: true }).where('sha256', '=', photo.sha256).execute();
    await desk.sync(undefined, { ...desk.wire(), needsRoom: async () => false });
    expect(await desk.db.blobs.get(photo.sha256)).not.toHaveProperty('released');
  });
});

describe('photos on the line', () => {
  /** More than goes in one request [PH4]. */
  const large = () => noise(2600, 2000).jpeg({ quality: 95 }).toBuffer();

  test('[S2] stopped in the middle of a photo, at most one chunk is sent again', async () => {
    const desk = await joined();
    const photo = await take(desk, await large());
    const before = district.line.stagedBytes;
    const sending = desk.client.call('remote.sendPhoto', { sha256: photo.sha256 });
    const cut = expect(sending).rejects.toMatchObject({ code: 'cancelled' });
    while (district.line.stagedBytes === before) await new Promise((done) => setImmediate(done));
    await desk.client.call('remote.stop', {});
    await cut;
    await desk.client.call('remote.sendPhoto', { sha256: photo.sha256 });
    expect(photo.bytes).toBeGreaterThan(1024 * 1024);
    expect(district.line.stagedBytes - before).toBeLessThanOrEqual(photo.bytes + 1024 * 1024);
    expect(await district.line.db.selectFrom('uploads').select('id').where('sha256', '=', photo.sha256).execute()).toEqual([]);
  });

  test('an answer that loses the upload’s address, and a server that starts anew, cost no photo', async () => {
    const desk = await joined();
    const photo = await take(desk, await large());
    district.line.lose('/sync/v1/files');
    district.line.lose('/sync/v1/files');
    await expect(desk.sync()).rejects.toMatchObject({ code: 'server-unreachable' });
    await district.line.restart();
    await desk.sync();
    expect(await district.line.db.selectFrom('blobs').select('size').where('sha256', '=', photo.sha256).execute()).toEqual([
      { size: photo.bytes },
    ]);
    expect(await desk.db.blobs.get(photo.sha256)).toMatchObject({ verified: 1 });
  });

  test('[PH1] a photo whose record was refused goes up all the same, once', async () => {
    const desk = await joined();
    await desk.sync();
    await district.line.db
      .updateTable('grants')
      .set({ to_at: new Date(0) })
      .where('dev', '=', desk.dev)
      .execute();
    await desk.save(750);
    const photo = await take(desk, await picture({ plain: '#993366' }).jpeg().toBuffer());
    const before = district.line.asked.length;
    const report = await desk.sync();
    expect(report.receipt?.counts).toMatchObject({ quarantined: 1 });
    expect(await findHeld(desk.db)).toMatchObject([{ rule: 'NO_GRANT' }]);
    expect(district.line.asked.slice(before).filter((call) => call.startsWith('PUT'))).toHaveLength(1);
    expect(await desk.db.blobs.get(photo.sha256)).toMatchObject({ verified: 1 });
  });

  test('[PH2] one that is damaged here is named and the rest go on; a line that fails ends the phase', async () => {
    const desk = await joined();
    const photos = [];
    for (const plain of ['#101010', '#202020', '#303030', '#404040', '#505050']) {
      photos.push(await take(desk, await picture({ plain }).jpeg().toBuffer()));
    }
    const wire = desk.wire();
    const [bad] = photos;
    let calls = 0;
    const broken = {
      ...wire,
      sendParcel: async () => {
        calls += 1;
        throw new Failure('server-unreachable');
      },
    };
    await expect(desk.sync(undefined, broken)).rejects.toMatchObject({ code: 'server-unreachable' });
    expect(calls).toBeLessThanOrEqual(3);
    const report = await desk.sync(undefined, {
      ...wire,
      sendParcel: async (parcel) => wire.sendParcel(parcel.filter((sha256) => sha256 !== bad?.sha256)),
      sendPhoto: async (sha256) => {
        if (sha256 === bad?.sha256) throw new Failure('photo-unreadable');
        return wire.sendPhoto(sha256);
      },
    });
    expect(report.photoFailures).toEqual([{ sha256: bad?.sha256, code: 'photo-unreadable' }]);
    expect(await desk.db.blobs.where('[own+verified]').equals([1, 1]).count()).toBe(4);
  });
});
