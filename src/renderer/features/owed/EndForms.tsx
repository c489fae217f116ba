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
import { decimal, photos, text } from '../../ui/field/parse.ts';
import { PhotosInForm } from '../../ui/field/pictures.tsx';
import { useSaving } from '../../ui/saving.tsx';
import { useWords } from '../../words/language.ts';
import { compensateChanges, relocateChanges } from './line-ends.ts';
import { SignatureFields } from './SignatureFields.tsx';
import { SignatureEntry, unsigned } from './signature-entry.ts';
import { owedWords } from './words.ts';

/** A line that ends otherwise than by a piece of its own, under a signature. */
interface EndFormProps {
  line: RecordOf<'entitlement'>;
  signer: string;
  subject: { place: string; code: string };
  onSaved(): void;
}

const CompensateEntry = z.object({ amountYuan: decimal(0, 100_000), reason: text(200), signature: SignatureEntry });

/** 折价补偿: information only, nothing is paid through the app. */
export function CompensateForm({ line, signer, subject, onSaved }: EndFormProps) {
  const t = useWords(owedWords);
  const desk = useDesk();
  const { saving, save } = useSaving();
  const form = useForm<z.input<typeof CompensateEntry>, unknown, z.infer<typeof CompensateEntry>>({
    resolver: zodResolver(CompensateEntry),
    defaultValues: { amountYuan: '', reason: '', signature: unsigned(signer) },
  });
  const draft = useDraft(form, { kind: 'compensate', of: [line.id], about: aboutOf(subject) });
  const submit = form.handleSubmit(async ({ amountYuan, reason, signature }) => {
    if (await save(compensateChanges(desk, line, { amountYuan, reason }, signature, subject), draft)) onSaved();
  });
  return (
    <FormProvider {...form}>
      <StepSheet label={t('compensate')} draft={draft} onSubmit={submit} save={t('saveCompensate')} saving={saving} danger>
        <Alert type="info" showIcon title={t('compensateHint')} />
        <div className="fields">
          <TextField control={form.control} name="amountYuan" label={t('amountYuan')} inputMode="decimal" hint={t('upgradeHint')} />
          <TextField control={form.control} name="reason" label={t('reason')} />
        </div>
        <SignatureFields watermark={subject} lines={[line]} />
      </StepSheet>
    </FormProvider>
  );
}

const RelocateEntry = z.object({ to: text(60), photos: photos(1), signature: SignatureEntry });

/** 移位复装: where the household's own piece stands now. */
export function RelocateForm({ line, signer, subject, onSaved }: EndFormProps) {
  const t = useWords(owedWords);
  const desk = useDesk();
  const { saving, save } = useSaving();
  const form = useForm<z.input<typeof RelocateEntry>, unknown, z.infer<typeof RelocateEntry>>({
    resolver: zodResolver(RelocateEntry),
    defaultValues: { to: '', photos: [], signature: unsigned(signer) },
  });
  const draft = useDraft(form, { kind: 'relocate', of: [line.id], about: aboutOf(subject) });
  const submit = form.handleSubmit(async ({ to, photos: taken, signature }) => {
    if (await save(relocateChanges(desk, line, { to, photos: taken }, signature, subject), draft)) onSaved();
  });
  return (
    <FormProvider {...form}>
      <StepSheet label={t('relocate')} draft={draft} onSubmit={submit} save={t('saveRelocate')} saving={saving}>
        <Alert type="info" showIcon title={t('relocateHint')} />
        <TextField control={form.control} name="to" label={t('relocateTo')} />
        <PhotosInForm control={form.control} name="photos" label={t('relocatePhotos')} stage="INSTALL" min={1} watermark={subject} />
        <SignatureFields watermark={subject} lines={[line]} />
      </StepSheet>
    </FormProvider>
  );
}
