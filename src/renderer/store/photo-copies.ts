import { type RecordId, type RecordType, Sha256 } from '#domain/identity.ts';
import { sameJson } from '#domain/json.ts';
import type { FeedRecord } from '#domain/mutation.ts';
import { Photo, watermarkOf } from '#domain/photo.ts';
import { referencedIds } from '#domain/records.ts';
import type { PhotoRef, SyncStore } from '#sync/ports.ts';
import { blobRow } from './blob-row.ts';
import type { DeskDatabase } from './database.ts';
import { findRecords } from './records.ts';
import type { BlobRow } from './rows.ts';

/** Photos of living records. One whose shape only a newer version knows is left out: its record is kept, its copies wait for an upgrade. */
function photosIn(rows: readonly FeedRecord[]): Photo[] {
  return rows.flatMap((row) => {
    const photo = row.type === 'photo' && !row.deleted ? Photo.safeParse(row.fields).data : undefined;
    return photo === undefined ? [] : [photo];
  });
}

/** The buildings that somebody works on: those of the teams they lead or are in, and of the households assigned to them or their team. */
export async function findAssignedBuildings(db: DeskDatabase, person: string): Promise<Set<string>> {
  const teams = (await findRecords(db, 'team')).filter(
    ({ fields }) => fields.leader === person || fields.members.some(({ name }) => name === person),
  );
  const mine = new Set<string>(teams.map(({ id }) => id));
  const assignments = (await findRecords(db, 'assignment')).filter(
    ({ fields }) => fields.to === null && (mine.has(fields.team) || fields.responsible === person),
  );
  const households = await db.view.bulkGet(assignments.map(({ fields }) => fields.household));
  return new Set([
    ...teams.flatMap(({ fields }) => fields.buildings),
    ...households.flatMap((household) => (household === undefined ? [] : referencedIds(household.type, household.fields))),
  ]);
}

/** Which of these photos show something in one of the buildings: a record there, or one that points at such a record. */
async function photosAt(db: DeskDatabase, photos: readonly Photo[], buildings: ReadonlySet<string>): Promise<Set<string>> {
  if (buildings.size === 0) return new Set();
  const linked = [...new Set(photos.flatMap(({ links }) => links.map(({ id }) => id)))];
  const pointedAt = async (ids: readonly string[]) => {
    const views = await db.view.bulkGet([...ids]);
    return new Map(ids.map((id, index) => [id, views[index] === undefined ? [] : referencedIds(views[index].type, views[index].fields)]));
  };
  const near = await pointedAt(linked);
  const far = await pointedAt([...new Set([...near.values()].flat())]);
  const isThere = (id: RecordId) =>
    [id, ...(near.get(id) ?? [])].some((one) => buildings.has(one) || (far.get(one) ?? []).some((two) => buildings.has(two)));
  return new Set(photos.filter(({ links }) => links.some(({ id }) => isThere(id))).map(({ sha256 }) => sha256));
}

/**
 * Photo records that came by a pull: a thumb follows each, a display copy those of assigned buildings [PH3]. What this device took itself it
 * has. Call it when the views are those of the page.
 */
async function wantPhotos(db: DeskDatabase, photos: readonly Photo[], buildings: ReadonlySet<string>): Promise<void> {
  const known = await db.blobs.bulkGet(photos.map((photo) => photo.sha256));
  const there = await photosAt(db, photos, buildings);
  const wanted = photos.flatMap((photo, index): BlobRow[] => {
    const blob = known[index];
    if (blob === undefined) return [blobRow(photo, 'pulled', there.has(photo.sha256))];
    const watermark = watermarkOf(photo);
    // It went to another record [A3]: a display copy that is here says where it was, and is brought anew.
    const stale = blob.display === 1 ? ({ display: 0, wanted: 1, assigned: 1 } as const) : {};
    if (!sameJson(blob.watermark, watermark)) return [{ ...blob, watermark, ...stale }];
    // It was nobody's building here when it came first.
    return blob.assigned === 0 && blob.display === 0 && there.has(photo.sha256) ? [{ ...blob, assigned: 1, wanted: 1 }] : [];
  });
  await db.blobs.bulkPut(wanted);
}

