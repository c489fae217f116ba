import { zodResolver } from '@hookform/resolvers/zod';
import { Card } from 'antd';
import { useForm } from 'react-hook-form';
import { z } from 'zod';
import { UserId } from '#domain/identity.ts';
import { useDesk } from '../../session.tsx';
import { decideHold } from '../../store/decide.ts';
import type { WaitingHold } from '../../store/holds.ts';
import { StepSheet } from '../../ui/draft/StepSheet.tsx';
import { useDraft } from '../../ui/draft/use-draft.ts';
import { ChoiceField, TextField } from '../../ui/field/inputs.tsx';
import { day, text } from '../../ui/field/parse.ts';
import { useSaving } from '../../ui/saving.tsx';
import { useWords } from '../../words/language.ts';
import { peopleFor } from './waiting.ts';
import { waitingWords } from './words.ts';

const ReasonEntry = z.object({ reason: text(200) });

export interface VerdictFormProps {
  hold: WaitingHold;
  /** What the hold is called in the list of unfinished forms. */
  about: string;
}

interface ReasonFormProps extends VerdictFormProps {
  kind: 'reject' | 'answer';
  title: string;
  label: string;
  action: string;
  hint?: string;
}

/** A verdict that is words alone. */
function ReasonForm({ hold, about, kind, title, label, action, hint }: ReasonFormProps) {
  const desk = useDesk();
  const { saving, attempt } = useSaving();
  const form = useForm<z.infer<typeof ReasonEntry>>({ resolver: zodResolver(ReasonEntry), defaultValues: { reason: '' } });
  const { control, handleSubmit, reset } = form;
  const draft = useDraft(form, { kind: kind === 'reject' ? 'holdReject' : 'holdAnswer', of: [hold.id], about });
  const submit = handleSubmit(async ({ reason }) => {
    if (await attempt((uid) => decideHold(desk, hold, { kind, reason }, uid), draft)) reset();
  });
  return (
    <Card title={title}>
      <StepSheet
        label={title}
        draft={draft}
        onSubmit={submit}
        save={action}
        saving={saving}
        danger={kind === 'reject'}
        aside={kind === 'reject'}
      >
        {hint !== undefined && <span className="hint">{hint}</span>}
        <TextField control={control} name="reason" label={label} lines={2} />
      </StepSheet>
    </Card>
  );
}

/** 拒绝: it is not recorded, and its author is told why. */
export function RejectForm(props: VerdictFormProps) {
  const t = useWords(waitingWords);
  return <ReasonForm {...props} kind="reject" title={t('reject')} label={t('reason')} action={t('reject')} hint={t('rejectHint')} />;
}

/** What a person found who was asked to look again. */
export function AnswerForm(props: VerdictFormProps) {
  const t = useWords(waitingWords);
  return <ReasonForm {...props} kind="answer" title={t('answer')} label={t('answer')} action={t('saveAnswer')} />;
}

const ReturnEntry = z.object({ to: z.string().refine((to) => UserId.safeParse(to).success, 'choose'), due: day, reason: text(200) });

/** 退回核实: to whom, by when, and what is to be found out. */
export function ReturnForm({ hold, about }: VerdictFormProps) {
  const t = useWords(waitingWords);
  const desk = useDesk();
  const { saving, attempt } = useSaving();
  const form = useForm<z.input<typeof ReturnEntry>, unknown, z.output<typeof ReturnEntry>>({
    resolver: zodResolver(ReturnEntry),
    defaultValues: { to: '', due: '', reason: '' },
  });
  const { control, handleSubmit } = form;
  const draft = useDraft(form, { kind: 'holdReturn', of: [hold.id], about });
  const people = peopleFor(hold, desk.enrollment.users);
  const submit = handleSubmit(async ({ to, due, reason }) => {
    await attempt((uid) => decideHold(desk, hold, { kind: 'return', to: UserId.parse(to), due, reason }, uid), draft);
  });
  return (
    <Card title={t('return')}>
      <StepSheet label={t('return')} draft={draft} onSubmit={submit} save={t('return')} saving={saving} aside>
        <span className="hint">{t('returnHint')}</span>
        <ChoiceField control={control} name="to" label={t('to')} choices={people.map(({ id, name }) => ({ value: id, label: name }))} />
        <TextField control={control} name="due" label={t('due')} type="date" />
        <TextField control={control} name="reason" label={t('what')} lines={2} />
      </StepSheet>
    </Card>
  );
}
