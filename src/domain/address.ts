import type { Building, Readdress } from './estate.ts';
import { parseBuilding } from './place.ts';

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
