import { zodResolver } from '@hookform/resolvers/zod';
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
import { localDay } from '../../words/local-time.ts';
import { approvedLeftovers, type CloseEntry, type CloseTyped, closeChange, closeEntryFor, reopenChange } from './closing.ts';
import { batchWords } from './words.ts';

type Building = RecordOf<'building'>;
type Line = RecordOf<'entitlement'>;

interface CloseFormProps {
  building: Building;
  leftovers: readonly Line[];
  nameOf(line: Line): string;
  onClose(): void;
}

/** 结清. Whoever closes it approves every leftover by its reason: the line stays open, and stays owed. */
export function CloseForm({ building, leftovers, nameOf, onClose }: CloseFormProps) {
  const t = useWords(batchWords);
  const desk = useDesk();
  const { saving, save } = useSaving();
  const form = useForm<CloseTyped, unknown, CloseEntry>({
    resolver: zodResolver(closeEntryFor(leftovers)),
    defaultValues: { on: localDay(desk.source.now()), reasons: Object.fromEntries(leftovers.map(({ id }) => [id, ''])) },
  });
  const { control } = form;
  const draft = useDraft(form, { kind: 'closing', of: [building.id], about: building.fields.label });
  const submit = form.handleSubmit(async (entry) => {
    if (await save([closeChange(desk, building, entry.on, approvedLeftovers(entry, leftovers))], draft)) onClose();
  });
  return (
    <StepSheet
      label={t('close')}
      draft={draft}
      onSubmit={submit}
      save={t('saveClose')}
      saving={saving}
      onCancel={{ label: t('cancel'), press: onClose }}
    >
      <TextField control={control} name="on" label={t('closedOn')} type="date" />
      {leftovers.length > 0 && <span>{t('leftoversHint')}</span>}
      {leftovers.map((line) => (
        <TextField key={line.id} control={control} name={`reasons.${line.id}`} label={t('leftoverWhy', { line: nameOf(line) })} />
      ))}
    </StepSheet>
  );
}

const ReopenEntry = z.object({ reason: text(200) });

export function ReopenForm({ building, onClose }: { building: Building; onClose(): void }) {
  const t = useWords(batchWords);
  const desk = useDesk();
  const { saving, save } = useSaving();
  const form = useForm<z.input<typeof ReopenEntry>, unknown, z.infer<typeof ReopenEntry>>({
    resolver: zodResolver(ReopenEntry),
    defaultValues: { reason: '' },
  });
  const draft = useDraft(form, { kind: 'reopenBuilding', of: [building.id], about: building.fields.label });
  const submit = form.handleSubmit(async ({ reason }) => {
    const change = reopenChange(desk, building, reason);
    if (change !== undefined && (await save([change], draft))) onClose();
  });
  return (
    <StepSheet
      label={t('reopen')}
      draft={draft}
      onSubmit={submit}
      save={t('saveReopen')}
      saving={saving}
      onCancel={{ label: t('cancel'), press: onClose }}
    >
      <TextField control={form.control} name="reason" label={t('reopenWhy')} />
    </StepSheet>
  );
}
