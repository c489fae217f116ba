import { zodResolver } from '@hookform/resolvers/zod';
import { Alert } from 'antd';
import { useForm } from 'react-hook-form';
import { z } from 'zod';
import { countIn, quantityText } from '#domain/count.ts';
import { LineDispute } from '#domain/decision.ts';
import { useDesk } from '../../session.tsx';
import { aboutOf } from '../../store/draft-kinds.ts';
import type { RecordOf } from '../../store/records.ts';
import { StepSheet } from '../../ui/draft/StepSheet.tsx';
import { useDraft } from '../../ui/draft/use-draft.ts';
import { ChoiceField, TextField } from '../../ui/field/inputs.tsx';
import { day, text, whole } from '../../ui/field/parse.ts';
import { useSaving } from '../../ui/saving.tsx';
import { useWord, useWords } from '../../words/language.ts';
import { localDay } from '../../words/local-time.ts';
import { cancelChange, closeChange, disputeChange, settleChange, splitChanges } from './line-ends.ts';
import { owedWords } from './words.ts';

/** A step of one line that takes no signature. */
interface PlainFormProps {
  line: RecordOf<'entitlement'>;
  subject: { place: string; code: string };
  onSaved(): void;
}

/** 分批归还: so many go their own way, the rest stay as they were. */
export function SplitForm({ line, subject, onSaved }: PlainFormProps) {
  const t = useWords(owedWords);
  const word = useWord();
  const { saving, save } = useSaving();
  const SplitEntry = z.object({ qty: whole(1, line.fields.qty - 1) });
  const form = useForm<z.input<typeof SplitEntry>, unknown, z.infer<typeof SplitEntry>>({
    resolver: zodResolver(SplitEntry),
    defaultValues: { qty: '' },
  });
  const draft = useDraft(form, { kind: 'split', of: [line.id], about: aboutOf(subject) });
  const submit = form.handleSubmit(async ({ qty }) => {
    const changes = splitChanges(line, qty);
    if (changes !== undefined && (await save(changes, draft))) onSaved();
  });
  return (
    <StepSheet label={t('split')} draft={draft} onSubmit={submit} save={t('saveSplit')} saving={saving}>
      <Alert type="info" showIcon title={t('splitHint', { all: word(quantityText(countIn(line.fields))) })} />
      <TextField control={form.control} name="qty" label={t(line.fields.countedIn === 'CM' ? 'splitCm' : 'splitQty')} inputMode="numeric" />
    </StepSheet>
  );
}

const ReasonEntry = z.object({ reason: text(200) });
type Reason = z.infer<typeof ReasonEntry>;

/** 退单 of one line. */
export function CancelOrderForm({ line, subject, onSaved }: PlainFormProps) {
  const t = useWords(owedWords);
  const desk = useDesk();
  const { saving, save } = useSaving();
  const form = useForm<Reason, unknown, Reason>({ resolver: zodResolver(ReasonEntry), defaultValues: { reason: '' } });
  const draft = useDraft(form, { kind: 'cancelOrder', of: [line.id], about: aboutOf(subject) });
  const submit = form.handleSubmit(async ({ reason }) => {
    if (await save([cancelChange(desk, line, reason)], draft)) onSaved();
  });
  return (
    <StepSheet label={t('cancelOrder')} draft={draft} onSubmit={submit} save={t('saveCancelOrder')} saving={saving}>
      <Alert type="info" showIcon title={t('cancelHint')} />
      <TextField control={form.control} name="reason" label={t('reason')} />
    </StepSheet>
  );
}

const DisputeEntry = z.object({ kind: z.string().pipe(z.enum(LineDispute.shape.kind.options, 'choose')), reason: text(200) });

/** 争议, 多还 among them: the line stands still until a clerk or reviewer settles it. */
export function DisputeForm({ line, subject, onSaved }: PlainFormProps) {
  const t = useWords(owedWords);
  const desk = useDesk();
  const { saving, save } = useSaving();
  const form = useForm<z.input<typeof DisputeEntry>, unknown, z.infer<typeof DisputeEntry>>({
    resolver: zodResolver(DisputeEntry),
    defaultValues: { kind: '', reason: '' },
  });
  const draft = useDraft(form, { kind: 'dispute', of: [line.id], about: aboutOf(subject) });
  const submit = form.handleSubmit(async (told) => {
    if (await save([disputeChange(desk, line, told)], draft)) onSaved();
  });
  return (
    <StepSheet label={t('dispute')} draft={draft} onSubmit={submit} save={t('saveDispute')} saving={saving}>
      <Alert type="info" showIcon title={t('disputeHint')} />
      <ChoiceField
        control={form.control}
        name="kind"
        label={t('disputeKind')}
        choices={LineDispute.shape.kind.options.map((value) => ({ value, label: t(`dispute${value}`) }))}
      />
      <TextField control={form.control} name="reason" label={t('reason')} />
    </StepSheet>
  );
}

const SettleEntry = z.object({ how: text(200) });

export function SettleForm({ line, subject, onSaved }: PlainFormProps) {
  const t = useWords(owedWords);
  const desk = useDesk();
  const { saving, save } = useSaving();
  const form = useForm<z.input<typeof SettleEntry>, unknown, z.infer<typeof SettleEntry>>({
    resolver: zodResolver(SettleEntry),
    defaultValues: { how: '' },
  });
  const draft = useDraft(form, { kind: 'settle', of: [line.id], about: aboutOf(subject) });
  const submit = form.handleSubmit(async ({ how }) => {
    const change = settleChange(desk, line, how);
    if (change !== undefined && (await save([change], draft))) onSaved();
  });
  return (
    <StepSheet label={t('settle')} draft={draft} onSubmit={submit} save={t('saveSettle')} saving={saving}>
      <TextField control={form.control} name="how" label={t('settleHow')} />
    </StepSheet>
  );
}

const OverEntry = z.object({ on: day });

/** 质保期满 */
export function WarrantyOverForm({ line, subject, onSaved }: PlainFormProps) {
  const t = useWords(owedWords);
  const desk = useDesk();
  const { saving, save } = useSaving();
  const form = useForm<z.input<typeof OverEntry>, unknown, z.infer<typeof OverEntry>>({
    resolver: zodResolver(OverEntry),
    defaultValues: { on: localDay(desk.source.now()) },
  });
  const draft = useDraft(form, { kind: 'warrantyOver', of: [line.id], about: aboutOf(subject) });
  const submit = form.handleSubmit(async ({ on }) => {
    if (await save([closeChange(desk, line, on)], draft)) onSaved();
  });
  return (
    <StepSheet label={t('close')} draft={draft} onSubmit={submit} save={t('saveClose')} saving={saving}>
      <TextField control={form.control} name="on" label={t('closedOn')} type="date" />
    </StepSheet>
  );
}
