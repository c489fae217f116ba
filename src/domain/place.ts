import { z } from 'zod';
import { RecordId } from './identity.ts';

/**
 * Where a thing is. Only a household needs a room: a rooftop shed has none, and some estates have no units.
 * `unit` and `room` are normalised keys (`1`, `101`); `label` is free text that helps a person find it.
 */
export const Place = z.object({
  building: RecordId,
  unit: z.string().max(10).nullable(),
  room: z.string().max(10).nullable(),
  label: z.string().max(60).nullable(),
});
export type Place = z.infer<typeof Place>;

/** Identity of a room inside its estate: building id, unit, room. What C1 is summed over. */
export function roomKey(place: Pick<Place, 'building' | 'unit' | 'room'>): string {
  return `${place.building}|${place.unit ?? ''}|${place.room ?? ''}`;
}

/** `12幢1单元101室 南阳台` as people say it. */
export function placeText(place: Place, buildingLabel: string): string {
  const unit = place.unit === null ? '' : `${place.unit}单元`;
  const room = place.room === null ? '' : `${place.room}室`;
  const label = place.label === null || place.label === '' ? '' : ` ${place.label}`;
  return `${buildingLabel}${unit}${room}${label}`;
}

const digits: Record<string, number> = {
  零: 0,
  〇: 0,
  一: 1,
  壹: 1,
  二: 2,
  贰: 2,
  两: 2,
  三: 3,
  叁: 3,
  四: 4,
  肆: 4,
  五: 5,
  伍: 5,
  六: 6,
  陆: 6,
  七: 7,
  柒: 7,
  八: 8,
  捌: 8,
  九: 9,
  玖: 9,
};
const tens: Record<string, number> = { 十: 10, 拾: 10, 百: 100, 佰: 100 };

/** Full-width forms to half-width, all white space out, dashes to `-`. */
export function normaliseText(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\s+/gu, '')
    .replace(/[‐‑‒–—―－]/gu, '-');
}

/** `十二` → 12, `叁` → 3, `一百零五` → 105; undefined where it is no Chinese number. */
export function parseChineseNumber(text: string): number | undefined {
  if (text === '') return undefined;
  let total = 0;
  let digit: number | undefined;
  for (const char of text) {
    const unit = tens[char];
    if (unit !== undefined) {
      total += (digit ?? 1) * unit;
      digit = undefined;
      continue;
    }
    const value = digits[char];
    if (value === undefined || (digit !== undefined && digit !== 0)) return undefined;
    digit = value;
  }
  return total + (digit ?? 0);
}

/** `3#`, `叁号楼`, `３幢`, `8#楼`, `11`, `12栋`, `甲3幢` → `3`, `3`, `3`, `8`, `11`, `12`, `甲3`. Undefined where no building is named. */
export function parseBuilding(text: string): string | undefined {
  const bare = normaliseText(text).replace(/(?:号楼|#楼|幢|栋|座|#|楼|号)+$/u, '');
  if (bare === '') return undefined;
  if (/^\d+$/u.test(bare)) return String(Number(bare));
  const number = parseChineseNumber(bare);
  if (number !== undefined) return String(number);
  return /^[\p{L}\d-]{1,8}$/u.test(bare) && /[\dA-Za-z甲乙丙丁东西南北]/u.test(bare) ? bare.toUpperCase() : undefined;
}

/** `1单元`, `一单元`, `１`, `甲单元` → `1`, `1`, `1`, `甲`. */
export function parseUnit(text: string): string | undefined {
  const bare = normaliseText(text).replace(/(?:单元|门洞|门|梯)$/u, '');
  if (/^\d{1,3}$/u.test(bare)) return String(Number(bare));
  const number = parseChineseNumber(bare);
  if (number !== undefined && number > 0) return String(number);
  return /^[A-Za-z甲乙丙丁东西南北中]$/u.test(bare) ? bare.toUpperCase() : undefined;
}

/** `101`, `1-01`, `１０１室`, `101室` → `101`. Undefined for subtotals and other words. */
export function parseRoom(text: string): string | undefined {
  const bare = normaliseText(text).replace(/[室号]$/u, '');
  const dashed = /^(\d{1,2})-(\d{2})$/u.exec(bare);
  if (dashed) return `${Number(dashed[1])}${dashed[2]}`;
  return /^\d{1,4}[A-Za-z]?$/u.test(bare) && !/^0+$/u.test(bare) ? bare.toUpperCase() : undefined;
}

/** Floor that a room number names: `101` → 1, `1203` → 12; undefined for shops and odd names. */
export function floorOf(room: string): number | undefined {
  const match = /^(\d{1,2})\d{2}[A-Z]?$/u.exec(room);
  return match ? Number(match[1]) : undefined;
}
