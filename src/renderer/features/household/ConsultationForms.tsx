import { zodResolver } from '@hookform/resolvers/zod';
import { useForm } from 'react-hook-form';
import type { RecordId } from '#domain/identity.ts';
import { useDesk } from '../../session.tsx';
import type { RecordOf } from '../../store/records.ts';
import { StepSheet } from '../../ui/draft/StepSheet.tsx';
import { useDraft } from '../../ui/draft/use-draft.ts';
import { addDays } from '../../ui/field/calendar.ts';
import { useChoices } from '../../ui/field/choices.ts';
import { ChoiceField, TextField } from '../../ui/field/inputs.tsx';
import { useSaving } from '../../ui/saving.tsx';
import { useWords } from '../../words/language.ts';
import { localDay } from '../../words/local-time.ts';
import { consultationChange, replyChange } from './changes.ts';
import { ConsultationEntry, type ConsultationTyped, outcomeWords, ReplyEntry, type ReplyTyped } from './entries.ts';
import { householdWords } from './words.ts';

/** Days in which an opinion is usually answered; the form lets it be another day, or none. */
const answerDays = 7;

interface ConsultationFormProps {
  household: RecordId;
  about: string;
  onSaved(): void;
}

/** 征询意见: in the household's own words, and by when it hears from us. */
export function ConsultationForm({ household, about, onSaved }: ConsultationFormProps) {
  const t = useWords(householdWords);
  const desk = useDesk();
  const { saving, save } = useSaving();
  const form = useForm<ConsultationTyped, unknown, ConsultationEntry>({
    resolver: zodResolver(ConsultationEntry),
    defaultValues: { opinion: '', due: addDays(localDay(desk.source.now()), answerDays) },
  });
  const { control, handleSubmit } = form;
  const draft = useDraft(form, { kind: 'consultation', of: [household], about });
  const submit = handleSubmit(async (entry) => {
    if (await save([consultationChange(desk, household, entry)], draft)) onSaved();
  });
  return (
    <StepSheet label={t('consult')} draft={draft} onSubmit={submit} save={t('saveConsult')} saving={saving}>
      <TextField control={control} name="opinion" label={t('opinion')} lines={3} hint={t('opinionHint')} />
      <div className="fields">
        <TextField control={control} name="due" label={t('replyDue')} type="date" optional />
      </div>
    </StepSheet>
  );
}

interface ReplyFormProps {
  consultation: RecordOf<'consultation'>;
  about: string;
  onSaved(): void;
}

/** An opinion is accepted, or explained why not; once. */
export function ReplyForm({ consultation, about, onSaved }: ReplyFormProps) {
  const t = useWords(householdWords);
  const choices = useChoices();
  const desk = useDesk();
  const { saving, save } = useSaving();
  const form = useForm<ReplyTyped, unknown, ReplyEntry>({ resolver: zodResolver(ReplyEntry), defaultValues: { outcome: '', text: '' } });
  const { control, handleSubmit } = form;
  const draft = useDraft(form, { kind: 'consultationReply', of: [consultation.id], about });
  const submit = handleSubmit(async (entry) => {
    if (await save([replyChange(desk, consultation, entry)], draft)) onSaved();
  });
  return (
    <StepSheet label={t('reply')} draft={draft} onSubmit={submit} save={t('saveReply')} saving={saving}>
      <ChoiceField control={control} name="outcome" label={t('outcome')} choices={choices(outcomeWords)} />
      <TextField control={control} name="text" label={t('replyText')} lines={2} hint={t('replyOnce')} />
    </StepSheet>
  );
}
