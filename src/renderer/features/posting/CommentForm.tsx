import { zodResolver } from '@hookform/resolvers/zod';
import { useForm } from 'react-hook-form';
import { useDesk } from '../../session.tsx';
import type { RecordOf } from '../../store/records.ts';
import { StepSheet } from '../../ui/draft/StepSheet.tsx';
import { useDraft } from '../../ui/draft/use-draft.ts';
import { TextField } from '../../ui/field/inputs.tsx';
import { useSaving } from '../../ui/saving.tsx';
import { useWords } from '../../words/language.ts';
import { CommentEntry, commentChange } from './posting.ts';
import { postingWords } from './words.ts';

/** One more thing that somebody said of a posting; the form stays for the next. */
export function CommentForm({ posting, about }: { posting: RecordOf<'posting'>; about: string }) {
  const t = useWords(postingWords);
  const desk = useDesk();
  const { saving, save } = useSaving();
  const form = useForm({ resolver: zodResolver(CommentEntry), defaultValues: { by: '', text: '' } });
  const { control, handleSubmit } = form;
  const draft = useDraft(form, { kind: 'comment', of: [posting.id], about });
  const submit = handleSubmit(async (entry) => {
    if (await save([commentChange(desk, posting, entry)], draft)) form.reset();
  });
  return (
    <StepSheet label={t('comment')} draft={draft} onSubmit={submit} save={t('saveComment')} saving={saving}>
      <TextField control={control} name="text" label={t('commentText')} lines={2} />
      <div className="fields">
        <TextField control={control} name="by" label={t('commentBy')} optional />
      </div>
    </StepSheet>
  );
}
