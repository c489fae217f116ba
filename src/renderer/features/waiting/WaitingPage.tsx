import { Button, Card, Empty, Flex, Radio, Skeleton } from 'antd';
import { useState } from 'react';
import { maySay } from '#domain/hold.ts';
import { useDesk } from '../../session.tsx';
import { useHolds, type WaitingHold } from '../../store/holds.ts';
import { Page } from '../../ui/Page.tsx';
import { useWord, useWords } from '../../words/language.ts';
import { SuspectsNote } from '../doubles/SuspectsNote.tsx';
import { BulkChoice } from './BulkChoice.tsx';
import { HoldHead } from './HoldHead.tsx';
import { type HoldKind, holdKinds, kindOf } from './waiting.ts';
import { holdKindWords, waitingWords } from './words.ts';

/** 待处理: everything that the server keeps and did not record, until a person decides. */
export function WaitingPage() {
  const t = useWords(waitingWords);
  const holds = useHolds();
  return (
    <Page title={t('title')}>
      <SuspectsNote />
      {holds === undefined && <Skeleton active />}
      {holds?.length === 0 && <NothingWaits />}
      {holds !== undefined && holds.length > 0 && <HoldList holds={holds} />}
    </Page>
  );
}

function NothingWaits() {
  const t = useWords(waitingWords);
  return (
    <Empty
      description={
        <>
          <p>{t('none')}</p>
          <p className="hint">{t('teach')}</p>
        </>
      }
    >
      <Button size="large" href="#/sync">
        {t('toSync')}
      </Button>
    </Empty>
  );
}

function HoldList({ holds }: { holds: readonly WaitingHold[] }) {
  const t = useWords(waitingWords);
  const say = useWord();
  const { user } = useDesk();
  const [kind, setKind] = useState<HoldKind | ''>('');
  const decides = maySay({ kind: 'release' }, { assignee: undefined }, user);
  const count = (wanted: HoldKind) => holds.filter((hold) => kindOf(hold) === wanted).length;
  const shown = holds.filter((hold) => kind === '' || kindOf(hold) === kind);
  return (
    <Flex vertical gap={12}>
      <Radio.Group
        aria-label={t('kind')}
        optionType="button"
        value={kind}
        onChange={(event) => setKind(event.target.value)}
        options={[
          { value: '', label: t('all', { count: holds.length }) },
          ...holdKinds.map((one) => ({ value: one, label: t('some', { kind: say(holdKindWords[one]), count: count(one) }) })),
        ]}
      />
      {decides && kind !== 'quarantine' && kind !== 'group' && <BulkChoice holds={holds} />}
      {shown.length === 0 && <Empty description={t('noneOfKind')} />}
      <ul className="plain-list">
        {shown.map((hold) => (
          <li key={hold.id} style={{ marginBottom: 12 }}>
            <Card size="small">
              <HoldHead hold={hold} />
              <Asked hold={hold} />
            </Card>
          </li>
        ))}
      </ul>
    </Flex>
  );
}

/** With whom it is and until when, or what was found: nobody is asked twice, and no answer waits unread. */
function Asked({ hold: { notes, answer } }: { hold: WaitingHold }) {
  const t = useWords(waitingWords);
  const last = notes.findLast(({ kind }) => kind !== 'reopened');
  if (answer !== null) return <p>{t('answered', { text: answer })}</p>;
  if (last?.kind === 'return') return <p>{t('with', { to: last.toName, due: last.due })}</p>;
  return last?.kind === 'answer' && <p>{t('found', { by: last.by, text: last.text })}</p>;
}
