import { useWords } from '../../words/language.ts';
import type { Thing } from '../estate/standing.ts';
import { ThingLink } from '../estate/ThingLink.tsx';
import { useSeeText } from './room-text.ts';
import { partyWords } from './words.ts';

/** What reaches over to a room and counts for another: each with the room where it counts. Nothing where nothing does. */
export function SharedThings({ things }: { things: readonly Thing[] }) {
  const t = useWords(partyWords);
  const see = useSeeText();
  if (things.length === 0) return null;
  return (
    <section aria-label={t('sharedHere')}>
      <h3>{t('sharedHere')}</h3>
      <ul className="things">
        {things.map((thing) => (
          <li key={thing.id}>
            <ThingLink thing={thing} /> <span className="hint">{see(thing.fields)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
