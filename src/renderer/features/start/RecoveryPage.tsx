import { Alert, Button, Card, Flex, Input, Skeleton } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type { DeviceStatus } from '#contract/host-api.ts';
import { recoveryAnswerBytes } from '#contract/recovery.ts';
import type { User } from '#domain/identity.ts';
import type { Host } from '../../host-client.ts';
import { FileInput } from '../../ui/FileInput.tsx';
import { sentenceOf } from '../../ui/sentence-of.ts';
import { currentLanguage, useWords } from '../../words/language.ts';
import { DoorPage } from './DoorPage.tsx';
import { doorWords } from './door-words.ts';
import { RecoveryRequestCard } from './RecoveryRequestCard.tsx';
import { readAnswer } from './recovery-answer.ts';
import { recoveryWords } from './recovery-words.ts';

interface RecoveryPageProps {
  host: Host;
  /** Who chooses new secrets after it; null where nobody has a grant yet. */
  user: User | null;
  onBack(): void;
  /** The desk is open again. */
  onRecovered(device: DeviceStatus): void;
}

/** 恢复: the request goes to the district by any means, its answer comes back the same way. Nothing here needs a network. */
export function RecoveryPage({ host, user, onBack, onRecovered }: RecoveryPageProps) {
  const t = useWords(recoveryWords);
  const td = useWords(doorWords);
  const [request, setRequest] = useState<string | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  useEffect(() => {
    host.call('people.recoveryRequest', {}).then(({ request: made }) => setRequest(made), setProblem);
  }, [host]);
  return (
    <DoorPage
      title={t('title')}
      lead={t(user === null ? 'leadForNobody' : 'lead')}
      onBack={onBack}
      {...(user === null && { backLabel: td('goBack') })}
    >
      {problem !== null && <Alert type="error" showIcon role="alert" title={sentenceOf(problem, currentLanguage())} />}
      {problem === null && request === null && <Skeleton active />}
      {request !== null && (
        <>
          <RecoveryRequestCard request={request} />
          <AnswerCard host={host} user={user} onRecovered={onRecovered} />
        </>
      )}
    </DoorPage>
  );
}

function AnswerCard({ host, user, onRecovered }: Pick<RecoveryPageProps, 'host' | 'user' | 'onRecovered'>) {
  const t = useWords(recoveryWords);
  const [answer, setAnswer] = useState('');
  const [problem, setProblem] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const file = useRef<HTMLInputElement>(null);

  async function choose(chosen: File | undefined): Promise<void> {
    if (chosen === undefined) return;
    setProblem(null);
    try {
      setAnswer(await readAnswer(chosen));
    } catch (error) {
      setProblem(error);
    }
  }

  async function recover(): Promise<void> {
    setBusy(true);
    setProblem(null);
    try {
      onRecovered(await host.call('people.recover', { user: user?.id ?? null, answer: answer.trim() }));
    } catch (error) {
      setProblem(error);
    } finally {
      setBusy(false);
    }
  }

  return (
    <Card size="small" title={<h2 className="card-title">{t('answerTitle')}</h2>}>
      <Flex vertical gap={12}>
        <label className="field-label" htmlFor="recovery-answer">
          {t('answer')}
        </label>
        <p className="hint">{t('answerHint')}</p>
        <Input.TextArea
          id="recovery-answer"
          className="recovery-text"
          rows={4}
          spellCheck={false}
          maxLength={recoveryAnswerBytes}
          value={answer}
          onChange={(event) => setAnswer(event.target.value)}
        />
        <FileInput ref={file} accept=".json,.txt" aria-label={t('chooseFile')} onFiles={([chosen]) => void choose(chosen)} />
        {problem !== null && <Alert type="error" showIcon role="alert" title={sentenceOf(problem, currentLanguage())} />}
        <Flex gap={12} wrap>
          <Button
            className="main-action"
            type="primary"
            size="large"
            loading={busy}
            disabled={answer.trim() === ''}
            onClick={() => void recover()}
          >
            {t('recover')}
          </Button>
          <Button size="large" onClick={() => file.current?.click()}>
            {t('chooseFile')}
          </Button>
        </Flex>
      </Flex>
    </Card>
  );
}
