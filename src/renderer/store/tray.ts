import type { TrayPhoto } from '#contract/tray.ts';
import type { RecordId, Sha256 } from '#domain/identity.ts';
import type { PhotoStage } from '#domain/photo.ts';
import type { Desk } from './desk.ts';
import { photoChanges, photoRefs, type WatermarkSubject } from './photo-changes.ts';
import { patchOf, type RecordOf } from './records.ts';
import { type Change, saveChanges } from './save.ts';

/** What a photo of the tray may become evidence for. */
export const filedTypes = ['structure', 'fixture', 'debris'] as const;
export type FiledType = (typeof filedTypes)[number];

/** A record that photos are filed with, as people know it. */
export interface FilingTarget {
  type: FiledType;
  id: RecordId;
  label: string;
}

export const isFiledType = (type: string): type is FiledType => filedTypes.some((one) => one === type);

/** The one record that a phone sent all of these for; undefined where there is none. */
export function findSentFor(photos: readonly TrayPhoto[]): FilingTarget | undefined {
  const wanted = photos[0]?.phone;
  if (!wanted || !isFiledType(wanted.type) || photos.some(({ phone }) => phone?.id !== wanted.id)) return undefined;
  return { type: wanted.type, id: wanted.id, label: wanted.about };
}

/** Photos that one record may have. */
export const recordPhotos = 60;

type TrayDesk = Pick<Desk, 'db' | 'host'>;

/** What waits for its record: `inForms` are in a form that is not saved yet, and come back when it is given up. */
export interface Waiting {
  photos: TrayPhoto[];
  inForms: number;
}

/**
 * The tray without what records have. A photo that was recorded is settled on the way: a kill between its record and this leaves it in the tray, and
 * a picture that still says 待归档.
 */
export async function findWaiting(desk: TrayDesk): Promise<Waiting> {
  const { photos } = await desk.host.call('tray.list', {});
  if (photos.length === 0) return { photos, inForms: 0 };
  const blobs = await desk.db.blobs.bulkGet(photos.map(({ facts }) => facts.sha256));
  const unrecorded = photos.filter((_, index) => blobs[index] === undefined);
  if (unrecorded.length < photos.length) {
    await settleFiled(
      desk,
      photos.filter((_, index) => blobs[index] !== undefined).map(({ facts }) => facts.sha256),
    );
  }
  const typed = (await desk.db.drafts.toArray()).map(({ values }) => JSON.stringify(values));
  const free = unrecorded.filter(({ facts }) => !typed.some((values) => values.includes(facts.sha256)));
  return { photos: free, inForms: unrecorded.length - free.length };
}

/**
 * Recorded photos: what is shown of them says what their record says, and they wait no longer. What cannot be drawn anew now, or let go, keeps nobody
 * from the rest of the tray: they are recorded already, and a full disk takes neither.
 */
async function settleFiled({ db, host }: TrayDesk, recorded: readonly Sha256[]): Promise<void> {
  for (const sha256 of recorded) {
    const blob = await db.blobs.get(sha256);
    if (blob !== undefined) await host.call('photos.rebuild', { sha256, watermark: blob.watermark }).catch(() => undefined);
    await host.call('tray.drop', { photos: [sha256], erase: false }).catch(() => undefined);
  }
}

/** Keeps a file that has no record yet. `same` where its photo waits already, or is some record's. */
export async function takeIntoTray({ db, host }: TrayDesk, name: string, bytes: ArrayBuffer): Promise<'taken' | 'same'> {
  const { photo, known } = await host.call('tray.take', { fileName: name.slice(-255) }, bytes);
  if (known) return 'same';
  if ((await db.blobs.get(photo.facts.sha256)) === undefined) return 'taken';
  await settleFiled({ db, host }, [photo.facts.sha256]);
  return 'same';
}

/** Where photos are filed: the record as it was seen, and what their watermarks say of it. */
export interface Filing {
  record: RecordOf<FiledType>;
  stage: PhotoStage;
  subject: WatermarkSubject;
}

/** The record with the photos, and a record of each photo: one group. */
export function filingChanges(desk: Desk, photos: readonly TrayPhoto[], { record, stage, subject }: Filing): Change[] {
  const taken = photos.map(({ facts }) => ({ facts, stage }));
  const patch = patchOf(
    record,
    { photos: [...record.fields.photos, ...photoRefs(taken)] },
    taken.map(({ facts }) => facts.sha256),
  );
  return [patch, ...photoChanges(desk, taken, [{ type: record.type, id: record.id }], subject)];
}

/** 归档, and out of the tray. @throws Refusal, Failure as saveChanges: then the photos wait on */
export async function filePhotos(desk: Desk, photos: readonly TrayPhoto[], filing: Filing): Promise<void> {
  await saveChanges(desk, filingChanges(desk, photos, filing));
  await settleFiled(
    desk,
    photos.map(({ facts }) => facts.sha256),
  );
}
