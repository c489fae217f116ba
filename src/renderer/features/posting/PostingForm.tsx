import { zodResolver } from '@hookform/resolvers/zod';
import { useForm } from 'react-hook-form';
import type { RecordId } from '#domain/identity.ts';
import type { Place } from '#domain/place.ts';
import { useDesk } from '../../session.tsx';
import type { WatermarkSubject } from '../../store/photo-changes.ts';
import { type Change, newRecordId } from '../../store/save.ts';
import { StepSheet } from '../../ui/draft/StepSheet.tsx';
import { useDraft } from '../../ui/draft/use-draft.ts';
import { addDays } from '../../ui/field/calendar.ts';
import { TextField } from '../../ui/field/inputs.tsx';
import { PhotosInForm } from '../../ui/field/pictures.tsx';
import { useSaving } from '../../ui/saving.tsx';
import { useWords } from '../../words/language.ts';
import { localDay } from '../../words/local-time.ts';
import { PostingEntry, type PostingTyped, postingChanges } from './posting.ts';
import { postingWords } from './words.ts';

/** Days that a posting usually hangs; the form lets it be others. */
const usualDays = 7;

interface PostingFormProps {
  place: Place;
  subject: WatermarkSubject;
  /** What its draft is about: a building, or the thing that is posted about. */
  of: RecordId;
  start: string;
  /** What is saved with it: the step of the thing that is posted about. */
  also?(posting: RecordId, told: Pick<PostingEntry, 'from' | 'to'>): Change[];
  onSaved?(): void;
}

/** 公示: its text, where it hangs, its days, and a photo of it hanging. */
export function PostingForm({ place, subject, of, start, also = () => [], onSaved = () => undefined }: PostingFormProps) {
  const t = useWords(postingWords);
  const desk = useDesk();
  const { saving, save } = useSaving();
  const today = localDay(desk.source.now());
  const form = useForm<PostingTyped, unknown, PostingEntry>({
    resolver: zodResolver(PostingEntry),
    defaultValues: { text: start, where: '', from: today, to: addDays(today, usualDays), photos: [] },
  });
  const { control, handleSubmit } = form;
  const draft = useDraft(form, { kind: 'posting', of: [of], about: subject.place });
  const submit = handleSubmit(async (entry) => {
    const id = newRecordId(desk);
    if (await save([...postingChanges(desk, id, place, entry, subject), ...also(id, entry)], draft)) onSaved();
  });
  return (
    <StepSheet label={t('post')} draft={draft} onSubmit={submit} save={t('save')} saving={saving}>
      <TextField control={control} name="text" label={t('text')} lines={3} />
      <div className="fields">
        <TextField control={control} name="where" label={t('where')} hint={t('whereHint')} optional />
        <TextField control={control} name="from" label={t('from')} type="date" />
        <TextField control={control} name="to" label={t('to')} type="date" />
      </div>
      <PhotosInForm control={control} name="photos" label={t('photos')} stage="SERVICE" min={1} watermark={subject} />
    </StepSheet>
  );
}
