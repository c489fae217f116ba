import { zodResolver } from '@hookform/resolvers/zod';
import { useForm } from 'react-hook-form';
import { z } from 'zod';
import { useDesk } from '../../session.tsx';
import type { RecordOf } from '../../store/records.ts';
import { StepSheet } from '../../ui/draft/StepSheet.tsx';
import { useDraft } from '../../ui/draft/use-draft.ts';
import { TextField } from '../../ui/field/inputs.tsx';
import { day, text, whole } from '../../ui/field/parse.ts';
import { useSaving } from '../../ui/saving.tsx';
import { useWords } from '../../words/language.ts';
import { localDay } from '../../words/local-time.ts';
import { deliveryChange } from './batch-changes.ts';
import { batchWords } from './words.ts';

const DeliveryEntry = z.object({ on: day, text: text(200), qty: whole(1, 2000) });

/** 送货: what came, and how many. It changes no line: what is delivered is not installed yet. */
export function DeliveryForm({ batch, onSaved }: { batch: RecordOf<'returnBatch'>; onSaved(): void }) {
  const t = useWords(batchWords);
  const { source } = useDesk();
  const { saving, save } = useSaving();
  const form = useForm<z.input<typeof DeliveryEntry>, unknown, z.infer<typeof DeliveryEntry>>({
    resolver: zodResolver(DeliveryEntry),
    defaultValues: { on: localDay(source.now()), text: '', qty: '' },
  });
  const { control } = form;
  const draft = useDraft(form, { kind: 'delivery', of: [batch.id], about: batch.fields.contractor });
  const submit = form.handleSubmit(async (delivery) => {
    if (await save([deliveryChange(batch, delivery)], draft)) onSaved();
  });
  return (
    <StepSheet label={t('deliver')} draft={draft} onSubmit={submit} save={t('saveDelivery')} saving={saving}>
      <div className="fields">
        <TextField control={control} name="on" label={t('deliveredOn')} type="date" />
        <TextField control={control} name="text" label={t('deliveredWhat')} />
        <TextField control={control} name="qty" label={t('deliveredQty')} inputMode="numeric" />
      </div>
    </StepSheet>
  );
}
