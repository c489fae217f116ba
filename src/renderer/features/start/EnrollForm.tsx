import { zodResolver } from '@hookform/resolvers/zod';
import { Alert, Button, Flex, Input } from 'antd';
import { useState } from 'react';
import { Controller, useForm } from 'react-hook-form';
import { z } from 'zod';
import type { DeviceStatus } from '#contract/host-api.ts';
import type { Host } from '../../host-client.ts';
import { sentenceOf } from '../../ui/sentence-of.ts';
import { currentLanguage, useWords } from '../../words/language.ts';
import { startWords } from './words.ts';

const EnrollInput = z.object({
  serverUrl: z.string().trim().min(1),
  code: z.string().trim().min(1),
  name: z.string().trim().min(1).max(40),
});
type EnrollInput = z.infer<typeof EnrollInput>;

const fields = [
  { name: 'serverUrl', hint: undefined },
  { name: 'code', hint: undefined },
  { name: 'name', hint: 'deviceNameHint' },
] as const;

/** Server address, one-time code, and what this device is called. */
export function EnrollForm({ host, onEnrolled, onBack }: { host: Host; onEnrolled(device: DeviceStatus): void; onBack(): void }) {
  const t = useWords(startWords);
  const [problem, setProblem] = useState<unknown>(null);
  const form = useForm<EnrollInput>({ resolver: zodResolver(EnrollInput), defaultValues: { serverUrl: '', code: '', name: '' } });

  const submit = form.handleSubmit(async (input) => {
    setProblem(null);
    try {
      onEnrolled(await host.call('device.enroll', input));
    } catch (error) {
      setProblem(error);
    }
  });

  const labels = { serverUrl: t('serverUrl'), code: t('code'), name: t('deviceName') };
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Flex vertical gap={12}>
        {problem !== null && <Alert type="error" showIcon title={sentenceOf(problem, currentLanguage())} role="alert" />}
        {fields.map(({ name, hint }) => (
          <Controller
            key={name}
            control={form.control}
            name={name}
            render={({ field, fieldState }) => (
              <div>
                <label className="field-label" htmlFor={`enroll-${name}`}>
                  {labels[name]}
                </label>
                <Input {...field} id={`enroll-${name}`} autoComplete="off" status={fieldState.invalid ? 'error' : ''} />
                {hint !== undefined && <div className="hint">{t(hint)}</div>}
                {fieldState.invalid && (
                  <div className="field-error" role="alert">
                    {t('required')}
                  </div>
                )}
              </div>
            )}
          />
        ))}
        <Flex gap={8}>
          <Button className="main-action" type="primary" size="large" htmlType="submit" loading={form.formState.isSubmitting}>
            {t('submit')}
          </Button>
          <Button size="large" onClick={onBack}>
            {t('back')}
          </Button>
        </Flex>
      </Flex>
    </form>
  );
}
