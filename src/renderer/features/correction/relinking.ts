import type { PhotoRef } from '#domain/evidence.ts';
import type { Photo } from '#domain/photo.ts';
import { relinkPhoto } from '#domain/relink.ts';
import { photoStageWords } from '#domain/words.ts';
import type { Desk } from '../../store/desk.ts';
import type { WatermarkSubject } from '../../store/photo-changes.ts';
import { patchOf, type RecordOf } from '../../store/records.ts';
import type { Change } from '../../store/save.ts';
import { instantOf } from '../../ui/field/calendar.ts';
import type { Thing } from '../estate/standing.ts';

/** A photo, the record it was wrongly given to with what hangs on that, the right one, why, and what its watermark says there. */
export interface Misplaced {
  photo: RecordOf<'photo'>;
  from: Thing;
  /** Removals, lines and pieces of the wrong record: the photo proves none of them. */
  hanging: Photo['links'];
  to: Thing;
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
  const photos = [...to.fields.photos, ref];
  return [
    patchOf(photo, { links, watermark, relinks: relinks ?? [] }),
    to.type === 'structure' ? patchOf(to, { photos }) : patchOf(to, { photos }),
  ];
}
