import { zodResolver } from '@hookform/resolvers/zod';
import { useForm } from 'react-hook-form';
import type { z } from 'zod';
import type { DraftOf } from '../../store/draft-kinds.ts';
import { StepSheet } from '../../ui/draft/StepSheet.tsx';
import { type FormDraft, useDraft } from '../../ui/draft/use-draft.ts';
import { TextField } from '../../ui/field/inputs.tsx';
import { useWords } from '../../words/language.ts';
import { RefusalEntry } from './entries.ts';
import { consentWords } from './words.ts';

interface RefuseFormProps {
  /** What its draft is about. */
  about: Pick<DraftOf, 'of' | 'about'>;
  saving: boolean;
  onRefuse(refusal: string, draft: FormDraft): void;
}

/** A refusal closes nothing: an agreement may follow at any time. */
export function RefuseForm({ about, saving, onRefuse }: RefuseFormProps) {
  const t = useWords(consentWords);
  const form = useForm<z.input<typeof RefusalEntry>, unknown, z.output<typeof RefusalEntry>>({
    resolver: zodResolver(RefusalEntry),
    defaultValues: { refusal: '' },
  });
  const { control, handleSubmit } = form;
  const draft = useDraft(form, { kind: 'refuse', ...about });
  return (
    <StepSheet
      label={t('refuse')}
      draft={draft}
      onSubmit={handleSubmit(({ refusal }) => onRefuse(refusal, draft))}
      save={t('saveRefusal')}
      saving={saving}
    >
      <TextField control={control} name="refusal" label={t('refusal')} lines={2} />
    </StepSheet>
  );
}
