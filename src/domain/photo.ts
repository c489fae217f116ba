import { z } from 'zod';
import { DeviceId, Instant, RecordId, RecordType, Sha256, UserId } from './identity.ts';
import type { MutationDraft } from './mutation.ts';

export const photoStages = ['BEFORE', 'DURING', 'AFTER', 'SERVICE', 'SIGN', 'INSTALL', 'PLAN', 'FINDING'] as const;
export const PhotoStage = z.enum(photoStages);
export type PhotoStage = z.infer<typeof PhotoStage>;

/** Where a capture time comes from. An imported file never takes the clock: without EXIF its time is UNKNOWN. */
export const CaptureSource = z.enum(['APP_SHUTTER', 'EXIF', 'STATED', 'UNKNOWN']);
export type CaptureSource = z.infer<typeof CaptureSource>;

const Fraction = z.number().min(0).max(1);

/** A box on an upright picture, as fractions of its width and height, from its top left corner. */
export const PhotoBox = z.object({ x: Fraction, y: Fraction, width: Fraction, height: Fraction });
export type PhotoBox = z.infer<typeof PhotoBox>;

const Point = z.object({ x: Fraction, y: Fraction });

/** 箭头 or 方框: what somebody points at. An arrow's head is at `to`; a box lies between two corners. */
export const PhotoMark = z.object({ kind: z.enum(['ARROW', 'BOX']), from: Point, to: Point });
export type PhotoMark = z.infer<typeof PhotoMark>;

export const PhotoSize = z.enum(['thumb', 'display', 'original']);
export type PhotoSize = z.infer<typeof PhotoSize>;

/** Whoever did something to a photo. */
const Hand = z.object({ name: z.string().min(1).max(30), user: UserId.nullable() });

/**
 * A photo's metadata; the bytes are a blob under `sha256` and never change [A2].
 * `links` are the records it is evidence for. `clockOffsetMs` is server minus device clock as last measured.
 */
export const Photo = z.object({
  sha256: Sha256,
  bytes: z.int().min(1),
  width: z.int(),
  height: z.int(),
  mime: z.string(),
  stage: PhotoStage,
  capturedAt: Instant.nullable(),
  capturedSource: CaptureSource,
  importedAt: Instant,
  deviceId: DeviceId,
  deviceName: z.string(),
  clockOffsetMs: z.number(),
  gps: z.object({ lat: z.number(), lon: z.number() }).nullable(),
  takenBy: UserId,
  links: z.array(z.object({ type: RecordType, id: RecordId })).min(1),
  watermark: z.object({ place: z.string(), code: z.string(), stage: z.string() }),
  /** 遮挡 on a copy that leaves the office: boxes as fractions of width and height. The bytes stay as they are [A2]. */
  redactions: z.array(PhotoBox).max(50).nullish(),
  /** Arrows and boxes, as a layer over the picture: the bytes stay as they are [A2]. */
  marks: z.array(PhotoMark).max(50).nullish(),
  /** 共享副本: every time a copy left for others, by whom, for whom and what for, and how many places were hidden on it [A1]. */
  shares: z
    .array(
      z.object({
        at: Instant,
        by: Hand,
        reason: z.string().min(1).max(100),
        hidden: z.int().min(0).max(50),
      }),
    )
    .max(200)
    .nullish(),
  /** Every time it went from a wrong record to the right one, and why [A3]. */
  relinks: z
    .array(
      z.object({
        at: Instant,
        by: Hand,
        reason: z.string().min(1).max(200),
        from: z.object({ type: RecordType, id: RecordId }),
        to: z.object({ type: RecordType, id: RecordId }),
      }),
    )
    .max(50)
    .nullish(),
});
export type Photo = z.infer<typeof Photo>;

/** All that a display copy's watermark says. */
export const WatermarkText = z.object({
  place: z.string().max(80),
  code: z.string().max(40),
  stage: z.string().max(20),
  capturedAt: Instant.nullable(),
  capturedSource: CaptureSource,
  importedAt: Instant,
  device: z.string().max(40),
});
export type WatermarkText = z.infer<typeof WatermarkText>;

export function watermarkOf({ watermark, capturedAt, capturedSource, importedAt, deviceName }: Photo): WatermarkText {
  return { ...watermark, capturedAt, capturedSource, importedAt, device: deviceName };
}

/** The photo whose record a change makes; undefined where it makes none, or one that only a newer version knows. */
export function findCreatedPhoto({ op, type, set }: Pick<MutationDraft, 'op' | 'type' | 'set'>): Photo | undefined {
  if (op !== 'create' || type !== 'photo') return undefined;
  return Photo.safeParse(Object.fromEntries(Object.entries(set).map(([field, change]) => [field, change.new]))).data;
}

const sourceWords: Record<CaptureSource, string> = { APP_SHUTTER: '现场拍摄', EXIF: '相机时间', STATED: '口述时间', UNKNOWN: '' };

/** The watermark's lines, top to bottom: place; code and stage; time and its source; device and the head of the hash. */
export function watermarkLines(text: WatermarkText, sha256: Sha256): string[] {
  const when =
    text.capturedAt === null
      ? `拍摄时间不明，${localMinute(text.importedAt)}导入`
      : `${localMinute(text.capturedAt)} ${sourceWords[text.capturedSource]}`;
  return [text.place, `${text.code} ${text.stage}`, when, `${text.device} · ${sha256.slice(0, 12)}`];
}

/** `2026-03-02 08:15` as the instant's own offset shows it: what the camera's clock said, not this machine's zone. */
function localMinute(instant: Instant): string {
  return instant.slice(0, 16).replace('T', ' ');
}
