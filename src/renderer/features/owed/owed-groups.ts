import { roomKey } from '#domain/place.ts';
import type { OwedLine } from './owed-lines.ts';

/** What outstanding lines are told by. */
export const owedGroupings = ['LINE', 'HOUSEHOLD', 'BUILDING', 'ESTATE', 'TYPE', 'UNCLAIMED'] as const;
export type OwedGrouping = (typeof owedGroupings)[number];
export type Summary = Exclude<OwedGrouping, 'LINE' | 'UNCLAIMED'>;

/** All that is owed to one household, building, estate, or of one type. */
export interface OwedGroup {
  key: string;
  lines: OwedLine[];
  overdue: OwedLine[];
  /** Days that the longest waiting of them has waited. */
  oldest: number;
}

/** Longest waiting first. `estateOf` names the estate of a building; what has none is together under the empty key. */
export function owedGroups(lines: readonly OwedLine[], by: Summary, estateOf: (building: string) => string): OwedGroup[] {
  const groups = new Map<string, OwedGroup>();
  for (const one of lines) {
    const key = keyOf(one, by, estateOf);
    const group = groups.get(key) ?? { key, lines: [], overdue: [], oldest: 0 };
    group.lines.push(one);
    if (one.overdue !== null) group.overdue.push(one);
    group.oldest = Math.max(group.oldest, one.ageDays);
    groups.set(key, group);
  }
  return [...groups.values()].toSorted((a, b) => b.oldest - a.oldest);
}

function keyOf({ line: { fields } }: OwedLine, by: Summary, estateOf: (building: string) => string): string {
  switch (by) {
    case 'HOUSEHOLD':
      return roomKey(fields.place);
    case 'BUILDING':
      return fields.place.building;
    case 'ESTATE':
      return estateOf(fields.place.building);
    case 'TYPE':
      return fields.type;
    default:
      return by satisfies never;
  }
}
