import { zodResolver } from '@hookform/resolvers/zod';
import { Alert, Button, Card, Flex } from 'antd';
import { useState } from 'react';
import { Controller, useForm } from 'react-hook-form';
import type { DeviceLock, SignedIn } from '#contract/host-api.ts';
import type { User } from '#domain/identity.ts';
import type { Host } from '../../host-client.ts';
import { sentenceOf } from '../../ui/sentence-of.ts';
import { currentLanguage, useWords } from '../../words/language.ts';
import { doorWords } from './door-words.ts';
import { SecretField } from './SecretField.tsx';
import { type SecretProblem, type SecretsParsed, type SecretsTyped, secretsTyped } from './typed.ts';

interface SecureFormProps {
  host: Host;
  user: User;
  wrappedBy: DeviceLock['wrappedBy'];
  onSignedIn(signedIn: SignedIn): void;
}

/** The first time of a person on this device: a passphrase for opening it, a PIN for every day. */
export function SecureForm({ host, user, wrappedBy, onSignedIn }: SecureFormProps) {
  const t = useWords(doorWords);
  const optional = wrappedBy === 'os';
  const [problem, setProblem] = useState<unknown>(null);
  const form = useForm<SecretsTyped, unknown, SecretsParsed>({
    resolver: zodResolver(secretsTyped(optional)),
    defaultValues: { passphrase: '', passphraseAgain: '', pin: '', pinAgain: '' },
  });

  const submit = form.handleSubmit(async (secrets) => {
    setProblem(null);
    try {
      onSignedIn(await host.call('people.secure', { user: user.id, ...secrets }));
    } catch (error) {
      setProblem(error);
    }
  });

  const field = (name: keyof SecretsTyped, label: string, hint?: string) => (
    <Controller
      control={form.control}
      name={name}
      render={({ field: { value, onChange, ref }, fieldState: { error } }) => (
        <SecretField
          label={label}
          hint={hint}
          value={value}
          onChange={onChange}
          ref={ref}
          inputMode={name.startsWith('pin') ? 'numeric' : 'text'}
          error={error?.message === undefined ? undefined : t(error.message as SecretProblem)}
        />
      )}
    />
  );

  return (
    <form autoComplete="off" noValidate onSubmit={(event) => void submit(event)}>
      <Flex vertical gap={16}>
        {problem !== null && <Alert type="error" showIcon role="alert" title={sentenceOf(problem, currentLanguage())} />}
        <Card size="small">
          <Flex vertical gap={12}>
            {optional
              ? field('passphrase', t('passphraseOptional'), t('passphraseOptionalWhy'))
              : field('passphrase', t('passphrase'), t('passphraseWhy'))}
            {field('passphraseAgain', t('passphraseAgain'))}
          </Flex>
        </Card>
        <Card size="small">
          <Flex vertical gap={12}>
            {field('pin', t('newPin'), t('pinWhy'))}
            {field('pinAgain', t('pinAgain'))}
          </Flex>
        </Card>
        <p className="hint">{t('forgetting')}</p>
        <Button className="main-action" type="primary" size="large" htmlType="submit" loading={form.formState.isSubmitting}>
          {t('begin')}
        </Button>
      </Flex>
    </form>
  );
}
