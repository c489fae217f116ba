import { zodResolver } from '@hookform/resolvers/zod';
import { Alert, Button, Flex } from 'antd';
import { useForm } from 'react-hook-form';
import { z } from 'zod';
import { determinationResultWords } from '#domain/words.ts';
import { useDesk } from '../../session.tsx';
import { patchOf, type RecordOf } from '../../store/records.ts';
import { DraftGate } from '../../ui/draft/DraftGate.tsx';
import { useDraft } from '../../ui/draft/use-draft.ts';
import { useChoices } from '../../ui/field/choices.ts';
import { ChoiceField, TextField } from '../../ui/field/inputs.tsx';
import { day, text } from '../../ui/field/parse.ts';
import { useSaving } from '../../ui/saving.tsx';
import { useWords } from '../../words/language.ts';
import { localDay } from '../../words/local-time.ts';
import { oneOf } from '../survey/typed.ts';
import { structureWords } from './words.ts';

const DeterminationEntry = z.object({
  result: oneOf(determinationResultWords),
  opinion: text(500),
  basis: text(60),
  authority: text(60),
  docNo: text(60, 0),
  on: day,
});

/** 审核认定: one structure at a time, by a reviewer who did not survey it [D1]. */
export function DetermineForm({ record }: { record: RecordOf<'structure'> }) {
  const t = useWords(structureWords);
  const desk = useDesk();
  const choices = useChoices();
  const { saving, save } = useSaving();
  const form = useForm<z.input<typeof DeterminationEntry>, unknown, z.output<typeof DeterminationEntry>>({
    resolver: zodResolver(DeterminationEntry),
    defaultValues: { result: '', opinion: '', basis: '', authority: '', docNo: '', on: localDay(desk.source.now()) },
  });
  const { control, handleSubmit } = form;
  const draft = useDraft(form, { kind: 'determine', of: [record.id], about: record.fields.code });
  const { user } = desk;
  const surveyed = record.fields.surveyors.some((person) => person.user === user.id || person.name === user.name);
  if (surveyed) return <Alert type="warning" showIcon role="alert" title={t('surveyedByYou')} />;

  const submit = handleSubmit(async (entry) => {
    const determination = { ...entry, by: { name: user.name, user: user.id } };
    const status = entry.result === 'LEGAL' ? 'kept' : 'determined';
    await save([patchOf(record, { determination, status })], draft);
  });

  return (
    <DraftGate draft={draft}>
      <form onSubmit={submit} noValidate aria-label={t('determine')}>
        <Flex vertical gap={16}>
          <ChoiceField control={control} name="result" label={t('result')} choices={choices(determinationResultWords)} />
          <TextField control={control} name="opinion" label={t('opinion')} lines={3} />
          <div className="fields">
            <TextField control={control} name="basis" label={t('basis')} hint={t('basisHint')} />
            <TextField control={control} name="authority" label={t('authority')} />
            <TextField control={control} name="docNo" label={t('docNo')} optional />
            <TextField control={control} name="on" label={t('determinedOn')} type="date" />
          </div>
          <Button type="primary" size="large" className="main-action" htmlType="submit" loading={saving}>
            {t('saveDetermination')}
          </Button>
        </Flex>
      </form>
    </DraftGate>
  );
}
