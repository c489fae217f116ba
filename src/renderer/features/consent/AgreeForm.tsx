import { zodResolver } from '@hookform/resolvers/zod';
import { FormProvider, useForm } from 'react-hook-form';
import { useDesk } from '../../session.tsx';
import type { DraftOf } from '../../store/draft-kinds.ts';
import type { WatermarkSubject } from '../../store/photo-changes.ts';
import { StepSheet } from '../../ui/draft/StepSheet.tsx';
import { type FormDraft, useDraft } from '../../ui/draft/use-draft.ts';
import { addDays } from '../../ui/field/calendar.ts';
import { useChoices } from '../../ui/field/choices.ts';
import { CheckField, ChoiceField, TextField } from '../../ui/field/inputs.tsx';
import { useWords } from '../../words/language.ts';
import { localDay } from '../../words/local-time.ts';
import { SignatureFields } from '../owed/SignatureFields.tsx';
import { unsigned } from '../owed/signature-entry.ts';
import { AgreementEntry, type AgreementTyped, consentModes, salvages } from './entries.ts';
import { consentWords } from './words.ts';

interface AgreeFormProps {
  /** What its draft is about. */
  about: Pick<DraftOf, 'of' | 'about'>;
  signer: string;
  subject: WatermarkSubject;
  others: number;
  saving: boolean;
  onAgree(entry: AgreementEntry, draft: FormDraft): void;
}

/** 签约 by the owner or an authorised proxy. */
export function AgreeForm({ about, signer, subject, others, saving, onAgree }: AgreeFormProps) {
  const t = useWords(consentWords);
  const { source } = useDesk();
  const choices = useChoices();
  const on = localDay(source.now());
  const form = useForm<AgreementTyped, unknown, AgreementEntry>({
    resolver: zodResolver(AgreementEntry),
    defaultValues: {
      mode: '',
      on,
      due: addDays(on, 15),
      items: '',
      rewardCutoffMet: false,
      salvage: '',
      signature: unsigned(signer),
      together: others > 0,
    },
  });
  const draft = useDraft(form, { kind: 'agree', ...about });
  const { control } = form;
  return (
    <FormProvider {...form}>
      <StepSheet
        label={t('agree')}
        draft={draft}
        onSubmit={form.handleSubmit((entry) => onAgree(entry, draft))}
        save={t('saveAgreement')}
        saving={saving}
      >
        <ChoiceField control={control} name="mode" label={t('mode')} choices={choices(consentModes)} />
        <ChoiceField
          control={control}
          name="salvage"
          label={t('salvage')}
          choices={salvages.map((value) => ({ value, label: t(value) }))}
        />
        <div className="fields">
          <TextField control={control} name="on" label={t('agreedOn')} type="date" />
          <TextField control={control} name="due" label={t('due')} type="date" />
          <TextField control={control} name="items" label={t('items')} optional />
          <CheckField control={control} name="rewardCutoffMet" label={t('reward')} />
        </div>
        <SignatureFields watermark={subject} />
        {others > 0 && <CheckField control={control} name="together" label={t('together', { count: others })} />}
      </StepSheet>
    </FormProvider>
  );
}
