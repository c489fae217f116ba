import { Button, Card, Flex, Timeline } from 'antd';
import { useState } from 'react';
import type { RecordId, RecordType } from '#domain/identity.ts';
import { isRule } from '#domain/rule.ts';
import { useDesk } from '../../session.tsx';
import { type PastChange, useHistory } from '../../store/history.ts';
import { ruleWords } from '../../words/failure-words.ts';
import { usePunctuation, useWord, useWords } from '../../words/language.ts';
import { localTime } from '../../words/local-time.ts';
import { FieldLines } from './FieldLines.tsx';
import { ServerHistory } from './ServerHistory.tsx';
import { useSaying } from './use-saying.ts';
import { historyWords, opWords } from './words.ts';

const shownAtFirst = 5;

/** 历史: who at this desk changed what of a record, when, from what to what; and what the server has. Readable offline. */
export function HistoryCard({ type, id }: { type: RecordType; id: RecordId }) {
  const t = useWords(historyWords);
  const [all, setAll] = useState(false);
  const history = useHistory(id);
  if (history === undefined) return null;
  const { changes, serverRev } = history;
  const shown = all ? changes : changes.slice(0, shownAtFirst);
  return (
    <Card title={<h2 className="card-title">{t('history')}</h2>}>
      <Flex vertical gap={12} align="start">
        <span className="hint">{serverRev === 0 ? t('notOnServer') : t('onServer', { rev: serverRev })}</span>
        {changes.length === 0 ? (
          <span>{t('none')}</span>
        ) : (
          <Timeline items={shown.map((change) => ({ key: change.n, content: <ChangeText type={type} change={change} /> }))} />
        )}
        {shown.length < changes.length && <Button onClick={() => setAll(true)}>{t('all', { count: changes.length })}</Button>}
        {serverRev > 0 && <ServerHistory type={type} id={id} />}
      </Flex>
    </Card>
  );
}

function ChangeText({ type, change }: { type: RecordType; change: PastChange }) {
  const t = useWords(historyWords);
  const saying = useSaying();
  const { enrollment } = useDesk();
  const who = saying.person(change.user) ?? t('someone');
  const state = useChangeState(change);
  const { aside } = usePunctuation();
  const head = [localTime(change.at), who, `${enrollment.deviceName}${aside(t('here'))}`, saying.say(opWords[change.op])];
  return (
    <div>
      <div>
        {head.join(' · ')}
        {state !== undefined && <span className="hint"> {state}</span>}
      </div>
      {change.op === 'patch' && change.fields.length === 0 && <div className="hint">{t('sameValues')}</div>}
      <FieldLines type={type} fields={change.fields} />
    </div>
  );
}

/** What became of a change, where that is more than being stored. */
function useChangeState({ state, outcome, rule }: PastChange): string | undefined {
  const t = useWords(historyWords);
  const say = useWord();
  if (state === 0) return t('unsent');
  const why = isRule(rule) ? ` — ${say(ruleWords[rule])}` : '';
  if (outcome === 'conflict' || outcome === 'quarantined') return `${t(outcome)}${why}`;
  if (outcome === 'noop') return t('noop');
  return state === 1 ? t('sent') : undefined;
}
