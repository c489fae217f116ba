import { Alert, Button, Flex } from 'antd';
import { type FormEvent, useState } from 'react';
import { Failure } from '#contract/failure.ts';
import type { DeviceLock, DeviceStatus } from '#contract/host-api.ts';
import type { Host } from '../../host-client.ts';
import { sentenceOf } from '../../ui/sentence-of.ts';
import { currentLanguage, useWords } from '../../words/language.ts';
import { localDay } from '../../words/local-time.ts';
import { DoorPage } from './DoorPage.tsx';
import { doorWords } from './door-words.ts';
import { SecretField } from './SecretField.tsx';

interface GrantsPageProps {
  host: Host;
  lock: DeviceLock;
  /** The district was asked a moment ago, and the list is as it was. */
  asked: boolean;
  /** Back to the list; none where it is empty. */
  onBack: (() => void) | undefined;
  onAsked(device: DeviceStatus): void;
  /** The desk was opened, and the district could not be asked. */
  onDevice(device: DeviceStatus): void;
  onRecover(): void;
}

/** The device asks the district who may work on it. Nobody is signed in for that: where every grant has ended, nobody could be. */
export function GrantsPage({ host, lock, asked, onBack, onAsked, onDevice, onRecover }: GrantsPageProps) {
  const t = useWords(doorWords);
  const [passphrase, setPassphrase] = useState('');
  const [problem, setProblem] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const isSealed = lock.state === 'sealed';
  const opens = !isSealed || lock.people.some((person) => person.passphrase);

  async function ask(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (busy || (isSealed && passphrase === '')) return;
    setBusy(true);
    setProblem(null);
    try {
      onAsked(await host.call('people.askGrants', { passphrase: isSealed ? passphrase : null }));
    } catch (error) {
      setProblem(error);
      if (isSealed) onDevice(await host.call('device.status', {}));
    } finally {
      setBusy(false);
    }
  }

  const wrong = problem instanceof Failure && problem.code === 'secret-wrong';
  const isEmpty = onBack === undefined;
  return (
    <DoorPage
      title={t(isEmpty ? 'nobodyTitle' : 'askTitle')}
      lead={isEmpty ? t('nobodyLead', { today: localDay(new Date()) }) : t('askLead')}
      onBack={onBack}
      backLabel={t('goBack')}
    >
      {asked && isEmpty && problem === null && <Alert type="warning" showIcon role="status" title={t('askedNobody')} />}
      {problem !== null && (
        <Alert type="error" showIcon role="alert" title={wrong ? t('passphraseWrong') : sentenceOf(problem, currentLanguage())} />
      )}
      <form autoComplete="off" aria-label={t('askTitle')} onSubmit={(event) => void ask(event)}>
        <Flex vertical gap={16}>
          {isSealed && <p className="hint">{t(opens ? 'askSealed' : 'askShut')}</p>}
          {isSealed && opens && <SecretField label={t('askPassphrase')} value={passphrase} onChange={setPassphrase} />}
          <Flex gap={12} align="center" wrap>
            {opens && (
              <Button
                className="main-action"
                type="primary"
                size="large"
                htmlType="submit"
                loading={busy}
                disabled={isSealed && passphrase === ''}
              >
                {t('ask')}
              </Button>
            )}
            {isSealed && (
              <Button size="large" type={opens ? 'default' : 'primary'} onClick={onRecover}>
                {t('recover')}
              </Button>
            )}
          </Flex>
        </Flex>
      </form>
    </DoorPage>
  );
}
