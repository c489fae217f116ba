import { zodResolver } from '@hookform/resolvers/zod';
import { Alert } from 'antd';
import { useForm, useWatch } from 'react-hook-form';
import { z } from 'zod';
import { determinationResultWords } from '#domain/words.ts';
import { useDesk } from '../../session.tsx';
import { patchOf, type RecordOf, useRecords } from '../../store/records.ts';
import { StepSheet } from '../../ui/draft/StepSheet.tsx';
import { useDraft } from '../../ui/draft/use-draft.ts';
import { useChoices } from '../../ui/field/choices.ts';
import { ChoiceField, TextField } from '../../ui/field/inputs.tsx';
import { day, text } from '../../ui/field/parse.ts';
import { useSaving } from '../../ui/saving.tsx';
import { useWords } from '../../words/language.ts';
import { localDay } from '../../words/local-time.ts';
import { oneOf } from '../survey/typed.ts';
import { findSecond, secondsFor, termsOn } from './second-determiner.ts';
import { structureWords } from './words.ts';

const DeterminationEntry = z.object({
  result: oneOf(determinationResultWords),
  opinion: text(500),
  basis: text(60),
  authority: text(60),
  docNo: text(60, 0),
  on: day,
  /** A draft of before it was asked has none. */
  second: z.string().optional(),
});

/** 审核认定: one structure at a time, by a reviewer who did not survey it [D1], with a second where the policy in force asks for one [D2]. */
export function DetermineForm({ record }: { record: RecordOf<'structure'> }) {
  const t = useWords(structureWords);
  const desk = useDesk();
  const policies = useRecords('policy');
  const choices = useChoices();
  const { saving, save } = useSaving();
  const form = useForm<z.input<typeof DeterminationEntry>, unknown, z.output<typeof DeterminationEntry>>({
    resolver: zodResolver(DeterminationEntry),
    defaultValues: { result: '', opinion: '', basis: '', authority: '', docNo: '', on: localDay(desk.source.now()), second: '' },
  });
  const { control, handleSubmit, setError } = form;
  const draft = useDraft(form, { kind: 'determine', of: [record.id], about: record.fields.code });
  const on = useWatch({ control, name: 'on' });
  const { user, enrollment } = desk;
  const surveyed = record.fields.surveyors.some((person) => person.user === user.id || person.name === user.name);
  if (surveyed) return <Alert type="warning" showIcon role="alert" title={t('surveyedByYou')} />;

  const terms = termsOn(policies ?? [], on);
  const seconds = secondsFor(record.fields, enrollment.users, user);
  const submit = handleSubmit(async ({ second: chosen, ...entry }) => {
    const { policy, two } = termsOn(policies ?? [], entry.on);
    const second = two ? findSecond(seconds, chosen ?? '') : null;
    if (two && second === null) return setError('second', { message: 'choose' }, { shouldFocus: true });
    const determination = { ...entry, by: { name: user.name, user: user.id }, second, policy };
    const status = entry.result === 'LEGAL' ? 'kept' : 'determined';
    await save([patchOf(record, { determination, status })], draft);
  });

  return (
    <StepSheet label={t('determine')} draft={draft} onSubmit={submit} save={t('saveDetermination')} saving={saving}>
      <ChoiceField control={control} name="result" label={t('result')} choices={choices(determinationResultWords)} />
      <TextField control={control} name="opinion" label={t('opinion')} lines={3} />
      <div className="fields">
        <TextField control={control} name="basis" label={t('basis')} hint={t('basisHint')} />
        {terms.authorities.length === 0 && <TextField control={control} name="authority" label={t('authority')} />}
        <TextField control={control} name="docNo" label={t('docNo')} optional />
        <TextField control={control} name="on" label={t('determinedOn')} type="date" />
      </div>
      {terms.authorities.length > 0 && (
        <ChoiceField
          control={control}
          name="authority"
          label={t('authority')}
          choices={terms.authorities.map((name) => ({ value: name, label: name }))}
        />
      )}
      {terms.two && seconds.length === 0 && <Alert type="warning" showIcon role="alert" title={t('noSecond')} />}
      {terms.two && seconds.length > 0 && (
        <ChoiceField
          control={control}
          name="second"
          label={t('second')}
          hint={t('secondHint')}
          choices={seconds.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
    </StepSheet>
  );
}
