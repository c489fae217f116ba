import { zodResolver } from '@hookform/resolvers/zod';
import { useForm } from 'react-hook-form';
import { useDesk } from '../../session.tsx';
import type { DraftOf } from '../../store/draft-kinds.ts';
import type { WatermarkSubject } from '../../store/photo-changes.ts';
import { StepSheet } from '../../ui/draft/StepSheet.tsx';
import { type FormDraft, useDraft } from '../../ui/draft/use-draft.ts';
import { TextField } from '../../ui/field/inputs.tsx';
import { PhotosInForm } from '../../ui/field/pictures.tsx';
import { useWords } from '../../words/language.ts';
import { localDay } from '../../words/local-time.ts';
import { RefusalEntry, type RefusalTyped } from './entries.ts';
import { consentWords } from './words.ts';

interface RefuseFormProps {
  /** What its draft is about. */
  about: Pick<DraftOf, 'of' | 'about'>;
  /** Who is likely to have refused. */
  refuser: string;
  subject: WatermarkSubject;
  saving: boolean;
  onRefuse(entry: RefusalEntry, draft: FormDraft): void;
}

/** A refusal closes nothing: an agreement may follow at any time. */
export function RefuseForm({ about, refuser, subject, saving, onRefuse }: RefuseFormProps) {
  const t = useWords(consentWords);
  const { source } = useDesk();
  const form = useForm<RefusalTyped, unknown, RefusalEntry>({
    resolver: zodResolver(RefusalEntry),
    defaultValues: { refusal: '', refuser, on: localDay(source.now()), witness: '', photos: [] },
  });
  const { control, handleSubmit } = form;
  const draft = useDraft(form, { kind: 'refuse', ...about });
  return (
    <StepSheet
      label={t('refuse')}
      draft={draft}
      onSubmit={handleSubmit((entry) => onRefuse(entry, draft))}
      save={t('saveRefusal')}
      saving={saving}
    >
      <TextField control={control} name="refusal" label={t('refusal')} lines={2} />
      <div className="fields">
        <TextField control={control} name="refuser" label={t('refuser')} optional />
        <TextField control={control} name="on" label={t('refusedOn')} type="date" />
        <TextField control={control} name="witness" label={t('witness')} optional />
      </div>
      <PhotosInForm control={control} name="photos" label={t('refusalPhotos')} stage="SERVICE" watermark={subject} />
    </StepSheet>
  );
}
