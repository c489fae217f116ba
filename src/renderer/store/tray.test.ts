import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Failure } from '#contract/failure.ts';
import type { HostInput } from '#contract/host-api.ts';
import type { TrayPhoto } from '#contract/tray.ts';
import type { Sha256 } from '#domain/identity.ts';
import { hash, id, people, structure } from '#domain/testing/samples.ts';
import type { Host } from '../host-client.ts';
import type { Desk } from './desk.ts';
import { findRecord, findRecords } from './records.ts';
import { saveChanges } from './save.ts';
import { createDesk, removeDesks } from './testing/desk.ts';
import { type FiledType, type Filing, filePhotos, filingChanges, findWaiting, takeIntoTray } from './tray.ts';

const photo = (n: number): TrayPhoto => ({
  fileName: `DSC_000${n}.JPG`,
  facts: {
    ...{ sha256: hash(n) as Sha256, bytes: 10, mime: 'image/jpeg', width: 4, height: 3, capturedAt: null, capturedSource: 'UNKNOWN' },
    ...{ importedAt: '2026-03-02T08:15:00+08:00', gps: null, displayable: true },
  },
});

/** Host's tray in memory; `rebuilt` is what pictures were made to say. */
function withTray(desk: Desk, photos: TrayPhoto[]) {
  const waits = new Map(photos.map((one) => [one.facts.sha256, one]));
  const rebuilt: string[] = [];
  const host: Host = {
    async call(method, input, bytes) {
      if (method === 'tray.list') return { photos: [...waits.values()] } as never;
      if (method === 'tray.take') return { photo: photo(7), known: false } as never;
      if (method === 'photos.rebuild') {
        rebuilt.push((input as HostInput<'photos.rebuild'>).watermark.code);
        return { rebuilt: true } as never;
      }
      if (method === 'tray.drop') {
        for (const dropped of (input as HostInput<'tray.drop'>).photos) waits.delete(dropped as Sha256);
        return {} as never;
      }
      return desk.host.call(method, input, bytes);
    },
  };
  return { desk: { ...desk, host }, rebuilt };
}

const seen = [
  { sha256: hash(8), stage: 'BEFORE' as const },
  { sha256: hash(9), stage: 'BEFORE' as const },
];

let desk: Desk;
let rebuilt: string[];
beforeEach(async () => {
  const made = createDesk(1, people.zhang);
  ({ desk, rebuilt } = withTray(made.desk, [photo(1), photo(2), photo(3)]));
  await saveChanges(desk, [{ op: 'create', type: 'structure', id: id(10), fields: structure({ code: 'CD-A1-0001', photos: seen }) }]);
});
afterEach(removeDesks);

async function filing(): Promise<Filing> {
  const record = await findRecord(desk.db, 'structure' as FiledType, id(10));
  if (record === undefined) throw new Error('no record');
  return { record, stage: 'DURING', subject: { place: '1幢', code: 'CD-A1-0001' } };
}

const file = async (...photos: TrayPhoto[]) => filePhotos(desk, photos, await filing());
const inTray = async () => (await desk.host.call('tray.list', {})).photos.map(({ fileName }) => fileName);

const waiting = async () => (await findWaiting(desk)).photos.map(({ fileName }) => fileName);

test('filed photos are the record’s evidence at their stage, one record each, and wait no longer', async () => {
  await file(photo(1), photo(2));
  const record = await findRecord(desk.db, 'structure', id(10));
  expect(record?.fields.photos).toEqual([...seen, { sha256: hash(1), stage: 'DURING' }, { sha256: hash(2), stage: 'DURING' }]);
  const filed = await findRecords(desk.db, 'photo', id(10));
  expect(filed.map(({ fields }) => [fields.stage, fields.capturedSource, fields.watermark.code])).toEqual([
    ['DURING', 'UNKNOWN', 'CD-A1-0001'],
    ['DURING', 'UNKNOWN', 'CD-A1-0001'],
  ]);
  expect(await inTray()).toEqual(['DSC_0003.JPG']);
  expect(rebuilt).toEqual(['CD-A1-0001', 'CD-A1-0001']);
});

test('a kill between the record and the tray is settled by the next look: its picture says what its record says', async () => {
  await saveChanges(desk, filingChanges(desk, [photo(1)], await filing()));
  expect(await waiting()).toEqual(['DSC_0002.JPG', 'DSC_0003.JPG']);
  expect(rebuilt).toEqual(['CD-A1-0001']);
  expect(await inTray()).toHaveLength(2);
});

test('filed is filed, though its picture cannot be drawn anew or the tray let go of it: nobody is asked to file it twice, and the rest is shown', async () => {
  const { host } = desk;
  const full: Host['call'] = (method, input, bytes) =>
    method === 'photos.rebuild' || method === 'tray.drop' ? Promise.reject(new Failure('disk-full')) : host.call(method, input, bytes);
  desk = { ...desk, host: { call: full } };
  await file(photo(1));
  expect(await findRecords(desk.db, 'photo', id(10))).toHaveLength(1);
  expect(await waiting()).toEqual(['DSC_0002.JPG', 'DSC_0003.JPG']);
});

test('what a form holds is not offered until the form is saved or given up', async () => {
  await desk.db.drafts.put({ key: `sweep|${people.zhang.id}|b`, savedAt: 1, values: { photos: [{ facts: { sha256: hash(2) } }] } });
  expect(await findWaiting(desk)).toMatchObject({ inForms: 1, photos: [{ fileName: 'DSC_0001.JPG' }, { fileName: 'DSC_0003.JPG' }] });
  await desk.db.drafts.clear();
  expect(await waiting()).toHaveLength(3);
});

test('a file whose photo is some record’s already is the same, and does not wait', async () => {
  expect(await takeIntoTray(desk, 'DSC_0007.JPG', new ArrayBuffer(1))).toBe('taken');
  await file(photo(7));
  expect(await takeIntoTray(desk, 'again.jpg', new ArrayBuffer(1))).toBe('same');
});
