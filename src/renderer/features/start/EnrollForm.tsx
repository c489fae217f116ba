import { zodResolver } from '@hookform/resolvers/zod';
import { Alert, Button, Flex, Input } from 'antd';
import { useRef, useState } from 'react';
import { Controller, useForm } from 'react-hook-form';
import { z } from 'zod';
import { enrollFileBytes, enrollFileEnding } from '#contract/enroll-file.ts';
import { Failure } from '#contract/failure.ts';
import type { DeviceStatus } from '#contract/host-api.ts';
import type { Host } from '../../host-client.ts';
import { FileInput } from '../../ui/FileInput.tsx';
import { sentenceOf } from '../../ui/sentence-of.ts';
import { currentLanguage, useWords } from '../../words/language.ts';
import { startWords } from './words.ts';

const Name = z.string().trim().min(1).max(40);
const ByCode = z.object({ serverUrl: z.string().trim().min(1), code: z.string().trim().min(1), name: Name });
const ByFile = z.object({ serverUrl: z.string(), code: z.string(), name: Name });
type EnrollInput = z.infer<typeof ByCode>;

const fields = [
  { name: 'serverUrl', hint: undefined },
  { name: 'code', hint: undefined },
  { name: 'name', hint: 'deviceNameHint' },
] as const;

/** Server address and one-time code, or a file that has both for a device without a line; and what this device is called. */
export function EnrollForm({ host, onEnrolled, onBack }: { host: Host; onEnrolled(device: DeviceStatus): void; onBack(): void }) {
  const t = useWords(startWords);
  const [problem, setProblem] = useState<unknown>(null);
  const [file, setFile] = useState<ChosenFile | null>(null);
  const form = useForm<EnrollInput>({
    resolver: zodResolver(file === null ? ByCode : ByFile),
    defaultValues: { serverUrl: '', code: '', name: '' },
  });

  const submit = form.handleSubmit(async (input) => {
    setProblem(null);
    try {
      onEnrolled(
        file === null
          ? await host.call('device.enroll', input)
          : await host.call('device.enrollByFile', { file: file.text, name: input.name }),
      );
    } catch (error) {
      setProblem(error);
    }
  });

  const labels = { serverUrl: t('serverUrl'), code: t('code'), name: t('deviceName') };
  const shown = file === null ? fields : fields.filter(({ name }) => name === 'name');
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Flex vertical gap={12}>
        {problem !== null && <Alert type="error" showIcon title={sentenceOf(problem, currentLanguage())} role="alert" />}
        {shown.map(({ name, hint }) => (
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
        <FileChoice
          file={file}
          onFile={(chosen) => {
            // What was said of another file is over.
            setProblem(null);
            setFile(chosen);
          }}
          onProblem={setProblem}
        />
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

interface ChosenFile {
  name: string;
  text: string;
}

interface FileChoiceProps {
  file: ChosenFile | null;
  onFile(file: ChosenFile | null): void;
  onProblem(problem: unknown): void;
}

function FileChoice({ file, onFile, onProblem }: FileChoiceProps) {
  const t = useWords(startWords);
  const input = useRef<HTMLInputElement>(null);

  async function choose(chosen: File | undefined): Promise<void> {
    if (chosen === undefined) return;
    if (chosen.size > enrollFileBytes) throw new Failure('enroll-file-damaged');
    onFile({ name: chosen.name, text: await chosen.text() });
  }

  return (
    <div>
      <div className="field-label">{t('file')}</div>
      <FileInput
        ref={input}
        accept={enrollFileEnding}
        aria-label={t('chooseFile')}
        onFiles={([chosen]) => void choose(chosen).catch(onProblem)}
      />
      <Flex gap={8} align="center" wrap>
        <Button size="large" onClick={() => input.current?.click()}>
          {t('chooseFile')}
        </Button>
        {file !== null && (
          <>
            <span role="status">{t('fileChosen', { file: file.name })}</span>
            <Button size="large" onClick={() => onFile(null)}>
              {t('withoutFile')}
            </Button>
          </>
        )}
      </Flex>
      <div className="hint">{t(file === null ? 'fileHint' : 'fileNext')}</div>
    </div>
  );
}
