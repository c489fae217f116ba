import { zodResolver } from '@hookform/resolvers/zod';
import { Alert } from 'antd';
import { useForm, useWatch } from 'react-hook-form';
import { structureStatusWords } from '#domain/words.ts';
import { useDesk } from '../../session.tsx';
import type { WatermarkSubject } from '../../store/photo-changes.ts';
import type { RecordOf } from '../../store/records.ts';
import { StepSheet } from '../../ui/draft/StepSheet.tsx';
import { useDraft } from '../../ui/draft/use-draft.ts';
import { useChoices } from '../../ui/field/choices.ts';
import { ChoiceField, TextField } from '../../ui/field/inputs.tsx';
import { PhotosInForm } from '../../ui/field/pictures.tsx';
import { useSaving } from '../../ui/saving.tsx';
import { useWord, useWords } from '../../words/language.ts';
import {
  DecisionEntry,
  type DecisionTyped,
  decisionChanges,
  StatementEntry,
  type StatementTyped,
  statementChanges,
  verdictWords,
  wouldKeep,
} from './statement.ts';
import { statementWords } from './words.ts';

interface StatementFormProps {
  structure: RecordOf<'structure'>;
  subject: WatermarkSubject;
  by: string;
  onSaved(): void;
}

/** 陈述申辩: what somebody says against a determination, word for word, with what they brought. */
export function StatementForm({ structure, subject, by, onSaved }: StatementFormProps) {
  const t = useWords(statementWords);
  const desk = useDesk();
  const { saving, save } = useSaving();
  const form = useForm<StatementTyped, unknown, StatementEntry>({
    resolver: zodResolver(StatementEntry),
    defaultValues: { by, text: '', photos: [] },
  });
  const { control, handleSubmit } = form;
  const draft = useDraft(form, { kind: 'statement', of: [structure.id], about: subject.code });
  const submit = handleSubmit(async (entry) => {
    if (await save(statementChanges(desk, structure.id, entry, subject), draft)) onSaved();
  });
  return (
    <StepSheet label={t('state')} draft={draft} onSubmit={submit} save={t('save')} saving={saving}>
      <p className="hint">{t('stateHint')}</p>
      <TextField control={control} name="text" label={t('text')} lines={3} />
      <div className="fields">
        <TextField control={control} name="by" label={t('by')} />
      </div>
      <PhotosInForm control={control} name="photos" label={t('photos')} stage="FINDING" watermark={subject} />
    </StepSheet>
  );
}

interface DecisionFormProps {
  statement: RecordOf<'statement'>;
  structure: RecordOf<'structure'>;
  onSaved(): void;
}

/** A reviewer's decision, said beforehand with what it does to the structure. */
export function DecisionForm({ statement, structure, onSaved }: DecisionFormProps) {
  const t = useWords(statementWords);
  const say = useWord();
  const choices = useChoices();
  const desk = useDesk();
  const { saving, save } = useSaving();
  const form = useForm<DecisionTyped, unknown, DecisionEntry>({
    resolver: zodResolver(DecisionEntry),
    defaultValues: { result: '', reason: '' },
  });
  const { control, handleSubmit } = form;
  const draft = useDraft(form, { kind: 'statementDecision', of: [statement.id], about: structure.fields.code });
  const result = useWatch({ control, name: 'result' });
  const submit = handleSubmit(async (entry) => {
    if (await save(decisionChanges(desk, statement, structure, entry), draft)) onSaved();
  });
  const upheld = wouldKeep(structure) ? t('keeps') : t('tooLate', { state: say(structureStatusWords[structure.fields.status]) });
  return (
    <StepSheet label={t('decide')} draft={draft} onSubmit={submit} save={t('saveDecision')} saving={saving}>
      <ChoiceField control={control} name="result" label={t('result')} choices={choices(verdictWords)} />
      {result !== '' && <Alert type="info" showIcon title={result === 'UPHELD' ? upheld : t('stays')} />}
      <TextField control={control} name="reason" label={t('reason')} lines={2} />
    </StepSheet>
  );
}
