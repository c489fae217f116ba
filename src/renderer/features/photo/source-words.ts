import type { CaptureSource } from '#domain/photo.ts';
import type { Word } from '#domain/words.ts';

/** Where a time of capture comes from, as a watermark says it. */
export const captureSourceWords: Readonly<Record<CaptureSource, Word>> = {
  APP_SHUTTER: { zh: '现场拍摄', en: 'taken here' },
  EXIF: { zh: '相机时间', en: 'camera’s clock' },
  STATED: { zh: '口述时间', en: 'as stated' },
  UNKNOWN: { zh: '时间不明', en: 'unknown' },
};
