import { zodResolver } from '@hookform/resolvers/zod';
import { FormProvider, useForm, useWatch } from 'react-hook-form';
import { z } from 'zod';
import { useDesk } from '../../session.tsx';
import { aboutOf } from '../../store/draft-kinds.ts';
import type { WatermarkSubject } from '../../store/photo-changes.ts';
import type { RecordOf } from '../../store/records.ts';
import { StepSheet } from '../../ui/draft/StepSheet.tsx';
import { useDraft } from '../../ui/draft/use-draft.ts';
import { instantOf } from '../../ui/field/calendar.ts';
import { CheckField, ChoiceField } from '../../ui/field/inputs.tsx';
import { day, text } from '../../ui/field/parse.ts';
import { useSaving } from '../../ui/saving.tsx';
import { useWords } from '../../words/language.ts';
import { localDay } from '../../words/local-time.ts';
import { stepChanges } from '../consent/step-changes.ts';
import { AcceptanceFields } from '../owed/AcceptanceFields.tsx';
import { acceptanceOf, noSteps, StepsEntry, signatureIf } from '../owed/acceptance-entry.ts';
import { SignatureFields } from '../owed/SignatureFields.tsx';
import { signatureOf, signaturePictures, unsigned } from '../owed/signature-entry.ts';
import { structureWords } from './words.ts';

const satisfactions = ['YES', 'NO', 'UNASKED'] as const;
const residentSatisfied = { YES: true, NO: false, UNASKED: null } as const;

const acceptanceEntryFor = (signed: boolean) =>
  z.object({
    on: day,
    result: text(200, 0),
    satisfied: z.enum(satisfactions),
    steps: StepsEntry,
    signed: z.boolean(),
    resident: signatureIf(signed),
  });
type Typed = z.input<ReturnType<typeof acceptanceEntryFor>>;
type Entry = z.output<ReturnType<typeof acceptanceEntryFor>>;

interface AcceptanceFormProps {
  record: RecordOf<'structure'> | RecordOf<'debris'>;
  subject: WatermarkSubject;
}

/** 验收销号: the steps that were taken. The household's word and signature are recorded and never a veto. */
export function AcceptanceForm({ record, subject }: AcceptanceFormProps) {
  const t = useWords(structureWords);
  const desk = useDesk();
  const { saving, save } = useSaving();
  const form = useForm<Typed, unknown, Entry>({
    resolver: (values, context, options) => zodResolver(acceptanceEntryFor(values.signed))(values, context, options),
    defaultValues: {
      on: localDay(desk.source.now()),
      result: '',
      satisfied: 'UNASKED',
      steps: { ...noSteps, SUBDISTRICT: desk.user.name },
      signed: false,
      resident: unsigned(''),
    },
  });
  const { control } = form;
  const draft = useDraft(form, { kind: 'acceptance', of: [record.id], about: aboutOf(subject) });
  const signed = useWatch({ control, name: 'signed' });
  const submit = form.handleSubmit(async ({ satisfied, resident, ...entry }) => {
    const signature = entry.signed ? { signature: signatureOf(resident, instantOf(desk.source.now())) } : {};
    const acceptance = { ...acceptanceOf(desk.user, entry, residentSatisfied[satisfied]), ...signature };
    const set = { acceptance, status: 'accepted' } as const;
    const pictures = entry.signed ? signaturePictures(resident) : [];
    const changes =
      record.type === 'structure'
        ? stepChanges(desk, [record], set, pictures, subject)
        : stepChanges(desk, [record], set, pictures, subject);
    await save(changes, draft);
  });
  return (
    <FormProvider {...form}>
      <StepSheet label={t('accept')} draft={draft} onSubmit={submit} save={t('saveAccept')} saving={saving}>
        <AcceptanceFields unsaid />
        <ChoiceField
          control={control}
          name="satisfied"
          label={t('satisfied')}
          choices={satisfactions.map((value) => ({ value, label: t(value) }))}
        />
        <CheckField control={control} name="signed" label={t('residentSigned')} />
        {signed && <SignatureFields watermark={subject} at="resident" />}
      </StepSheet>
    </FormProvider>
  );
}
