import { zodResolver } from '@hookform/resolvers/zod';
import { Alert } from 'antd';
import { FormProvider, useForm, useWatch } from 'react-hook-form';
import type { Party } from '#domain/evidence.ts';
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
import { PartySignature } from '../party/PartySignature.tsx';
import {
  type AgainstEntry,
  type AgreementEntry,
  AgreementForm,
  type AgreementTyped,
  consentModes,
  isContrary,
  salvages,
  unspoken,
} from './entries.ts';
import { consentWords } from './words.ts';

interface Against {
  hint: string;
  save: string;
  onAgainst(entry: AgainstEntry, draft: FormDraft): void;
}

interface AgreeFormProps {
  /** What its draft is about. */
  about: Pick<DraftOf, 'of' | 'about'>;
  signer: string;
  subject: WatermarkSubject;
  others: number;
  /** The owners besides, each of whom signs too; after them those who are heard alone. */
  signers: readonly Party[];
  /** What comes of it where one of them is against it; undefined where nothing can. */
  against: Against | undefined;
  saving: boolean;
  onAgree(entry: AgreementEntry, draft: FormDraft): void;
}

const partyKey = ({ room, name }: Party) => room ?? name;

/** 签约 by the owner or an authorised proxy, and by every further owner. Who has to sign may be put right on the same page: that is another form. */
export function AgreeForm(props: AgreeFormProps) {
  return <SignedForm key={props.signers.map(partyKey).join('|')} {...props} />;
}

function SignedForm({ about, signer, subject, others, signers, against, saving, onAgree }: AgreeFormProps) {
  const t = useWords(consentWords);
  const { source } = useDesk();
  const choices = useChoices();
  const on = localDay(source.now());
  const form = useForm<AgreementTyped, unknown, AgreementEntry | AgainstEntry>({
    resolver: zodResolver(AgreementForm),
    defaultValues: {
      mode: '',
      on,
      due: addDays(on, 15),
      items: '',
      rewardCutoffMet: false,
      salvage: '',
      signature: unsigned(signer),
      others: signers.map(unspoken),
      together: true,
    },
  });
  // Who has to sign is a part of what the form is about: a draft from before the parties changed is another form's.
  const draft = useDraft(form, { kind: 'agree', about: about.about, of: [...about.of, ...signers.map(partyKey)] });
  const { control } = form;
  const contrary = isContrary(useWatch({ control, name: 'others' }));
  function submit(entry: AgreementEntry | AgainstEntry): void {
    if ('signature' in entry) onAgree(entry, draft);
    else against?.onAgainst(entry, draft);
  }
  return (
    <FormProvider {...form}>
      <StepSheet
        label={t('agree')}
        draft={draft}
        onSubmit={form.handleSubmit(submit)}
        save={contrary && against !== undefined ? against.save : t('saveAgreement')}
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
        {signers.map((party, index) => (
          <PartySignature key={`${party.room} ${party.name}`} party={party} index={index} watermark={subject} />
        ))}
        {contrary && <Alert type="warning" showIcon title={against?.hint ?? t('contrary')} />}
        {others > 0 && <CheckField control={control} name="together" label={t('together', { count: others })} />}
      </StepSheet>
    </FormProvider>
  );
}
