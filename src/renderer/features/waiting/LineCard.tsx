import { Button, Card, Flex } from 'antd';
import { useLiveQuery } from 'dexie-react-hooks';
import type { HeldLine } from '#contract/hold.ts';
import type { RecordType } from '#domain/identity.ts';
import { type Json, momentOf } from '#domain/mutation.ts';
import { Place } from '#domain/place.ts';
import { useDesk } from '../../session.tsx';
import { useSaying } from '../../ui/history/use-saying.ts';
import { fieldText, valueText } from '../../ui/history/value-text.ts';
import { opWords } from '../../ui/history/words.ts';
import { useWords } from '../../words/language.ts';
import { localTime } from '../../words/local-time.ts';
import { siteText, useSite } from '../estate/site.ts';
import { RecordName } from '../sync/RecordName.tsx';
import { RuleText, useAuthor } from './HoldHead.tsx';
import { mergedOnPage, recordPath } from './record-path.ts';
import { writtenOf } from './waiting.ts';
import { waitingWords } from './words.ts';

/** One change that was not recorded: whose, why, and what it would have written. */
export function LineCard({ line }: { line: HeldLine }) {
  const t = useWords(waitingWords);
  const saying = useSaying();
  const author = useAuthor();
  const { mutation, rule } = line;
  const { type, id, op, set } = mutation;
  const { db } = useDesk();
  const path = recordPath(type, id);
  const standing = useLiveQuery(async () => (await db.view.get(id))?.deleted === false, [db, id]);
  return (
    <Card title={<RecordName type={type} id={id} written={set} />}>
      <Flex vertical gap={8}>
        <span className="hint">{[saying.say(opWords[op]), author(line), localTime(momentOf(mutation))].join(' · ')}</span>
        <strong>
          {t('why')}
          <RuleText rule={rule} />
        </strong>
        {writtenOf(mutation).map(([field, value]) => (
          <Written key={field} type={type} field={field} value={value} />
        ))}
        {standing && path !== undefined && (
          <Button href={`#${path}`} size="large" style={{ alignSelf: 'flex-start' }}>
            {t(mergedOnPage.has(type) ? 'toRecordOrMerge' : 'toRecord')}
          </Button>
        )}
      </Flex>
    </Card>
  );
}

/** One field as it would be written; a place by what its building is called, where that is here. */
function Written({ type, field, value }: { type: RecordType; field: string; value: Json }) {
  const t = useWords(waitingWords);
  const saying = useSaying();
  const place = field === 'place' ? Place.safeParse(value).data : undefined;
  const site = useSite(place?.building);
  const said = place && site ? siteText(site, place) : valueText(type, field, value, saying);
  return <span>{t('change', { field: fieldText(field, saying, type), value: said })}</span>;
}
