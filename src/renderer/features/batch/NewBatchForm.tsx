import { zodResolver } from '@hookform/resolvers/zod';
import { Alert } from 'antd';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { z } from 'zod';
import { useDesk } from '../../session.tsx';
import type { RecordOf } from '../../store/records.ts';
import { StepSheet } from '../../ui/draft/StepSheet.tsx';
import { useDraft } from '../../ui/draft/use-draft.ts';
import { TextField } from '../../ui/field/inputs.tsx';
import { text } from '../../ui/field/parse.ts';
import { useSaving } from '../../ui/saving.tsx';
import { useWords } from '../../words/language.ts';
import { siteText } from '../estate/site.ts';
import { BatchGrid } from './BatchGrid.tsx';
import { createBatch } from './batch-changes.ts';
import type { BuildingReturn } from './building-return.ts';
import { batchWords } from './words.ts';

const BatchEntry = z.object({ contractor: text(60), contractNo: text(60, 0), note: text(500, 0) });

interface NewBatchFormProps {
  facts: BuildingReturn;
  /** What it may take up. */
  lines: readonly RecordOf<'entitlement'>[];
  onSaved(id: string): void;
}

/** 新建批次: who gives back, under which contract, and which lines. All that are free are taken until one is left out. */
export function NewBatchForm({ facts, lines, onSaved }: NewBatchFormProps) {
  const t = useWords(batchWords);
  const desk = useDesk();
  const { saving, save } = useSaving();
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const { building } = facts.site;
  const form = useForm<z.input<typeof BatchEntry>, unknown, z.infer<typeof BatchEntry>>({
    resolver: zodResolver(BatchEntry),
    defaultValues: { contractor: '', contractNo: '', note: '' },
  });
  const { control } = form;
  const about = siteText(facts.site, { building: building.id, unit: null, room: null, label: null });
  const draft = useDraft(form, { kind: 'batch', of: [building.id], about });
  const chosen = lines.filter(({ id }) => !left.has(id)).slice(0, mostLines);
  const submit = form.handleSubmit(async (entry) => {
    if (chosen.length === 0) return;
    const { id, changes } = createBatch(desk, building.id, chosen, entry);
    if (await save(changes, draft)) onSaved(id);
  });
  return (
    <StepSheet label={t('newBatch')} draft={draft} onSubmit={submit} save={t('saveBatch', { n: chosen.length })} saving={saving}>
      <div className="fields">
        <TextField control={control} name="contractor" label={t('contractor')} />
        <TextField control={control} name="contractNo" label={t('contractNo')} optional />
        <TextField control={control} name="note" label={t('note')} optional />
      </div>
      {chosen.length === 0 && <Alert type="warning" showIcon title={t('noneChosen')} />}
      <BatchGrid
        label={t('newBatch')}
        facts={facts}
        lines={lines}
        chosen={new Set(chosen.map(({ id }) => id))}
        onChoose={(some, taken) => {
          const next = new Set(left);
          for (const { id } of some) taken ? next.delete(id) : next.add(id);
          setLeft(next);
        }}
      />
    </StepSheet>
  );
}

/** As many as one batch may hold. */
const mostLines = 500;
