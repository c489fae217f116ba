import { zodResolver } from '@hookform/resolvers/zod';
import { useForm, useWatch } from 'react-hook-form';
import { z } from 'zod';
import { useDesk } from '../../session.tsx';
import { patchOf } from '../../store/records.ts';
import { StepSheet } from '../../ui/draft/StepSheet.tsx';
import { useDraft } from '../../ui/draft/use-draft.ts';
import { instantOf } from '../../ui/field/calendar.ts';
import { ChoiceField, SelectField, TextField } from '../../ui/field/inputs.tsx';
import { text } from '../../ui/field/parse.ts';
import { useSaving } from '../../ui/saving.tsx';
import { useWords } from '../../words/language.ts';
import type { Thing } from '../estate/standing.ts';
import { useThingName } from '../estate/ThingLink.tsx';
import { useThings } from '../estate/things.ts';
import { sideWords } from './side-words.ts';

const voidKinds = ['MISTAKEN', 'DUPLICATE'] as const;
const VoidEntry = z
  .object({
    kind: z.string().pipe(z.enum(voidKinds, 'choose')),
    reason: text(200),
    instead: z.string(),
  })
  .superRefine((entry, context) => {
    if (entry.kind === 'DUPLICATE' && entry.instead === '') context.addIssue({ code: 'custom', path: ['instead'], message: 'choose' });
  });

/** 误登 / 重复: a double names the record that stays. */
export function VoidForm({ record }: { record: Thing }) {
  const t = useWords(sideWords);
  const { source, user } = useDesk();
  const { saving, save } = useSaving();
  const nameOf = useThingName();
  const known = useThings(record.fields.place.building) ?? [];
  const others = known.filter(({ type, id, fields }) => type === record.type && id !== record.id && fields.status !== 'void');
  const form = useForm<z.input<typeof VoidEntry>, unknown, z.output<typeof VoidEntry>>({
    resolver: zodResolver(VoidEntry),
    defaultValues: { kind: '', reason: '', instead: '' },
  });
  const { control, handleSubmit } = form;
  const draft = useDraft(form, { kind: 'voiding', of: [record.id], about: record.fields.code });
  const kind = useWatch({ control, name: 'kind' });
  const submit = handleSubmit(async (entry) => {
    const instead = others.find(({ id }) => entry.kind === 'DUPLICATE' && id === entry.instead)?.id ?? null;
    const by = { name: user.name, user: user.id };
    const voiding = { at: instantOf(source.now()), by, kind: entry.kind, reason: entry.reason, instead };
    const set = { voiding, status: 'void' } as const;
    await save([record.type === 'structure' ? patchOf(record, set) : patchOf(record, set)], draft);
  });
  return (
    <StepSheet label={t('void')} draft={draft} onSubmit={submit} save={t('saveVoid')} saving={saving} danger>
      <ChoiceField control={control} name="kind" label={t('voidKind')} choices={voidKinds.map((value) => ({ value, label: t(value) }))} />
      {kind === 'DUPLICATE' && others.length === 0 && <span role="alert">{t('noOther')}</span>}
      {kind === 'DUPLICATE' && others.length > 0 && (
        <SelectField
          control={control}
          name="instead"
          label={t('instead')}
          choices={others.map((other) => ({ value: other.id, label: nameOf(other) }))}
        />
      )}
      <TextField control={control} name="reason" label={t('voidReason')} lines={2} />
    </StepSheet>
  );
}
