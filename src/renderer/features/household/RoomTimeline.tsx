import { Button, Card, Flex, Radio } from 'antd';
import { useState } from 'react';
import { useContacts } from '../../ui/contacts.tsx';
import { PhotoStrip } from '../../ui/PhotoStrip.tsx';
import { usePunctuation, useWord, useWords } from '../../words/language.ts';
import './household.css';
import type { RoomRecords } from './room-records.ts';
import { byMonth, timelineOf, whenText } from './timeline.ts';
import { type TimelineEntry, type Topic, topics } from './timeline-entry.ts';
import { timelineWords } from './timeline-words.ts';
import { householdWords } from './words.ts';

/** As many as a person reads at once; a busy room has hundreds. */
const shownAtFirst = 30;

/** What happened in a room, the newest first, by month; what is not looked for can be left out. */
export function RoomTimeline({ records }: { records: RoomRecords }) {
  const t = useWords(householdWords);
  const tt = useWords(timelineWords);
  const say = useWord();
  const { aside, list } = usePunctuation();
  const { name } = useContacts();
  const [topic, setTopic] = useState<Topic>();
  const [all, setAll] = useState(false);
  const entries = timelineOf(records, { t: tt, say, name, aside, list });
  if (entries.length === 0) return null;
  const asked = topic === undefined ? entries : entries.filter((entry) => entry.topics.includes(topic));
  const shown = all ? asked : asked.slice(0, shownAtFirst);
  const counted = topics.map((one) => ({ one, count: entries.filter((entry) => entry.topics.includes(one)).length }));
  return (
    <Card title={<h2 className="card-title">{t('timeline')}</h2>}>
      <Flex vertical gap={16}>
        <Radio.Group
          aria-label={t('filter')}
          optionType="button"
          value={topic ?? ''}
          onChange={(event) => setTopic(topics.find((one) => one === event.target.value))}
          options={[
            { value: '', label: t('allTopics', { count: entries.length }) },
            ...counted
              .filter(({ count }) => count > 0)
              .map(({ one, count }) => ({ value: one, label: t('topic', { topic: tt(one), count }) })),
          ]}
        />
        {byMonth(shown).map(({ month, entries: inMonth }) => (
          <section key={month} aria-label={month} className="timeline-month">
            <h3>{month}</h3>
            <ol className="plain-list timeline">
              {inMonth.map((entry) => (
                <TimelineLine key={entry.key} entry={entry} />
              ))}
            </ol>
          </section>
        ))}
        {shown.length < asked.length && (
          <Button size="large" style={{ alignSelf: 'start' }} onClick={() => setAll(true)}>
            {t('showAll', { count: asked.length })}
          </Button>
        )}
      </Flex>
    </Card>
  );
}

function TimelineLine({ entry }: { entry: TimelineEntry }) {
  const t = useWords(householdWords);
  return (
    <li>
      <span className="timeline-when">{whenText(entry) || t('dayUnknown')}</span>
      <div className="timeline-what">
        {entry.href === undefined ? (
          entry.text
        ) : (
          <a className="row-link" href={`#${entry.href}`}>
            {entry.text}
          </a>
        )}
        {entry.photos.length > 0 && <PhotoStrip photos={entry.photos} />}
      </div>
    </li>
  );
}
