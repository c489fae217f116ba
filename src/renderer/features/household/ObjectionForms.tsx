import { zodResolver } from '@hookform/resolvers/zod';
import { useForm } from 'react-hook-form';
import type { RecordId } from '#domain/identity.ts';
import { useDesk } from '../../session.tsx';
import type { WatermarkSubject } from '../../store/photo-changes.ts';
import type { RecordOf } from '../../store/records.ts';
import { StepSheet } from '../../ui/draft/StepSheet.tsx';
import { useDraft } from '../../ui/draft/use-draft.ts';
import { TextField } from '../../ui/field/inputs.tsx';
import { PhotosInForm } from '../../ui/field/pictures.tsx';
import { useSaving } from '../../ui/saving.tsx';
import { useWords } from '../../words/language.ts';
import { answerChange, objectionChanges } from './changes.ts';
import { AnswerEntry, ObjectionEntry, type ObjectionTyped } from './entries.ts';
import { householdWords } from './words.ts';

interface ObjectionFormProps {
  /** Whose it is, or else what it is about. */
  told: { household: RecordId | null; about: RecordId | null };
  by: string;
  subject: WatermarkSubject;
  onSaved(): void;
}

/** 意见诉求: what somebody asks for or complains of, in their words. */
export function ObjectionForm({ told, by, subject, onSaved }: ObjectionFormProps) {
  const t = useWords(householdWords);
  const desk = useDesk();
  const { saving, save } = useSaving();
  const form = useForm<ObjectionTyped, unknown, ObjectionEntry>({
    resolver: zodResolver(ObjectionEntry),
    defaultValues: { by, text: '', photos: [] },
  });
  const { control, handleSubmit } = form;
  const draft = useDraft(form, { kind: 'objection', of: [subject.place], about: subject.place });
  const submit = handleSubmit(async (entry) => {
    if (await save(objectionChanges(desk, told, entry, subject), draft)) onSaved();
  });
  return (
    <StepSheet label={t('object')} draft={draft} onSubmit={submit} save={t('saveObjection')} saving={saving}>
      <TextField control={control} name="text" label={t('objectionText')} lines={3} />
      <div className="fields">
        <TextField control={control} name="by" label={t('objector')} optional />
      </div>
      <PhotosInForm control={control} name="photos" label={t('photos')} stage="FINDING" watermark={subject} />
    </StepSheet>
  );
}

interface AnswerFormProps {
  objection: RecordOf<'objection'>;
  about: string;
  onSaved(): void;
}

export function AnswerForm({ objection, about, onSaved }: AnswerFormProps) {
  const t = useWords(householdWords);
  const desk = useDesk();
  const { saving, save } = useSaving();
  const form = useForm({ resolver: zodResolver(AnswerEntry), defaultValues: { text: '' } });
  const { control, handleSubmit } = form;
  const draft = useDraft(form, { kind: 'objectionReply', of: [objection.id], about });
  const submit = handleSubmit(async ({ text }) => {
    if (await save([answerChange(desk, objection, text)], draft)) onSaved();
  });
  return (
    <StepSheet label={t('answer')} draft={draft} onSubmit={submit} save={t('saveReply')} saving={saving}>
      <TextField control={control} name="text" label={t('replyText')} lines={2} hint={t('replyOnce')} />
    </StepSheet>
  );
}
