import { Alert, Button, Flex } from 'antd';
import { type FormEvent, useState } from 'react';
import { Failure } from '#contract/failure.ts';
import type { SignedIn } from '#contract/host-api.ts';
import type { User } from '#domain/identity.ts';
import type { Host } from '../../host-client.ts';
import { sentenceOf } from '../../ui/sentence-of.ts';
import { currentLanguage, useWords } from '../../words/language.ts';
import { doorWords } from './door-words.ts';
import { SecretField } from './SecretField.tsx';

interface PassphraseEntryProps {
  host: Host;
  user: User;
  /** Why a passphrase is asked for now, where that was not expected. */
  why: Failure | null;
  onSignedIn(signedIn: SignedIn): void;
  onRecover(): void;
}

/** The passphrase: what opens a sealed desk, and what helps where a PIN no longer does. */
export function PassphraseEntry({ host, user, why, onSignedIn, onRecover }: PassphraseEntryProps) {
  const t = useWords(doorWords);
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useState<unknown>(why);
  const [busy, setBusy] = useState(false);

  async function enter(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (busy || typed === '') return;
    setBusy(true);
    try {
      const secret = { kind: 'passphrase', passphrase: typed } as const;
      onSignedIn(await host.call('people.signIn', { user: user.id, secret }));
    } catch (error) {
      setProblem(error);
    } finally {
      setBusy(false);
    }
  }

  const wrong = problem instanceof Failure && problem.code === 'secret-wrong';
  return (
    <form autoComplete="off" aria-label={t('passphrase')} onSubmit={(event) => void enter(event)}>
      <Flex vertical gap={16}>
        {problem !== null && (
          <Alert type="error" showIcon role="alert" title={wrong ? t('passphraseWrong') : sentenceOf(problem, currentLanguage())} />
        )}
        <SecretField label={t('passphrase')} value={typed} onChange={setTyped} />
        <Flex gap={12} align="center" wrap>
          <Button className="main-action" type="primary" size="large" htmlType="submit" loading={busy} disabled={typed === ''}>
            {t('enter')}
          </Button>
          <Button type="link" onClick={onRecover}>
            {t('forgotPassphrase')}
          </Button>
        </Flex>
      </Flex>
    </form>
  );
}
