import { zodResolver } from '@hookform/resolvers/zod';
import { useForm } from 'react-hook-form';
import { z } from 'zod';
import type { Recheck } from '#domain/case.ts';
import { useDesk } from '../../session.tsx';
import { aboutOf } from '../../store/draft-kinds.ts';
import type { WatermarkSubject } from '../../store/photo-changes.ts';
import type { RecordOf } from '../../store/records.ts';
import { StepSheet } from '../../ui/draft/StepSheet.tsx';
import { useDraft } from '../../ui/draft/use-draft.ts';
import { instantOf } from '../../ui/field/calendar.ts';
import { TextField } from '../../ui/field/inputs.tsx';
import { photos, text } from '../../ui/field/parse.ts';
import { PhotosInForm } from '../../ui/field/pictures.tsx';
import { useSaving } from '../../ui/saving.tsx';
import { useWords } from '../../words/language.ts';
import { stepChanges } from '../consent/step-changes.ts';
import { aftercareWords } from './words.ts';

const RecheckEntry = z.object({ photos: photos(1), note: text(200, 0) });

interface RecheckFormProps {
  record: RecordOf<'structure'>;
  months: Recheck['months'];
  subject: WatermarkSubject;
  onClose(): void;
}

/** 回查，没有复建: a photo of what is there, and what there is to say. What was built again is 复建, another step. */
export function RecheckForm({ record, months, subject, onClose }: RecheckFormProps) {
  const t = useWords(aftercareWords);
  const desk = useDesk();
  const { saving, save } = useSaving();
  const form = useForm<z.input<typeof RecheckEntry>, unknown, z.output<typeof RecheckEntry>>({
    resolver: zodResolver(RecheckEntry),
    defaultValues: { photos: [], note: '' },
  });
  const { control, handleSubmit } = form;
  const draft = useDraft(form, { kind: 'recheck', of: [record.id], about: aboutOf(subject) });
  const submit = handleSubmit(async ({ photos: taken, note }) => {
    const by = { name: desk.user.name, user: desk.user.id };
    const rechecks = [...(record.fields.rechecks ?? []), { months, note, by, at: instantOf(desk.source.now()) }];
    if (await save(stepChanges(desk, [record], { rechecks }, taken, subject), draft)) onClose();
  });
  return (
    <StepSheet
      label={t('nothingThere')}
      draft={draft}
      onSubmit={submit}
      save={t('saveRecheck')}
      saving={saving}
      onCancel={{ label: t('dismiss'), press: onClose }}
    >
      <PhotosInForm control={control} name="photos" label={t('recheckPhotos')} stage="AFTER" min={1} watermark={subject} />
      <TextField control={control} name="note" label={t('note')} optional lines={2} />
    </StepSheet>
  );
}
