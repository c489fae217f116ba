import type { RemovalMode } from '#domain/evidence.ts';
import type { Operation } from '#domain/operation.ts';
import { placeText } from '#domain/place.ts';
import type { Word } from '#domain/words.ts';
import { groupParts } from './groups.ts';
import { modeOf } from './outcome.ts';
import { nameOf, placeOf, type Target } from './targets.ts';

/** One line of 行动清单. */
export interface ActionRow {
  /** Its place among the planned. */
  no: number;
  group: string;
  code: string;
  place: string;
  what: Word[];
  mode: RemovalMode;
  /** Pieces of a fixture, square metres of a structure. */
  planned: string;
}

/** The targets group by group, within each in the order they were planned; one that this device does not know is left to be written in by hand. `buildings`: id → label. */
export function actionRows(operation: Operation, targets: readonly Target[], buildings: ReadonlyMap<string, string>): ActionRow[] {
  const inOrder = groupParts(operation).flatMap((part) => part.targets.map((ref) => ({ ref, group: part.name })));
  return inOrder.flatMap(({ ref, group }) => {
    const target = targets.find((one) => one.id === ref.id);
    if (target === undefined) return [];
    const place = placeOf(target);
    const position = target.type === 'fixture' ? ` ${target.fields.positionLabel}` : '';
    return {
      no: operation.targets.indexOf(ref) + 1,
      group,
      code: target.fields.code,
      place: `${placeText(place, buildings.get(place.building) ?? '')}${position}`,
      what: nameOf(target),
      mode: modeOf(target),
      planned: target.type === 'fixture' ? `×${target.fields.qty}` : `${target.fields.areaM2 ?? '—'} ㎡`,
    };
  });
}
