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
import { stepChanges } from '../consent/step-changes.ts';
import { structureWords } from './words.ts';

interface AftercareProps {
  record: RecordOf<'structure'>;
  subject: WatermarkSubject;
}

const HaulageEntry = z.object({ volumeM3: decimal(0, 500), note: text(200, 0), photos: photos(1) });

/** 清运 */
export function HaulageForm({ record, subject }: AftercareProps) {
  const t = useWords(structureWords);
  const desk = useDesk();
  const { saving, save } = useSaving();
  const form = useForm<z.input<typeof HaulageEntry>, unknown, z.output<typeof HaulageEntry>>({
    resolver: zodResolver(HaulageEntry),
    defaultValues: { volumeM3: '', note: '', photos: [] },
  });
  const { control, handleSubmit } = form;
  const draft = useDraft(form, { kind: 'haulage', of: [record.id], about: aboutOf(subject) });
  const submit = handleSubmit(async ({ photos: taken, ...haulage }) => {
    await save(stepChanges(desk, [record], { haulage, status: 'cleared' }, taken, subject), draft);
  });
  return (
    <StepSheet label={t('clear')} draft={draft} onSubmit={submit} save={t('saveClear')} saving={saving}>
      <div className="fields">
        <TextField control={control} name="volumeM3" label={t('volume')} inputMode="decimal" />
        <TextField control={control} name="note" label={t('clearNote')} optional />
      </div>
      <PhotosInForm control={control} name="photos" label={t('clearPhotos')} stage="AFTER" min={1} watermark={subject} />
    </StepSheet>
  );
}

const RestorationEntry = z.object({ checklist: text(200), photos: photos(1) });

/** 恢复 */
export function RestorationForm({ record, subject }: AftercareProps) {
  const t = useWords(structureWords);
  const desk = useDesk();
  const { saving, save } = useSaving();
  const form = useForm<z.input<typeof RestorationEntry>, unknown, z.output<typeof RestorationEntry>>({
    resolver: zodResolver(RestorationEntry),
    defaultValues: { checklist: '', photos: [] },
  });
  const { control, handleSubmit } = form;
  const draft = useDraft(form, { kind: 'restoration', of: [record.id], about: aboutOf(subject) });
  const submit = handleSubmit(async ({ checklist, photos: taken }) => {
    await save(stepChanges(desk, [record], { restoration: { checklist }, status: 'madeGood' }, taken, subject), draft);
  });
  return (
    <StepSheet label={t('makeGood')} draft={draft} onSubmit={submit} save={t('saveRestore')} saving={saving}>
      <TextField control={control} name="checklist" label={t('checklist')} hint={t('checklistHint')} lines={2} />
      <PhotosInForm control={control} name="photos" label={t('restorePhotos')} stage="AFTER" min={1} watermark={subject} />
    </StepSheet>
  );
}
