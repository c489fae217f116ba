import { zodResolver } from '@hookform/resolvers/zod';
import { useForm } from 'react-hook-form';
import { z } from 'zod';
import { useDesk } from '../../session.tsx';
import { useDraft } from '../../ui/draft/use-draft.ts';
import { TextField } from '../../ui/field/inputs.tsx';
import { text } from '../../ui/field/parse.ts';
import { useWords } from '../../words/language.ts';
import { orderGroups, withdrawGroups } from './batch-changes.ts';
import { ManySheet } from './ManySheet.tsx';
import type { ManyProps } from './many.ts';
import { useSaveGroups } from './use-save-groups.ts';
import { batchWords } from './words.ts';

const Nothing = z.object({});

/** 下单: nothing to be filled in, but said to by a press of its own. */
export function OrderMany({ batch, plan, nameOf, onSaved }: ManyProps) {
  const t = useWords(batchWords);
  const saving = useSaveGroups();
  const form = useForm({ resolver: zodResolver(Nothing), defaultValues: {} });
  const draft = useDraft(form, { kind: 'batchOrder', of: [batch.id], about: batch.fields.contractor });
  const submit = form.handleSubmit(async () => {
    if (await saving.save(orderGroups(plan.ready), draft)) onSaved();
  });
  return (
    <ManySheet label={t('order')} plan={plan} nameOf={nameOf} draft={draft} onSubmit={submit} saving={saving}>
      <span>{t('orderHint', { contractor: batch.fields.contractor })}</span>
    </ManySheet>
  );
}

const WithdrawEntry = z.object({ reason: text(200) });

/** 退单: the contractor failed, or the lines go another way. They are confirmed again, and free for another batch. */
export function WithdrawMany({ batch, plan, nameOf, onSaved }: ManyProps) {
  const t = useWords(batchWords);
  const desk = useDesk();
  const saving = useSaveGroups();
  const form = useForm<z.input<typeof WithdrawEntry>, unknown, z.infer<typeof WithdrawEntry>>({
    resolver: zodResolver(WithdrawEntry),
    defaultValues: { reason: '' },
  });
  const draft = useDraft(form, { kind: 'batchWithdraw', of: [batch.id], about: batch.fields.contractor });
  const submit = form.handleSubmit(async ({ reason }) => {
    if (await saving.save(withdrawGroups(desk, batch, plan.ready, reason), draft)) onSaved();
  });
  return (
    <ManySheet label={t('cancelOrder')} plan={plan} nameOf={nameOf} draft={draft} onSubmit={submit} saving={saving} danger>
      <span>{t('withdrawHint')}</span>
      <TextField control={form.control} name="reason" label={t('withdrawWhy')} />
    </ManySheet>
  );
}
