import { Button, Card, Flex } from 'antd';
import { useLiveQuery } from 'dexie-react-hooks';
import type { HeldLine } from '#contract/hold.ts';
import { sameJson } from '#domain/merge.ts';
import { momentOf } from '#domain/mutation.ts';
import { useDesk } from '../../session.tsx';
import { useSaying } from '../../ui/history/use-saying.ts';
import { fieldText, valueText } from '../../ui/history/value-text.ts';
import { opWords } from '../../ui/history/words.ts';
import { useWords } from '../../words/language.ts';
import { localTime } from '../../words/local-time.ts';
import { RecordName } from '../sync/RecordName.tsx';
import { RuleText, useAuthor } from './HoldHead.tsx';
import { mergedOnPage, recordPath } from './record-path.ts';
import { waitingWords } from './words.ts';

/** One change that was not recorded: whose, why, and what it would have written. */
export function LineCard({ line }: { line: HeldLine }) {
  const t = useWords(waitingWords);
  const saying = useSaying();
  const author = useAuthor();
  const { mutation, rule } = line;
  const { type, id, op, set } = mutation;
  // Beside what it writes, a change carries what its author saw in the rest of the group.
  const written = Object.entries(set).filter(([, { old, new: value }]) => !sameJson(old, value));
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
        {written.map(([field, { new: value }]) => (
          <span key={field}>{t('change', { field: fieldText(field, saying, type), value: valueText(type, field, value, saying) })}</span>
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
