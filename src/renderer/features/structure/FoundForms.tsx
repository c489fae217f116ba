import { zodResolver } from '@hookform/resolvers/zod';
import { useForm } from 'react-hook-form';
import { z } from 'zod';
import { recheckMonths } from '#domain/case.ts';
import { useDesk } from '../../session.tsx';
import { aboutOf } from '../../store/draft-kinds.ts';
import type { WatermarkSubject } from '../../store/photo-changes.ts';
import type { RecordOf } from '../../store/records.ts';
import { StepSheet } from '../../ui/draft/StepSheet.tsx';
import { useDraft } from '../../ui/draft/use-draft.ts';
import { instantOf } from '../../ui/field/calendar.ts';
import { ChoiceField, TextField } from '../../ui/field/inputs.tsx';
import { photos, text } from '../../ui/field/parse.ts';
import { PhotosInForm } from '../../ui/field/pictures.tsx';
import { useSaving } from '../../ui/saving.tsx';
import { useWords } from '../../words/language.ts';
import { localDay } from '../../words/local-time.ts';
import { stepChanges } from '../consent/step-changes.ts';
import { FoundFields } from './FoundFields.tsx';
import { firstFound, foundOf, foundShape } from './found-entry.ts';
import { sideWords } from './side-words.ts';

interface FoundProps {
  record: RecordOf<'structure'>;
  subject: WatermarkSubject;
}

/** 巡查发现已自拆: a photo of what is left, about when, and what two people saw. */
export function FoundRemovedForm({ record, subject }: FoundProps) {
  const t = useWords(sideWords);
  const desk = useDesk();
  const { saving, save } = useSaving();
  const entry = z.object(foundShape(desk.user.name, 1));
  const form = useForm<z.input<typeof entry>, unknown, z.output<typeof entry>>({
    resolver: zodResolver(entry),
    defaultValues: firstFound(localDay(desk.source.now())),
  });
  const { control, handleSubmit } = form;
  const draft = useDraft(form, { kind: 'foundRemoved', of: [record.id], about: aboutOf(subject) });
  const submit = handleSubmit(async ({ photos: taken, ...told }) => {
    await save(stepChanges(desk, [record], { found: foundOf(desk, told), status: 'foundRemoved' }, taken, subject), draft);
  });
  return (
    <StepSheet label={t('findRemoved')} draft={draft} onSubmit={submit} save={t('saveFound')} saving={saving}>
      <FoundFields control={control} subject={subject} />
    </StepSheet>
  );
}

const ReopenEntry = z.object({
  months: z
    .string()
    .transform(Number)
    .pipe(z.literal([...recheckMonths], 'choose')),
  reason: text(200),
  photos: photos(1),
});

/** 复建: at a recheck it stands there again. */
export function ReopenForm({ record, subject }: FoundProps) {
  const t = useWords(sideWords);
  const desk = useDesk();
  const { saving, save } = useSaving();
  const form = useForm<z.input<typeof ReopenEntry>, unknown, z.output<typeof ReopenEntry>>({
    resolver: zodResolver(ReopenEntry),
    defaultValues: { months: '', reason: '', photos: [] },
  });
  const { control, handleSubmit } = form;
  const draft = useDraft(form, { kind: 'reopen', of: [record.id], about: aboutOf(subject) });
  const submit = handleSubmit(async ({ photos: taken, ...told }) => {
    const by = { name: desk.user.name, user: desk.user.id };
    const reopenings = [...(record.fields.reopenings ?? []), { ...told, by, at: instantOf(desk.source.now()) }];
    await save(stepChanges(desk, [record], { reopenings, status: 'reopened' }, taken, subject), draft);
  });
  const months = recheckMonths.map((n) => ({ value: String(n), label: t('month', { n }) }));
  return (
    <StepSheet label={t('reopen')} draft={draft} onSubmit={submit} save={t('saveReopen')} saving={saving}>
      <ChoiceField control={control} name="months" label={t('months')} choices={months} />
      <PhotosInForm control={control} name="photos" label={t('reopenPhotos')} stage="FINDING" min={1} watermark={subject} />
      <TextField control={control} name="reason" label={t('reopenReason')} lines={2} />
    </StepSheet>
  );
}
