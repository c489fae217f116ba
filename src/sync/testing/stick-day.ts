import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { picture } from '#host/testing/pictures.ts';
import type { Parts } from '#server/parts.ts';
import { createHostCourier } from '../../renderer/features/sync/host-courier.ts';
import { createDexieSyncStore } from '../../renderer/store/dexie-sync-store.ts';
import { readFromStick, saveToStick } from '../courier.ts';
import { type DistrictLine, openDistrictLine } from './district-line.ts';
import { WholeDesk } from './whole-desk.ts';

/** One district with its office for a file's tests, and for each of them an empty stick; desks that joined are closed after it. */
export function stickDay() {
  let line: DistrictLine;
  let office: Parts;
  let stick: string;
  let used = 5000;
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

  return {
    get line() {
      return line;
    },
    get office() {
      return office;
    },
    get stick() {
      return stick;
    },
    /** A number that no record of the file has yet. */
    fresh: () => ++used,
    async joined(at = line): Promise<WholeDesk> {
      const desk = await WholeDesk.join(at);
      desks.push(desk);
      return desk;
    },
    /** A desk's side of the stick. */
    at(desk: WholeDesk, folder = stick) {
      const parts = { store: createDexieSyncStore(desk.db, desk.user.name), courier: createHostCourier(desk.client, folder) };
      return { store: parts.store, courier: parts.courier, save: () => saveToStick(parts), read: () => readFromStick(parts) };
    },
    onServer: (desk: WholeDesk) =>
      line.db
        .selectFrom('mutations')
        .select(['n', 'h', 'outcome', 'row_seq'])
        .where('dev', '=', desk.dev as never)
        .orderBy('n')
        .execute(),
  };
}

/** A photo taken at this desk, not sent yet. */
export async function take(desk: WholeDesk) {
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
