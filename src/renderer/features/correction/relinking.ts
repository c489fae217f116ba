import { mayPatch } from '#domain/authority.ts';
import type { PhotoRef } from '#domain/evidence.ts';
import type { User } from '#domain/identity.ts';
import type { Fields } from '#domain/mutation.ts';
import type { Photo } from '#domain/photo.ts';
import { relinkPhoto } from '#domain/relink.ts';
import { photoStageWords } from '#domain/words.ts';
import type { Desk } from '../../store/desk.ts';
import type { WatermarkSubject } from '../../store/photo-changes.ts';
import { patchOf, type RecordOf } from '../../store/records.ts';
import type { Change } from '../../store/save.ts';
import { instantOf } from '../../ui/field/calendar.ts';
import type { Holder } from './holders.ts';

/** A photo, the record it was wrongly given to with what hangs on that, the right one, why, and what its watermark says there. */
export interface Misplaced {
  photo: RecordOf<'photo'>;
  from: Holder;
  /** What hangs on the wrong record: the photo proves none of it. */
  hanging: Photo['links'];
  to: Holder;
  reason: string;
  subject: WatermarkSubject;
}

/** [A3] the photo goes, and the right record counts it; the wrong one keeps its list and shows 缺照片. Undefined where it is there already. */
export function relinkChanges(desk: Desk, { photo, from, hanging, to, reason, subject }: Misplaced): Change[] | undefined {
  const next = relinkPhoto(photo.fields, {
    from: { type: from.type, id: from.id },
    hanging,
    to: { type: to.type, id: to.id },
    at: instantOf(desk.source.now()),
    by: { name: desk.user.name, user: desk.user.id },
    reason,
    watermark: { ...subject, stage: photoStageWords[photo.fields.stage].zh },
  });
  if (next === undefined) return undefined;
  const { links, watermark, relinks } = next;
  const ref: PhotoRef = { sha256: photo.fields.sha256, stage: photo.fields.stage };
  return [patchOf(photo, { links, watermark, relinks: relinks ?? [] }), ...listing(to, ref, desk.user)];
}

/** The list of a record that can change says what was added to it. Of a fact, and of what this person may not write, the photo itself says so. */
function listing(to: Holder, ref: PhotoRef, user: User): Change[] {
  if (to.type === 'entitlement' || to.fields.photos.some(({ sha256 }) => sha256 === ref.sha256)) return [];
  // What the store holds passed its type's schema on its way in.
  if (!mayPatch(to.type, to.fields as unknown as Fields, user).includes('photos')) return [];
  const photos = [...to.fields.photos, ref];
  switch (to.type) {
    case 'structure':
      return [patchOf(to, { photos })];
    case 'fixture':
      return [patchOf(to, { photos })];
    case 'debris':
      return [patchOf(to, { photos })];
    case 'posting':
      return [patchOf(to, { photos })];
    case 'objection':
      return [patchOf(to, { photos })];
    case 'statement':
      return [patchOf(to, { photos })];
    case 'visit':
    case 'replacement':
      return [];
    default:
      return to satisfies never;
  }
}
