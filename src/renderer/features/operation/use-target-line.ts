import { placeText } from '#domain/place.ts';
import { useWord } from '../../words/language.ts';
import { nameOf, placeOf, type Target } from './targets.ts';

/** A target as a list to choose from says it: where it is, what it is, its position and its code. `buildings`: id → label. */
export function useTargetLine(buildings: ReadonlyMap<string, string>): (target: Target) => string {
  const word = useWord();
  return (target) => {
    const place = placeOf(target);
    const position = target.type === 'fixture' ? target.fields.positionLabel : '';
    return [placeText(place, buildings.get(place.building) ?? ''), ...nameOf(target).map(word), position, target.fields.code]
      .filter((part) => part !== '')
      .join(' · ');
  };
}
