import { normaliseText } from '#domain/place.ts';
import type { FixtureType } from '#domain/policy.ts';

/** Where fixtures hang in a flat, as people call it. */
export const spots = ['南阳台', '北阳台', '客厅', '主卧', '次卧', '厨房', '卫生间'] as const;

/** What a position counts: windows behind a grille, racks and awnings by themselves. */
const counted: Readonly<Record<FixtureType, string>> = {
  GRILLE: '窗',
  INVISIBLE_GUARD: '窗',
  RACK: '架',
  AWNING: '棚',
  AC_COVER: '机位',
  SOLAR: '组',
  OTHER: '处',
};

/** `南阳台-窗2`: the first number at a spot that no fixture of the room and type has yet. */
export function freePosition(spot: string, type: FixtureType, taken: readonly string[]): string {
  const names = new Set(taken.map(normaliseText));
  for (let n = 1; ; n += 1) {
    const name = `${spot}-${counted[type]}${n}`;
    if (!names.has(normaliseText(name))) return name;
  }
}

/** The position after this one: its number and one; empty where it has none. */
export function nextPosition(label: string): string {
  const number = /\d+$/u.exec(label)?.[0];
  return number === undefined ? '' : `${label.slice(0, -number.length)}${Number(number) + 1}`.slice(0, 30);
}
