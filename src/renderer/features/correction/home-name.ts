import { placeText } from '#domain/place.ts';
import { fixtureTypeWords, recordTypeWords, visitResultWords, zoneWords } from '#domain/words.ts';
import { useWord } from '../../words/language.ts';
import { localDay } from '../../words/local-time.ts';
import { useThingName } from '../estate/ThingLink.tsx';
import { beginningOf } from '../posting/posting.ts';
import type { Home } from './holders.ts';

/** As much of what was said as tells which it is. */
const mostSaid = 16;

/** What a record that photos prove is called in a list of its building: what it is, where, and what tells it from its like. */
export function useHomeName(): (home: Home) => string {
  const say = useWord();
  const nameOf = useThingName();

  /** As a thing is called where its room stands before it. */
  const itsThing = (about: Home['about']) => {
    if (about === undefined) return '';
    return about.type === 'fixture' ? `${say(fixtureTypeWords[about.fields.type])} ${about.fields.positionLabel}` : nameOf(about);
  };

  function told({ record, place, about }: Home): string[] {
    const where = placeText({ ...place, label: null }, '');
    switch (record.type) {
      case 'structure':
      case 'fixture':
        return [where, nameOf(record)];
      case 'debris':
        return [record.fields.code, say(zoneWords[record.fields.zone])];
      case 'replacement': {
        const { type, installedAt, spec } = record.fields;
        const what = about === undefined && type ? say(fixtureTypeWords[type]) : itsThing(about);
        return [where, what, spec, installedAt.slice(0, 10)];
      }
      case 'entitlement':
        return [where, itsThing(about)];
      case 'posting':
        return [record.fields.from, beginningOf(record.fields.text, mostSaid)];
      case 'visit':
        return [where, localDay(new Date(record.fields.at)), say(visitResultWords[record.fields.result])];
      case 'objection':
      case 'statement':
        return [where, localDay(new Date(record.fields.at)), beginningOf(record.fields.text, mostSaid)];
      default:
        return record satisfies never;
    }
  }

  return (home) => [say(recordTypeWords[home.record.type]), ...told(home)].filter((part) => part !== '').join(' ');
}
