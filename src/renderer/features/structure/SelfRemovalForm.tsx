import { zodResolver } from '@hookform/resolvers/zod';
import { useForm } from 'react-hook-form';
import { z } from 'zod';
import { useDesk } from '../../session.tsx';
import { aboutOf } from '../../store/draft-kinds.ts';
import type { WatermarkSubject } from '../../store/photo-changes.ts';
import type { RecordOf } from '../../store/records.ts';
import { StepSheet } from '../../ui/draft/StepSheet.tsx';
import { useDraft } from '../../ui/draft/use-draft.ts';
import { TextField } from '../../ui/field/inputs.tsx';
import { decimal, photos, text } from '../../ui/field/parse.ts';
import { PhotosInForm } from '../../ui/field/pictures.tsx';
import { useSaving } from '../../ui/saving.tsx';
import { useWords } from '../../words/language.ts';
import { selfRemovalChanges } from './self-removal.ts';
import { structureWords } from './words.ts';

const entryFor = (surveyedM2: number | null) =>
  z.object({ before: photos(0), after: photos(1), areaM2: decimal(0.01, surveyedM2 ?? 2000), contractor: text(60) });
type Entry = ReturnType<typeof entryFor>;

/** The household took it down itself: photos before and after, and no more than was surveyed [O3]. */
export function SelfRemovalForm({ record, subject }: { record: RecordOf<'structure'>; subject: WatermarkSubject }) {
  const t = useWords(structureWords);
  const desk = useDesk();
  const { saving, save } = useSaving();
  const surveyed = record.fields.areaM2;
  const form = useForm<z.input<Entry>, unknown, z.output<Entry>>({
    resolver: zodResolver(entryFor(surveyed)),
    defaultValues: { before: [], after: [], areaM2: surveyed === null ? '' : String(surveyed), contractor: t('selfContractor') },
  });
  const { control, handleSubmit } = form;
  const draft = useDraft(form, { kind: 'selfRemoval', of: [record.id], about: aboutOf(subject) });
  const submit = handleSubmit(async (entry) => {
    await save(selfRemovalChanges(desk, record, entry, subject), draft);
  });
  return (
    <StepSheet label={t('selfRemoval')} draft={draft} onSubmit={submit} save={t('saveRemoval')} saving={saving}>
      <PhotosInForm control={control} name="after" label={t('after')} stage="AFTER" min={1} watermark={subject} />
      <PhotosInForm control={control} name="before" label={t('before')} stage="BEFORE" watermark={subject} />
      <div className="fields">
        <TextField
          control={control}
          name="areaM2"
          label={t('actualArea')}
          inputMode="decimal"
          hint={t('surveyedArea', { value: surveyed ?? '—' })}
        />
        <TextField control={control} name="contractor" label={t('contractor')} />
      </div>
    </StepSheet>
  );
}
