import { Alert, Button, Flex, Timeline } from 'antd';
import { useState } from 'react';
import type { HistoryReply, ServerChange } from '#contract/record-history.ts';
import type { RecordId, RecordType } from '#domain/identity.ts';
import { useDesk } from '../../session.tsx';
import { changedFields } from '../../store/history.ts';
import { useLanguage, usePunctuation, useWord, useWords } from '../../words/language.ts';
import { localTime } from '../../words/local-time.ts';
import { sentenceOf } from '../sentence-of.ts';
import { FieldLines } from './FieldLines.tsx';
import { historyWords, opWords } from './words.ts';

/** What happened to a record wherever, asked of the server when somebody wants to know: field work uses no metered line unasked. */
export function ServerHistory({ type, id }: { type: RecordType; id: RecordId }) {
  const t = useWords(historyWords);
  const language = useLanguage();
  const { host, source } = useDesk();
  const [busy, setBusy] = useState(false);
  const [answer, setAnswer] = useState<(HistoryReply & { at: Date }) | null>(null);
  const [problem, setProblem] = useState<unknown>(null);

  async function ask(): Promise<void> {
    setBusy(true);
    setProblem(null);
    try {
      setAnswer({ ...(await host.call('remote.history', { type, id })), at: source.now() });
    } catch (error) {
      setProblem(error);
    } finally {
      setBusy(false);
    }
  }

  return (
    <>
      <Button size="large" loading={busy} onClick={() => void ask()}>
        {t('ask')}
      </Button>
      {problem !== null && <Alert type="warning" showIcon title={sentenceOf(problem, language)} role="alert" />}
      {answer !== null && (
        <section aria-label={t('everywhere')}>
          <Flex vertical gap={12}>
            <span className="hint" role="status">
              {t('askedAt', { at: localTime(answer.at) })}
            </span>
            <Timeline items={answer.changes.map((change) => ({ key: change.uid, content: <ChangeLine type={type} change={change} /> }))} />
            {answer.more && <span className="hint">{t('older', { count: answer.changes.length })}</span>}
          </Flex>
        </section>
      )}
    </>
  );
}

function ChangeLine({ type, change: { op, user, device, at, set, reason } }: { type: RecordType; change: ServerChange }) {
  const t = useWords(historyWords);
  const say = useWord();
  const { aside } = usePunctuation();
  const { enrollment } = useDesk();
  const where = `${device.name}${device.dev === enrollment.dev ? aside(t('here')) : ''}`;
  return (
    <div>
      <div>{[localTime(at), user === '' ? t('someone') : user, where, say(opWords[op])].join(' · ')}</div>
      {reason !== '' && <div>{t('reason', { reason })}</div>}
      <FieldLines type={type} fields={changedFields(op, set)} />
    </div>
  );
}
