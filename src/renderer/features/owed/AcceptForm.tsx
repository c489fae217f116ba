import { zodResolver } from '@hookform/resolvers/zod';
import { Alert } from 'antd';
import { FormProvider, useForm } from 'react-hook-form';
import { z } from 'zod';
import type { TypePolicy } from '#domain/policy.ts';
import { useDesk } from '../../session.tsx';
import { aboutOf } from '../../store/draft-kinds.ts';
import type { RecordOf } from '../../store/records.ts';
import { StepSheet } from '../../ui/draft/StepSheet.tsx';
import { useDraft } from '../../ui/draft/use-draft.ts';
import { ChoiceField, TextField } from '../../ui/field/inputs.tsx';
import { text } from '../../ui/field/parse.ts';
import { useSaving } from '../../ui/saving.tsx';
import { useWords } from '../../words/language.ts';
import { localDay } from '../../words/local-time.ts';
import { SignatureFields } from './SignatureFields.tsx';
import { SizeComparison } from './SizeComparison.tsx';
import { SignatureEntry, unsigned } from './signature-entry.ts';
import { acceptChanges, isShort } from './steps.ts';
import { owedWords } from './words.ts';

const satisfactions = { yes: true, no: false, unsaid: null } as const;
const said = z.enum(['yes', 'no', 'unsaid']);
const Fitting = z.object({ result: text(200), satisfied: said, reason: z.string(), signature: z.custom<SignatureEntry>() });
/** [C5] a piece that is too small is accepted only with a signed reason. */
const TooSmall = z.object({ result: text(200), satisfied: said, reason: text(200), signature: SignatureEntry });
type Typed = z.input<typeof TooSmall>;
type Accepted = z.infer<typeof TooSmall>;

interface AcceptFormProps {
  line: RecordOf<'entitlement'>;
  replacement: RecordOf<'replacement'>;
  type: TypePolicy;
  signer: string;
  subject: { place: string; code: string };
  onSaved(): void;
}

export function AcceptForm({ line, replacement, type, signer, subject, onSaved }: AcceptFormProps) {
  const t = useWords(owedWords);
  const desk = useDesk();
  const { saving, save } = useSaving();
  const short = isShort(line.fields, replacement.fields, type);
  const form = useForm<Typed, unknown, Accepted>({
    resolver: zodResolver(short ? TooSmall : Fitting),
    defaultValues: { result: t('acceptGood'), satisfied: 'yes', reason: '', signature: unsigned(signer) },
  });
  const draft = useDraft(form, { kind: 'accept', of: [line.id], about: aboutOf(subject) });

  const submit = form.handleSubmit(async ({ result, satisfied, reason, signature }) => {
    const on = localDay(desk.source.now());
    const by = { name: desk.user.name, user: desk.user.id };
    const acceptance = { on, by, result, residentSatisfied: satisfactions[satisfied] };
    const proof = short ? { reason, signed: signature } : null;
    if (await save(acceptChanges(desk, line, acceptance, proof, subject), draft)) onSaved();
  });

  return (
    <FormProvider {...form}>
      <StepSheet label={t('accept')} draft={draft} onSubmit={submit} save={t('saveAccept')} saving={saving}>
        <SizeComparison removed={line.fields.removedSizes} actual={replacement.fields.sizes} policy={type} />
        <TextField control={form.control} name="result" label={t('acceptResult')} />
        <ChoiceField
          control={form.control}
          name="satisfied"
          label={t('satisfied')}
          choices={said.options.map((value) => ({ value, label: t(value) }))}
        />
        {short && (
          <>
            <Alert type="warning" showIcon title={t('shortfall')} />
            <TextField control={form.control} name="reason" label={t('shortfallReason')} />
            <SignatureFields watermark={subject} lines={[line]} />
          </>
        )}
      </StepSheet>
    </FormProvider>
  );
}
