import { Link } from '@tanstack/react-router';
import { fixtureTypeWords, structureKindWords } from '#domain/words.ts';
import { StatusTag } from '../../ui/StatusTag.tsx';
import { useWord } from '../../words/language.ts';
import { standingOf, type Thing } from './standing.ts';

/** A recorded thing by code, name and state; leads to its file. */
export function ThingLink({ thing }: { thing: Thing }) {
  const say = useWord();
  const { word, tone } = standingOf(thing);
  const inside = (
    <>
      {nameOf(thing, say)} <StatusTag word={word} tone={tone} />
    </>
  );
  return thing.type === 'structure' ? (
    <Link to="/structures/$structure" params={{ structure: thing.id }} className="thing-link">
      {inside}
    </Link>
  ) : (
    <Link to="/fixtures/$fixture" params={{ fixture: thing.id }} className="thing-link">
      {inside}
    </Link>
  );
}

/** A thing's name for a list: its code, what it is and where. */
export function useThingName(): (thing: Thing) => string {
  const say = useWord();
  return (thing) => nameOf(thing, say);
}

function nameOf(thing: Thing, say: ReturnType<typeof useWord>): string {
  if (thing.type === 'structure') {
    return [thing.fields.code, say(structureKindWords[thing.fields.kind]), thing.fields.place.label ?? ''].filter(Boolean).join(' ');
  }
  return `${thing.fields.code} ${say(fixtureTypeWords[thing.fields.type])} ${thing.fields.positionLabel} ×${thing.fields.qty}`;
}

export function ThingList({ things, none }: { things: readonly Thing[]; none: string }) {
  if (things.length === 0) return <span className="hint">{none}</span>;
  return (
    <ul className="things">
      {things.map((thing) => (
        <li key={thing.id}>
          <ThingLink thing={thing} />
        </li>
      ))}
    </ul>
  );
}
