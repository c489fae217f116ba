import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { RecordId, RecordType } from '#domain/identity.ts';
import type { FeedRecord } from '#domain/mutation.ts';
import { Photo } from '#domain/photo.ts';
import { hash, id, people, structure } from '#domain/testing/samples.ts';
import type { SyncStore } from '#sync/ports.ts';
import { blobRow } from './blob-row.ts';
import { DeskDatabase } from './database.ts';
import { createDexieSyncStore } from './dexie-sync-store.ts';
import { countPhotosToSend } from './photo-copies.ts';
import { storeKey } from './testing/store-key.ts';

let db: DeskDatabase;
let cursor: number;
beforeEach(() => {
  db = new DeskDatabase(storeKey, `copies-${Math.random()}`);
  cursor = 0;
  engine = createDexieSyncStore(db, people.zhang.name);
});
afterEach(() => db.delete());

let engine: SyncStore;
const store = () => engine;

async function pull(...records: [RecordType, number, object][]): Promise<void> {
  const rows = records.map(
    ([type, n, fields], index): FeedRecord => ({
      ...{ type, id: id(n), rev: 1, seq: cursor + index + 1, deleted: false, schema: 1, openConflicts: 0 },
      fields: fields as FeedRecord['fields'],
    }),
  );
  const from = { epoch: 0, cursor };
  cursor += rows.length;
  await store().notePage(from, { rows, cursor, head: cursor });
}

const shed = (building: RecordId) => structure({ place: { building, unit: null, room: null, label: '东侧' } });
const photo = (n: number, shows: number) => ({
  ...{ sha256: hash(n), bytes: 10, width: 1, height: 1, mime: 'image/jpeg', stage: 'BEFORE', capturedAt: null, capturedSource: 'UNKNOWN' },
  ...{ importedAt: '2026-03-02T08:15:00+08:00', deviceId: id(9), deviceName: '平板02', clockOffsetMs: 0, gps: null, takenBy: people.li.id },
  ...{ links: [{ type: 'structure', id: id(shows) }], watermark: { place: '', code: '', stage: '' } },
});
const team = (buildings: RecordId[], name = people.zhang.name) => ({ name: '一组', leader: name, members: [], buildings });

/** Takes every copy that is wanted, as a session does; answers them. */
async function fetched(): Promise<string[]> {
  const came: string[] = [];
  for (;;) {
    const [next] = await store().wantedPhotos(1);
    if (next === undefined) return came.sort();
    came.push(`${Number(next.sha256)} ${next.size}`);
    await store().markHeld(next.sha256, next.size);
  }
}

test('[PH3] a thumb follows every photo, a display copy those of the buildings that one’s team works on', async () => {
  await pull(['team', 70, team([id(1)])], ['structure', 10, shed(id(1))], ['structure', 11, shed(id(2))]);
  await pull(['photo', 20, photo(20, 10)], ['photo', 21, photo(21, 11)]);
  expect(await fetched()).toEqual(['20 display', '20 thumb', '21 thumb']);
});

test('what is still to send are one’s own photos that the server is not known to have', async () => {
  await pull(['structure', 10, shed(id(1))], ['photo', 20, photo(20, 10)]);
  const own = Photo.parse(photo(21, 10));
  await db.blobs.put(blobRow(own, 'own', false));
  expect(await countPhotosToSend(db)).toBe(1);
  await store().markVerified([own.sha256]);
  expect(await countPhotosToSend(db)).toBe(0);
});

test('[A3] a photo that went to another record brings its display copy anew, with the watermark of where it is', async () => {
  await pull(['team', 70, team([id(1)])], ['structure', 10, shed(id(1))], ['structure', 11, shed(id(1))], ['photo', 20, photo(20, 10)]);
  expect(await fetched()).toEqual(['20 display', '20 thumb']);
  await pull(['photo', 20, photo(20, 10)]);
  expect(await fetched()).toEqual([]);
  await pull(['photo', 20, { ...photo(20, 11), watermark: { place: '13幢', code: 'CG-2', stage: '拆前' } }]);
  const [wanted] = await store().wantedPhotos(1);
  expect(wanted).toMatchObject({ size: 'display', watermark: { place: '13幢', code: 'CG-2' } });
  expect(await fetched()).toEqual(['20 display']);
});

test('[PH3] nobody’s team, another’s team: thumbs alone', async () => {
  await pull(['team', 70, team([id(1)], people.li.name)], ['structure', 10, shed(id(1))], ['photo', 20, photo(20, 10)]);
  expect(await fetched()).toEqual(['20 thumb']);
});

test('[PH3] a building that is assigned later brings its display copies then', async () => {
  await pull(['structure', 10, shed(id(1))], ['photo', 20, photo(20, 10)]);
  expect(await fetched()).toEqual(['20 thumb']);
  await pull(['team', 70, team([id(1)])]);
  expect(await fetched()).toEqual(['20 display']);
});

test('[PH3] a household assigned to one’s team brings what is recorded of its building', async () => {
  const household = { building: id(3), unit: '1', room: '101', contactName: '王某', phone: '', occupancy: 'OWNER' };
  await pull(['team', 70, team([])], ['household', 30, household]);
  const assignment = { household: id(30), team: id(70), responsible: '', from: '2026-03-01', to: null };
  await pull(['assignment', 31, assignment], ['structure', 10, shed(id(3))], ['photo', 20, photo(20, 10)]);
  expect(await fetched()).toEqual(['20 display', '20 thumb']);
});

test('[PH3] pages of photos read nobody’s assignments again, and pages of assignments no photos, while nobody’s buildings change', async () => {
  const household = { building: id(3), unit: '1', room: '101', contactName: '王某', phone: '', occupancy: 'OWNER' };
  const assignment = { household: id(30), team: id(70), responsible: '', from: '2026-03-01', to: null };
  await pull(['team', 70, team([])], ['household', 30, household], ['structure', 10, shed(id(3))]);
  await pull(['assignment', 31, assignment], ['photo', 20, photo(20, 10)]);
  const read = vi.spyOn(db.view, 'where');
  await pull(['photo', 21, photo(21, 10)]);
  await pull(['photo', 22, photo(22, 10)]);
  expect(read).not.toHaveBeenCalled();
  const photosRead = vi.spyOn(db.blobs, 'bulkGet');
  await pull(['assignment', 31, { ...assignment, responsible: '李某' }]);
  expect(photosRead).not.toHaveBeenCalled();
  vi.restoreAllMocks();
  expect(await fetched()).toEqual(['20 display', '20 thumb', '21 display', '21 thumb', '22 display', '22 thumb']);
});

test('[PH3] a building that was given up and is assigned again brings what came of it meanwhile', async () => {
  await pull(['structure', 10, shed(id(1))], ['team', 70, team([id(1)])]);
  await pull(['team', 70, team([])], ['photo', 20, photo(20, 10)]);
  await pull(['team', 70, team([id(1)])]);
  expect(await fetched()).toEqual(['20 display', '20 thumb']);
});

test('[PH1] a photo that several records show is one to send', async () => {
  await pull(['structure', 10, shed(id(1))]);
  await db.blobs.clear();
  await pull(['photo', 20, photo(20, 10)], ['photo', 21, photo(20, 10)]);
  expect(await db.blobs.count()).toBe(1);
});