/** Somebody's buildings are others now: looks at every photo whose display copy is not here. */
async function wantAssigned(db: DeskDatabase, buildings: ReadonlySet<string>): Promise<void> {
  if (buildings.size === 0) return;
  const photos = await db.view.where('keys').equals('photo').toArray();
  const fields = photos.flatMap((view) => Photo.safeParse(view.fields).data ?? []);
  await wantPhotos(db, fields, buildings);
}

const moves: ReadonlySet<RecordType> = new Set<RecordType>(['team', 'assignment']);

/**
 * What copies follow the pages of a pull, for one person's buildings. All assignments are read once, and not with every page that has photos; all
 * photos once for each building that is new, and not with every page that has assignments.
 */
export function createCopyWishes(db: DeskDatabase, person: string) {
  let buildings: ReadonlySet<string> | undefined;
  let looked: ReadonlySet<string> = new Set();

  /** Part of the transaction that wrote these rows. What is answered is to be called once that has come to its end. */
  return async (rows: readonly FeedRecord[]): Promise<() => void> => {
    const photos = photosIn(rows);
    const moved = rows.some(({ type }) => moves.has(type));
    const known = moved || rows.some(({ type }) => type === 'household') ? undefined : buildings;
    const now = known ?? (photos.length > 0 || moved ? await findAssignedBuildings(db, person) : undefined);
    if (photos.length > 0 && now !== undefined) await wantPhotos(db, photos, now);
    const fresh = [...(moved && now !== undefined ? now : [])].filter((building) => !looked.has(building));
    if (fresh.length > 0) await wantAssigned(db, new Set(fresh));
    return () => {
      buildings = now;
      if (moved) looked = now ?? new Set();
    };
  };
}

const refOf = (blob: BlobRow): PhotoRef => ({ sha256: Sha256.parse(blob.sha256), bytes: blob.bytes, watermark: blob.watermark });

/** How many of this device's own photos the server is not known to have. */
export function countPhotosToSend(db: DeskDatabase): Promise<number> {
  return db.blobs.where('[own+verified]').equals([1, 0]).count();
}

type PhotoStore = Pick<SyncStore, 'unverifiedPhotos' | 'markVerified' | 'releasablePhotos' | 'markReleased' | 'wantedPhotos' | 'markHeld'>;

/** Photos as the engine's store keeps them. */
export function createPhotoStore(db: DeskDatabase): PhotoStore {
  const own = (verified: 0 | 1) => db.blobs.where('[own+verified]').equals([1, verified]).sortBy('addedAt');
  const change = (sha256: readonly string[], edit: (blob: BlobRow) => void) =>
    db.blobs
      .where('sha256')
      .anyOf([...sha256])
      .modify(edit);
  return {
    unverifiedPhotos: async () => (await own(0)).map(refOf),

    async markVerified(sha256) {
      await change(sha256, (blob) => {
        blob.verified = 1;
      });
    },

    releasablePhotos: async () => (await own(1)).filter(({ released }) => released === undefined).map(refOf),

    async markReleased(sha256) {
      await change(sha256, (blob) => {
        blob.released = 1;
      });
    },

    async wantedPhotos(limit) {
      const blobs = await db.blobs.where('wanted').equals(1).limit(limit).toArray();
      return blobs.map((blob) => ({ ...refOf(blob), size: blob.thumb === 0 ? 'thumb' : 'display' }));
    },

    async markHeld(sha256, size) {
      await change([sha256], (blob) => {
        blob[size] = 1;
        blob.wanted = blob.thumb === 1 && (blob.display === 1 || blob.assigned === 0) ? 0 : 1;
      });
    },
  };
}
