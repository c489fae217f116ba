import { ArrowLeftOutlined } from '@ant-design/icons';
import { Alert, Button, Flex } from 'antd';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { Failure } from '#contract/failure.ts';
import { Pin, type SignedIn } from '#contract/host-api.ts';
import type { User } from '#domain/identity.ts';
import type { Host } from '../../host-client.ts';
import { sentenceOf } from '../../ui/sentence-of.ts';
import { currentLanguage, useWords } from '../../words/language.ts';
import { doorWords } from './door-words.ts';
import { typedPin } from './typed.ts';

const digits = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;

interface PinEntryProps {
  host: Host;
  user: User;
  onSignedIn(signedIn: SignedIn): void;
  /** What a PIN can no longer mend: it is spent, or the desk was sealed meanwhile. */
  onRefused(problem: Failure): void;
}

/** A PIN by big keys or by the keyboard. Dots stand for digits; it is a text field, so that no browser offers to remember it. */
export function PinEntry({ host, user, onSignedIn, onRefused }: PinEntryProps) {
  const t = useWords(doorWords);
  const [pin, setPin] = useState('');
  const [problem, setProblem] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);

  async function enter(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (busy || !Pin.safeParse(pin).success) return;
    setBusy(true);
    try {
      onSignedIn(await host.call('people.signIn', { user: user.id, secret: { kind: 'pin', pin } }));
    } catch (error) {
      setPin('');
      if (error instanceof Failure && (error.code === 'pin-spent' || error.code === 'sealed')) return onRefused(error);
      setProblem(error);
      field.current?.focus();
    } finally {
      setBusy(false);
    }
  }

  const left = problem instanceof Failure && problem.code === 'secret-wrong' ? problem.facts.left : undefined;
  const said = typeof left === 'number' ? t('pinWrong', { left }) : sentenceOf(problem, currentLanguage());
  const press = (digit: string) => setPin(typedPin(`${pin}${digit}`));
  return (
    <form className="pin" aria-label={t('pin')} autoComplete="off" onSubmit={(event) => void enter(event)}>
      <label className="field-label" htmlFor="pin-digits">
        {t('pin')}
      </label>
      <input
        id="pin-digits"
        ref={field}
        className="pin-digits secret"
        value={pin}
        inputMode="none"
        autoComplete="off"
        aria-describedby={problem === null ? undefined : 'pin-problem'}
        onChange={(event) => setPin(typedPin(event.target.value))}
      />
      {problem !== null && <Alert id="pin-problem" type="error" showIcon title={said} role="alert" />}
      <div className="pin-keys">
        {digits.map((digit) => (
          <Button key={digit} size="large" onClick={() => press(digit)}>
            {digit}
          </Button>
        ))}
        <Button
          size="large"
          icon={<ArrowLeftOutlined aria-hidden />}
          aria-label={t('erase')}
          disabled={pin === ''}
          onClick={() => setPin(pin.slice(0, -1))}
        />
        <Button size="large" onClick={() => press('0')}>
          0
        </Button>
        <Button size="large" type="primary" htmlType="submit" loading={busy} disabled={pin.length < 4}>
          {t('enter')}
        </Button>
      </div>
    </form>
  );
}

/** The ways out where a PIN does not help. */
export function PinWaysOut({ onPassphrase, onRecover }: { onPassphrase: (() => void) | undefined; onRecover(): void }) {
  const t = useWords(doorWords);
  return (
    <Flex gap={12} justify="center">
      {onPassphrase === undefined ? (
        <Button type="link" onClick={onRecover}>
          {t('forgotPin')}
        </Button>
      ) : (
        <Button type="link" onClick={onPassphrase}>
          {t('usePassphrase')}
        </Button>
      )}
    </Flex>
  );
}
