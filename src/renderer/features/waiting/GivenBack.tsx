import { Card } from 'antd';
import { useDesk } from '../../session.tsx';
import { useHolds } from '../../store/holds.ts';
import { useWords } from '../../words/language.ts';
import { HoldHead } from './HoldHead.tsx';
import { askedOf } from './waiting.ts';
import { waitingWords } from './words.ts';

/** What was given back to this person to look at again, and by when. Nothing where nothing was. */
export function GivenBack() {
  const t = useWords(waitingWords);
  const { user } = useDesk();
  const asked = (useHolds() ?? []).flatMap((hold) => {
    const note = askedOf(hold, user);
    return note === undefined ? [] : [{ hold, note }];
  });
  if (asked.length === 0) return null;
  return (
    <Card title={t('mine')} size="small">
      <ul className="plain-list">
        {asked.map(({ hold, note }) => (
          <li key={hold.id}>
            <HoldHead hold={hold} />
            <p>
              {note.text} <strong>{hold.answer === null ? t('dueBy', { due: note.due }) : t('answered', { text: hold.answer })}</strong>
            </p>
          </li>
        ))}
      </ul>
    </Card>
  );
}
