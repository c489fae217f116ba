import { zodResolver } from '@hookform/resolvers/zod';
import { Button, Card, Flex } from 'antd';
import { useForm } from 'react-hook-form';
import { z } from 'zod';
import { UserId } from '#domain/identity.ts';
import { useDesk } from '../../session.tsx';
import { decideHold } from '../../store/decide.ts';
import type { WaitingHold } from '../../store/holds.ts';
import { ChoiceField, TextField } from '../../ui/field/inputs.tsx';
import { day, text } from '../../ui/field/parse.ts';
import { useSaving } from '../../ui/saving.tsx';
import { useWords } from '../../words/language.ts';
import { peopleFor } from './waiting.ts';
import { waitingWords } from './words.ts';

const ReasonEntry = z.object({ reason: text(200) });

interface ReasonFormProps {
  hold: WaitingHold;
  kind: 'reject' | 'answer';
  title: string;
  label: string;
  action: string;
  hint?: string;
}

/** A verdict that is words alone. */
export function ReasonForm({ hold, kind, title, label, action, hint }: ReasonFormProps) {
  const desk = useDesk();
  const { saving, attempt } = useSaving();
  const { control, handleSubmit, reset } = useForm<z.infer<typeof ReasonEntry>>({
    resolver: zodResolver(ReasonEntry),
    defaultValues: { reason: '' },
  });
  const submit = handleSubmit(async ({ reason }) => {
    if (await attempt(() => decideHold(desk, hold, { kind, reason }))) reset();
  });
  return (
    <Card title={title}>
      <form onSubmit={submit} noValidate aria-label={title}>
        <Flex vertical gap={16}>
          {hint !== undefined && <span className="hint">{hint}</span>}
          <TextField control={control} name="reason" label={label} lines={2} />
          <Button size="large" htmlType="submit" danger={kind === 'reject'} loading={saving} style={{ alignSelf: 'flex-start' }}>
            {action}
          </Button>
        </Flex>
      </form>
    </Card>
  );
}

export function RejectForm({ hold }: { hold: WaitingHold }) {
  const t = useWords(waitingWords);
  return <ReasonForm hold={hold} kind="reject" title={t('reject')} label={t('reason')} action={t('reject')} hint={t('rejectHint')} />;
}

const ReturnEntry = z.object({ to: UserId.or(z.literal('').refine(() => false, 'choose')), due: day, reason: text(200) });

/** 退回核实: to whom, by when, and what is to be found out. */
export function ReturnForm({ hold }: { hold: WaitingHold }) {
  const t = useWords(waitingWords);
  const desk = useDesk();
  const { saving, attempt } = useSaving();
  const { control, handleSubmit } = useForm<z.input<typeof ReturnEntry>, unknown, z.output<typeof ReturnEntry>>({
    resolver: zodResolver(ReturnEntry),
    defaultValues: { to: '', due: '', reason: '' },
  });
  const people = peopleFor(hold, desk.enrollment.users);
  const submit = handleSubmit(async ({ to, due, reason }) => {
    await attempt(() => decideHold(desk, hold, { kind: 'return', to: UserId.parse(to), due, reason }));
  });
  return (
    <Card title={t('return')}>
      <form onSubmit={submit} noValidate aria-label={t('return')}>
        <Flex vertical gap={16}>
          <span className="hint">{t('returnHint')}</span>
          <ChoiceField control={control} name="to" label={t('to')} choices={people.map(({ id, name }) => ({ value: id, label: name }))} />
          <TextField control={control} name="due" label={t('due')} type="date" />
          <TextField control={control} name="reason" label={t('what')} lines={2} />
          <Button size="large" htmlType="submit" loading={saving} style={{ alignSelf: 'flex-start' }}>
            {t('return')}
          </Button>
        </Flex>
      </form>
    </Card>
  );
}
