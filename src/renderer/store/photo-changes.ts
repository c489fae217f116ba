import type { PhotoFacts } from '#contract/photo-facts.ts';
import type { PhotoRef } from '#domain/evidence.ts';
import type { RecordId, RecordType } from '#domain/identity.ts';
import type { PhotoStage } from '#domain/photo.ts';
import { photoStageWords } from '#domain/words.ts';
import type { Desk } from './desk.ts';
import { createOf } from './records.ts';
import { type Change, newRecordId } from './save.ts';

/** A photo that host has already hashed and kept, waiting for the record it proves. */
export interface TakenPhoto {
  facts: PhotoFacts;
  stage: PhotoStage;
}

/** What a photo's watermark says of the thing on it. */
export interface WatermarkSubject {
  place: string;
  code: string;
}

export function photoRefs(taken: readonly TakenPhoto[]): PhotoRef[] {
  return taken.map(({ facts, stage }) => ({ sha256: facts.sha256, stage }));
}

/** One photo record per taken photo, linked to the records it is evidence for. Save them in one group with those. */
export function photoChanges(
  desk: Desk,
  taken: readonly TakenPhoto[],
  links: { type: RecordType; id: RecordId }[],
  subject: WatermarkSubject,
): Change<'photo'>[] {
  return taken.map(({ facts, stage }) =>
    createOf('photo', newRecordId(desk), {
      sha256: facts.sha256,
      bytes: facts.bytes,
      width: facts.width,
      height: facts.height,
      mime: facts.mime,
      stage,
      capturedAt: facts.capturedAt,
      capturedSource: facts.capturedSource,
      importedAt: facts.importedAt,
      deviceId: desk.enrollment.dev,
      deviceName: desk.enrollment.deviceName,
      clockOffsetMs: desk.clockOffsetMs,
      gps: facts.gps,
      takenBy: desk.user.id,
      links,
      watermark: { ...subject, stage: photoStageWords[stage].zh },
    }),
  );
}
