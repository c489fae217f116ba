import { zodResolver } from '@hookform/resolvers/zod';
import { Alert } from 'antd';
import { FormProvider, useForm, useWatch } from 'react-hook-form';
import type { TypePolicy } from '#domain/policy.ts';
import { useDesk } from '../../session.tsx';
import { aboutOf } from '../../store/draft-kinds.ts';
import type { RecordOf } from '../../store/records.ts';
import { StepSheet } from '../../ui/draft/StepSheet.tsx';
import { useDraft } from '../../ui/draft/use-draft.ts';
import { CheckField, ChoiceField, TextField } from '../../ui/field/inputs.tsx';
import { useSaving } from '../../ui/saving.tsx';
import { useWords } from '../../words/language.ts';
import { localDay } from '../../words/local-time.ts';
import { AcceptanceFields } from './AcceptanceFields.tsx';
import {
  type AcceptEntry,
  type AcceptTyped,
  acceptanceOf,
  acceptEntryFor,
  noSteps,
  Satisfaction,
  satisfactions,
} from './acceptance-entry.ts';
import { SignatureFields } from './SignatureFields.tsx';
import { SizeComparison } from './SizeComparison.tsx';
import { unsigned } from './signature-entry.ts';
import { acceptChanges, isShort } from './steps.ts';
import { owedWords } from './words.ts';

interface AcceptFormProps {
  line: RecordOf<'entitlement'>;
  replacement: RecordOf<'replacement'>;
  type: TypePolicy;
  signer: string;
  subject: { place: string; code: string };
  onSaved(): void;
}

/** 验收 of one piece: the steps that were taken, and the household's word, which is recorded and never a veto. */
export function AcceptForm({ line, replacement, type, signer, subject, onSaved }: AcceptFormProps) {
  const t = useWords(owedWords);
  const desk = useDesk();
  const { saving, save } = useSaving();
  const short = isShort(line.fields, replacement.fields, type);
  const form = useForm<AcceptTyped, unknown, AcceptEntry>({
    resolver: (values, context, options) => zodResolver(acceptEntryFor({ short, signed: values.signed }))(values, context, options),
    defaultValues: {
      on: localDay(desk.source.now()),
      result: t('acceptGood'),
      satisfied: 'yes',
      steps: { ...noSteps, COMMUNITY: desk.user.name },
      signed: false,
      resident: unsigned(signer),
      reason: '',
      signature: unsigned(signer),
    },
  });
  const { control } = form;
  const draft = useDraft(form, { kind: 'accept', of: [line.id], about: aboutOf(subject) });
  const signed = useWatch({ control, name: 'signed' });

  const submit = form.handleSubmit(async ({ satisfied, reason, signature, resident, ...entry }) => {
    const acceptance = acceptanceOf(desk.user, entry, satisfactions[satisfied]);
    const proof = { short: short ? { reason, signed: signature } : null, resident: entry.signed && !short ? resident : null };
    if (await save(acceptChanges(desk, line, acceptance, proof, subject), draft)) onSaved();
  });

  return (
    <FormProvider {...form}>
      <StepSheet label={t('accept')} draft={draft} onSubmit={submit} save={t('saveAccept')} saving={saving}>
        <SizeComparison removed={line.fields.removedSizes} actual={replacement.fields.sizes} policy={type} />
        <AcceptanceFields />
        <ChoiceField
          control={control}
          name="satisfied"
          label={t('satisfied')}
          choices={Satisfaction.options.map((value) => ({ value, label: t(value) }))}
        />
        {short ? (
          <>
            <Alert type="warning" showIcon title={t('shortfall')} />
            <TextField control={control} name="reason" label={t('shortfallReason')} />
            <SignatureFields watermark={subject} lines={[line]} />
          </>
        ) : (
          <>
            <CheckField control={control} name="signed" label={t('residentSigned')} />
            {signed && <SignatureFields watermark={subject} at="resident" lines={[line]} />}
          </>
        )}
      </StepSheet>
    </FormProvider>
  );
}
