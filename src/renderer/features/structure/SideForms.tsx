import { zodResolver } from '@hookform/resolvers/zod';
import { Button, Flex } from 'antd';
import { useForm, useWatch } from 'react-hook-form';
import { z } from 'zod';
import { structureStatusWords } from '#domain/words.ts';
import { useDesk } from '../../session.tsx';
import { patchOf, type RecordOf, useRecords } from '../../store/records.ts';
import { StepSheet } from '../../ui/draft/StepSheet.tsx';
import { useDraft } from '../../ui/draft/use-draft.ts';
import { instantOf } from '../../ui/field/calendar.ts';
import { ChoiceField, TextField } from '../../ui/field/inputs.tsx';
import { day, text } from '../../ui/field/parse.ts';
import { useSaving } from '../../ui/saving.tsx';
import { useWord, useWords } from '../../words/language.ts';
import { type AsideEvent, asideChange, resumeChange } from './side-steps.ts';
import { sideWords } from './side-words.ts';

interface SideProps {
  record: RecordOf<'structure'>;
}

const asideEntry = (event: AsideEvent) =>
  z.object({
    reason: text(200),
    authority: text(60, event === 'defer' ? 1 : 0),
    reviewOn: event === 'defer' ? day : z.string().transform(() => null),
  });

/** 暂缓、中止、争议: each with its reason; a deferral is an authority's, and somebody looks at it again. */
export function AsideForm({ record, event }: SideProps & { event: AsideEvent }) {
  const t = useWords(sideWords);
  const { source, user } = useDesk();
  const { saving, save } = useSaving();
  const form = useForm<z.input<ReturnType<typeof asideEntry>>, unknown, z.output<ReturnType<typeof asideEntry>>>({
    resolver: zodResolver(asideEntry(event)),
    defaultValues: { reason: '', authority: record.fields.determination?.authority ?? '', reviewOn: '' },
  });
  const { control, handleSubmit } = form;
  const draft = useDraft(form, { kind: 'aside', of: [record.id, event], about: record.fields.code });
  const submit = handleSubmit(async (entry) => {
    const told = { ...entry, at: instantOf(source.now()), by: { name: user.name, user: user.id } };
    await save([asideChange(record, event, told)], draft);
  });
  return (
    <StepSheet label={t(event)} draft={draft} onSubmit={submit} save={t('saveAside')} saving={saving}>
      <TextField control={control} name="reason" label={t('asideReason')} lines={2} />
      {event === 'defer' && (
        <div className="fields">
          <TextField control={control} name="authority" label={t('authority')} />
          <TextField control={control} name="reviewOn" label={t('reviewOn')} type="date" />
        </div>
      )}
    </StepSheet>
  );
}

/** 恢复办理: back to the state it was set aside from. */
export function ResumeStep({ record }: SideProps) {
  const t = useWords(sideWords);
  const say = useWord();
  const { saving, save } = useSaving();
  const change = resumeChange(record);
  const { aside } = record.fields;
  if (change === undefined || !aside) return null;
  return (
    <Flex vertical gap={12}>
      <span>{t('asideLine', { by: [aside.authority, aside.by.name].filter(Boolean).join(' '), reason: aside.reason })}</span>
      <span>{t('resumeTo', { state: say(structureStatusWords[aside.from]) })}</span>
      <Button type="primary" size="large" className="main-action" loading={saving} onClick={() => void save([change])}>
        {t('resume')}
      </Button>
    </Flex>
  );
}

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
export function VoidForm({ record }: SideProps) {
  const t = useWords(sideWords);
  const { source, user } = useDesk();
  const { saving, save } = useSaving();
  const known = useRecords('structure', record.fields.place.building) ?? [];
  const others = known.filter(({ id, fields }) => id !== record.id && fields.status !== 'void');
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
    await save([patchOf(record, { voiding, status: 'void' })], draft);
  });
  return (
    <StepSheet label={t('void')} draft={draft} onSubmit={submit} save={t('saveVoid')} saving={saving} danger>
      <ChoiceField control={control} name="kind" label={t('voidKind')} choices={voidKinds.map((value) => ({ value, label: t(value) }))} />
      {kind === 'DUPLICATE' && others.length === 0 && <span role="alert">{t('noOther')}</span>}
      {kind === 'DUPLICATE' && others.length > 0 && (
        <ChoiceField
          control={control}
          name="instead"
          label={t('instead')}
          choices={others.map(({ id, fields }) => ({ value: id, label: [fields.code, fields.place.label].filter(Boolean).join(' ') }))}
        />
      )}
      <TextField control={control} name="reason" label={t('voidReason')} lines={2} />
    </StepSheet>
  );
}
