import type { Building, Readdress } from './estate.ts';
import { normaliseText, parseBuilding, parseRoom, parseUnit } from './place.ts';

/** An address inside an estate, in normalised keys. */
export interface Address {
  building: string;
  unit: string | null;
  room: string | null;
}

/** `12-1-101`, as rosters and meters write it. */
const dashed = /^([^-]+)-([^-]{1,3})-(\d{3,4}[A-Za-z]?)$/u;
/** `12幢1单元101室`, `55幢101室`, `3#甲单元`, `十二号楼`: unit and room may be missing. */
const worded = /^(.+?(?:号楼|#楼|幢|栋|座|#|楼))(?:(.+?)(?:单元|门洞|门|梯))?([\dA-Za-z-]+[室号]?)?$/u;

/** An address as people write it → its keys. Undefined where it names no building, or a part that is none. */
export function parseAddress(text: string): Address | undefined {
  const bare = normaliseText(text);
  const match = dashed.exec(bare) ?? worded.exec(bare);
  if (match === null && /单元|[幢栋座室、]/u.test(bare)) return undefined;
  const building = parseBuilding(match?.[1] ?? bare);
  if (building === undefined) return undefined;
  const unit = match?.[2] === undefined ? null : parseUnit(match[2]);
  const room = match?.[3] === undefined ? null : parseRoom(match[3]);
  return unit === undefined || room === undefined ? undefined : { building, unit, room };
}

/** When, by whom and why an address is corrected. */
export type ReaddressTold = Pick<Readdress, 'on' | 'by' | 'reason'>;

/**
 * 更正门牌: the building under its new key and label, with the reason. The old key stays as an alias, so that what was printed, signed or typed
 * under it is still found; children point to the id and do not move. Undefined where the new name is none, or is its own already.
 */
export function readdress(building: Building, label: string, told: ReaddressTold): Building | undefined {
  const key = parseBuilding(label);
  if (key === undefined || (key === building.key && label === building.label)) return undefined;
  const aliases = [...building.aliases, building.key].filter((alias, index, all) => alias !== key && all.indexOf(alias) === index);
  const change = { from: { key: building.key, label: building.label }, to: { key, label }, ...told };
  return { ...building, key, label, aliases, readdresses: [...(building.readdresses ?? []), change] };
}

/** What a building was called before, newest first, each once: a form that was signed then still says it. */
export function formerLabels({ label, readdresses }: Pick<Building, 'label' | 'readdresses'>): string[] {
  const former = (readdresses ?? []).map(({ from }) => from.label).toReversed();
  return [...new Set(former)].filter((one) => one !== label);
}

/** The building that a key names: by its own key first, else by an alias. */
export function findBuilding<B extends Pick<Building, 'key' | 'aliases'>>(buildings: readonly B[], key: string): B | undefined {
  return buildings.find((building) => building.key === key) ?? buildings.find((building) => building.aliases.includes(key));
}
