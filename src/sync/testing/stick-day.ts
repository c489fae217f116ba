import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import type { PhotoFacts } from '#contract/photo-facts.ts';
import type { Sha256, User } from '#domain/identity.ts';
import { id } from '#domain/testing/samples.ts';
import { picture } from '#host/testing/pictures.ts';
import type { Parts } from '#server/parts.ts';
import { createHostCourier } from '../../renderer/features/sync/host-courier.ts';
import { createDexieSyncStore } from '../../renderer/store/dexie-sync-store.ts';
import { createHandedStore, reconcileHandovers } from '../../renderer/store/handed.ts';
import { photoChanges } from '../../renderer/store/photo-changes.ts';
import { saveChanges } from '../../renderer/store/save.ts';
import { type HandoverChoice, handOver, readFromStick, saveToStick } from '../courier.ts';
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
    async joinedByFile(file: string, user: User): Promise<WholeDesk> {
      const desk = await WholeDesk.joinByFile(file, user);
      desks.push(desk);
      return desk;
    },
    /** A desk's side of the stick. */
    at(desk: WholeDesk, folder = stick) {
      const parts = {
        store: createDexieSyncStore(desk.db, desk.user.name),
        courier: createHostCourier(desk.client, folder),
        handed: createHandedStore(desk.db),
      };
      return {
        ...parts,
        save: () => saveToStick(parts),
        read: () => readFromStick(parts),
        handOver: (choice: HandoverChoice = { since: null, photos: true }) => handOver(parts, choice),
        takeIn: async () => {
          const taken = await desk.client.call('handover.takeIn', { folder });
          await reconcileHandovers(desk.db, desk.client);
          return taken;
        },
      };
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

const shown = { place: '学田小区 3幢', code: 'XT-03-0042' };

/** A picture that host has taken in. */
async function shoot(desk: WholeDesk): Promise<PhotoFacts> {
  const body = new Uint8Array(
    await picture({ plain: `#${randomBytes(3).toString('hex')}` })
      .jpeg()
      .toBuffer(),
  ).buffer;
  return desk.client.call('photos.ingest', { watermark: { ...shown, stage: '拆除前' }, shutter: true, fileName: 'IMG_1.jpg' }, body);
}

/** A photo taken at this desk, not sent yet, without a record of it. */
export async function take(desk: WholeDesk): Promise<Sha256> {
  const { sha256, bytes, importedAt } = await shoot(desk);
  const text = { ...shown, stage: '拆除前', capturedAt: null, capturedSource: 'UNKNOWN' as const, importedAt, device: '平板03' };
  const flags = { own: 1, verified: 0, thumb: 1, display: 1, wanted: 0 } as const;
  await desk.db.blobs.put({ sha256, bytes, ...flags, addedAt: 1, watermark: text });
  return sha256;
}

/** A photo taken at this desk of one of its structures, saved, not sent yet. */
export async function takeOf(desk: WholeDesk, n: number): Promise<Sha256> {
  const facts = await shoot(desk);
  await saveChanges(desk.desk, photoChanges(desk.desk, [{ facts, stage: 'BEFORE' }], [{ type: 'structure', id: id(n) }], shown));
  return facts.sha256;
}
