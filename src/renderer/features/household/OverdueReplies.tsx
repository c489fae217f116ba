import { Card } from 'antd';
import { useDesk } from '../../session.tsx';
import { StatusTag } from '../../ui/StatusTag.tsx';
import { useWords } from '../../words/language.ts';
import { localDay } from '../../words/local-time.ts';
import './household.css';
import { lateWord } from './OpenMatters.tsx';
import { useOverdueOpinions } from './overdue.ts';
import { householdWords } from './words.ts';

const shown = 12;

/** Opinions that were to be answered by now, each leading to its room. Nothing where none is late. */
export function OverdueReplies() {
  const t = useWords(householdWords);
  const { source } = useDesk();
  const overdue = useOverdueOpinions(localDay(source.now()), shown);
  if (overdue === undefined || overdue.count === 0) return null;
  return (
    <Card title={<h2 className="card-title">{t('overdueReplies', { count: overdue.count })}</h2>} size="small">
      <ul className="plain-list">
        {overdue.first.map(({ opinion, address, path, days }) => (
          <li key={opinion.id} className="open-matter">
            <a className="row-link" href={`#${path}`}>
              {address} {opinion.fields.opinion.slice(0, 40)}
            </a>
            <StatusTag tone="bad" word={lateWord(days)} />
          </li>
        ))}
      </ul>
    </Card>
  );
}
