import { Alert, Card, Collapse, Flex } from 'antd';
import { occupancyEndingWords, occupancyWords } from '#domain/words.ts';
import type { RecordOf } from '../../store/records.ts';
import { ShowContacts, useContacts } from '../../ui/contacts.tsx';
import { usePunctuation, useWord, useWords } from '../../words/language.ts';
import { accommodationWords } from './entries.ts';
import { householdWords } from './words.ts';

interface RoomPeopleProps {
  households: readonly RecordOf<'household'>[];
  /** The teams that look after them. */
  teams: readonly string[];
}

/** Who lives here, what they need of us, and who lived here before. Names and phones are masked until asked for. */
export function RoomPeople({ households, teams }: RoomPeopleProps) {
  const t = useWords(householdWords);
  const { list } = usePunctuation();
  const living = households.filter(({ fields }) => fields.to === null);
  const earlier = households
    .filter(({ fields }) => fields.to !== null)
    .toSorted((a, b) => (b.fields.to ?? '').localeCompare(a.fields.to ?? ''));
  return (
    <>
      {living.map((household) => (
        <Needs key={household.id} household={household} />
      ))}
      <Card title={<h2 className="card-title">{t('livesHere')}</h2>} extra={households.length > 0 && <ShowContacts />}>
        <Flex vertical gap={8}>
          {living.length === 0 && <span className="hint">{t('nobodyKnown')}</span>}
          {living.map((household) => (
            <Living key={household.id} household={household} />
          ))}
          {teams.length > 0 && <span className="hint">{t('lookedAfterBy', { team: list(teams) })}</span>}
          {earlier.length > 0 && (
            <Collapse
              ghost
              size="small"
              items={[{ key: 'earlier', label: t('earlier', { count: earlier.length }), children: <Earlier households={earlier} /> }]}
            />
          )}
        </Flex>
      </Card>
    </>
  );
}

/** Said before anything else: whoever works here has to know it. */
function Needs({ household: { fields } }: { household: RecordOf<'household'> }) {
  const t = useWords(householdWords);
  const say = useWord();
  const { aside } = usePunctuation();
  if (fields.accommodation === null) return null;
  const what = `${say(accommodationWords[fields.accommodation])}${fields.note === '' ? '' : aside(fields.note)}`;
  return <Alert type="warning" showIcon title={t('needs', { what })} />;
}

function Living({ household: { fields } }: { household: RecordOf<'household'> }) {
  const t = useWords(householdWords);
  const say = useWord();
  const contacts = useContacts();
  const parts = [
    contacts.name(fields.contactName),
    contacts.phone(fields.phone),
    say(occupancyWords[fields.occupancy]),
    fields.from === null ? t('sinceUnknown') : t('since', { from: fields.from }),
    fields.ownerReachable === false ? t('unreachable') : '',
    fields.accommodation === null ? fields.note : '',
  ];
  return <div>{parts.filter((part) => part !== '').join(' · ')}</div>;
}

function Earlier({ households }: { households: readonly RecordOf<'household'>[] }) {
  const t = useWords(householdWords);
  const say = useWord();
  const contacts = useContacts();
  return (
    <ul className="plain-list">
      {households.map(({ id, fields }) => {
        const span = t('span', { from: fields.from ?? t('startUnknown'), to: fields.to ?? '' });
        const why = fields.ending ? say(occupancyEndingWords[fields.ending.kind]) : '';
        const parts = [span, contacts.name(fields.contactName), say(occupancyWords[fields.occupancy]), why];
        return <li key={id}>{parts.filter((part) => part !== '').join(' · ')}</li>;
      })}
    </ul>
  );
}
