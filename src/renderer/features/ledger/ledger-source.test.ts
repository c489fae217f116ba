import 'fake-indexeddb/auto';
import { afterEach, expect, test } from 'vitest';
import { Photo } from '#domain/photo.ts';
import { structureLedger } from '#domain/structure-ledger.ts';
import { hash, id, people, structure, tablet } from '#domain/testing/samples.ts';
import { createOf, findRecord, type RecordOf } from '../../store/records.ts';
import { saveChanges } from '../../store/save.ts';
import { createDesk, removeDesks } from '../../store/testing/desk.ts';
import { relinkChanges } from '../correction/relinking.ts';
import { findLedgerRecords } from './use-ledger-source.ts';

afterEach(removeDesks);

const photoOn = (n: number, of: number, as = 70 + n) =>
  createOf(
    'photo',
    id(as),
    Photo.parse({
      ...{ sha256: hash(n), bytes: 10, width: 1, height: 1, mime: 'image/jpeg', stage: 'BEFORE', capturedAt: null, gps: null },
      ...{ capturedSource: 'UNKNOWN', importedAt: '2026-03-20T09:00:00+08:00', deviceId: tablet, deviceName: '平板1', clockOffsetMs: 0 },
      ...{ takenBy: people.zhang.id, links: [{ type: 'structure', id: id(of) }], watermark: { place: '', code: '', stage: '拆前' } },
    }),
  );

test('[A3] 摸排台账 counts a moved photo where it is now, and no more where it was', async () => {
  const { desk } = createDesk(1, people.zhang);
  const photos = (...hashes: number[]) => hashes.map((n) => ({ sha256: hash(n), stage: 'BEFORE' as const }));
  await saveChanges(desk, [
    createOf('structure', id(10), structure({ code: 'CG-A1-0010', photos: photos(1, 2) })),
    createOf('structure', id(11), structure({ code: 'CG-A1-0011', photos: photos(3, 4) })),
    ...[1, 2].map((n) => photoOn(n, 10)),
    ...[3, 4].map((n) => photoOn(n, 11)),
  ]);
  const at = async <T extends 'structure' | 'photo'>(type: T, n: number) => (await findRecord(desk.db, type, id(n))) as RecordOf<T>;
  const [from, to, photo] = [await at('structure', 10), await at('structure', 11), await at('photo', 71)];
  const moving = { photo, from, hanging: [], to, reason: '拍错楼幢', subject: { place: '13幢', code: 'CG-A1-0011' } };
  await saveChanges(desk, relinkChanges(desk, moving) ?? []);
  const source = await findLedgerRecords(desk.db, null);
  const { columns, rows } = structureLedger({ ...source, today: '2026-03-21', subdistrictName: '' });
  const counted = columns.findIndex(({ title }) => title === '照片数');
  expect(rows.map((row) => row[counted])).toEqual([1, 3]);
});

test('[A3] of one picture taken in twice, a record whose own was never moved keeps it when the other is', async () => {
  const { desk } = createDesk(1, people.zhang);
  const photos = (...hashes: number[]) => hashes.map((n) => ({ sha256: hash(n), stage: 'BEFORE' as const }));
  await saveChanges(desk, [
    createOf('structure', id(10), structure({ code: 'CG-A1-0010', photos: photos(1, 2) })),
    createOf('structure', id(11), structure({ code: 'CG-A1-0011', photos: photos(3, 4) })),
    createOf('structure', id(12), structure({ code: 'CG-A1-0012', photos: photos(1, 5) })),
    photoOn(1, 10),
    photoOn(1, 12, 79),
  ]);
  const at = async <T extends 'structure' | 'photo'>(type: T, n: number) => (await findRecord(desk.db, type, id(n))) as RecordOf<T>;
  const moving = { photo: await at('photo', 71), from: await at('structure', 10), hanging: [], to: await at('structure', 11) };
  const why = { reason: '拍错楼幢', subject: { place: '13幢', code: 'CG-A1-0011' } };
  await saveChanges(desk, relinkChanges(desk, { ...moving, ...why }) ?? []);
  const { structures } = await findLedgerRecords(desk.db, null);
  expect(new Map(structures.map((one) => [one.id, one.fields.photos.length]))).toEqual(
    new Map([
      [id(10), 1],
      [id(11), 3],
      [id(12), 2],
    ]),
  );
});
