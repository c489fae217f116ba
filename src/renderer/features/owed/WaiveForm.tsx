import { zodResolver } from '@hookform/resolvers/zod';
import { Alert } from 'antd';
import { FormProvider, useForm } from 'react-hook-form';
import { z } from 'zod';
import { useDesk } from '../../session.tsx';
import { aboutOf } from '../../store/draft-kinds.ts';
import type { RecordOf } from '../../store/records.ts';
import { StepSheet } from '../../ui/draft/StepSheet.tsx';
import { useDraft } from '../../ui/draft/use-draft.ts';
import { TextField } from '../../ui/field/inputs.tsx';
import { text } from '../../ui/field/parse.ts';
import { useSaving } from '../../ui/saving.tsx';
import { useWords } from '../../words/language.ts';
import { SignatureFields } from './SignatureFields.tsx';
import { SignatureEntry, unsigned } from './signature-entry.ts';
import { waiveChanges } from './steps.ts';
import { owedWords } from './words.ts';

const WaiveEntry = z.object({ reason: text(200), signature: SignatureEntry });

interface WaiveFormProps {
  line: RecordOf<'entitlement'>;
  signer: string;
  subject: { place: string; code: string };
  onSaved(): void;
}

export function WaiveForm({ line, signer, subject, onSaved }: WaiveFormProps) {
  const t = useWords(owedWords);
  const desk = useDesk();
  const { saving, save } = useSaving();
  const form = useForm<z.input<typeof WaiveEntry>, unknown, z.infer<typeof WaiveEntry>>({
    resolver: zodResolver(WaiveEntry),
    defaultValues: { reason: '', signature: unsigned(signer) },
  });
  const draft = useDraft(form, { kind: 'waive', of: [line.id], about: aboutOf(subject) });
  const submit = form.handleSubmit(async ({ reason, signature }) => {
    if (await save(waiveChanges(desk, line, reason, signature, subject), draft)) onSaved();
  });
  return (
    <FormProvider {...form}>
      <StepSheet label={t('waive')} draft={draft} onSubmit={submit} save={t('saveWaive')} saving={saving} danger>
        <Alert type="info" showIcon title={t('waiveHint')} />
        <TextField control={form.control} name="reason" label={t('waiveWhy')} />
        <SignatureFields watermark={subject} lines={[line]} />
      </StepSheet>
    </FormProvider>
  );
}
