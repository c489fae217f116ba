import { zodResolver } from '@hookform/resolvers/zod';
import { Button, Flex } from 'antd';
import { useForm, useWatch } from 'react-hook-form';
import { targetOutcomeWords } from '#domain/words.ts';
import { useDesk } from '../../session.tsx';
import { aboutOf } from '../../store/draft-kinds.ts';
import type { RecordOf } from '../../store/records.ts';
import { DraftGate } from '../../ui/draft/DraftGate.tsx';
import { useDraft } from '../../ui/draft/use-draft.ts';
import { ChoiceField, TextField } from '../../ui/field/inputs.tsx';
import { PhotosInForm } from '../../ui/field/pictures.tsx';
import { useSaving } from '../../ui/saving.tsx';
import { useWord, useWords } from '../../words/language.ts';
import { isRemoval, outcomeChanges } from './outcome.ts';
import { firstEntry, type OutcomeEntry, type OutcomeTyped, outcomeEntryFor, outcomeOf } from './outcome-entry.ts';
import { usePolicyNow } from './policy-now.tsx';
import { TakenFields } from './TakenFields.tsx';
import type { Target } from './targets.ts';
import { operationWords } from './words.ts';

interface OutcomeFormProps {
  operation: RecordOf<'operation'>;
  target: Target;
  place: string;
  onSaved(): void;
}

/** One target's one outcome. What was removed is shown, measured and, for a fixture, owed back from the same save. */
export function OutcomeForm({ operation, target, place, onSaved }: OutcomeFormProps) {
  const t = useWords(operationWords);
  const word = useWord();
  const desk = useDesk();
  const { saving, save } = useSaving();
  const { policy, counted, blind, warning } = usePolicyNow(target);
  const form = useForm<OutcomeTyped, unknown, OutcomeEntry>({
    resolver: zodResolver(outcomeEntryFor(target, counted)),
    defaultValues: firstEntry(target),
  });
  const { control, handleSubmit } = form;
  const subject = { place, code: target.fields.code };
  const draft = useDraft(form, { kind: 'outcome', of: [operation.id, target.id], about: aboutOf(subject) });
  const phone = () => ({ type: target.type, id: target.id, about: aboutOf(subject) });
  const outcome = useWatch({ control, name: 'outcome' });
  const removal = outcome !== '' && isRemoval(outcome);
  const outcomes = Object.entries(targetOutcomeWords).map(([value, name]) => ({ value, label: word(name) }));

  const submit = handleSubmit(async (entry) => {
    const changes = outcomeChanges({ desk, operation, target, policy, subject }, outcomeOf(entry, target));
    if (await save(changes, draft)) onSaved();
  });

  return (
    <DraftGate draft={draft}>
      <form onSubmit={submit} noValidate aria-label={`${t('record')} ${target.fields.code}`}>
        <Flex vertical gap={16}>
          <ChoiceField control={control} name="outcome" label={t('outcome')} choices={outcomes} />
          {removal && (
            <>
              <PhotosInForm
                control={control}
                name="during"
                label={t('duringPhotos')}
                stage="DURING"
                min={target.type === 'structure' ? 1 : 0}
                watermark={subject}
                phone={phone}
              />
              <PhotosInForm
                control={control}
                name="after"
                label={t('afterPhotos')}
                stage="AFTER"
                min={1}
                watermark={subject}
                phone={phone}
              />
              <TakenFields control={control} target={target} counted={counted} />
              {warning}
            </>
          )}
          {outcome !== '' && !removal && (
            <>
              <TextField control={control} name="reason" label={t('reason')} hint={t('reasonOrPhoto')} />
              <PhotosInForm control={control} name="proof" label={t('proofPhotos')} stage="DURING" watermark={subject} phone={phone} />
            </>
          )}
          {outcome !== '' && (
            <Button
              type="primary"
              size="large"
              htmlType="submit"
              loading={saving}
              disabled={removal && blind}
              style={{ alignSelf: 'start' }}
            >
              {t('saveOutcome')}
            </Button>
          )}
        </Flex>
      </form>
    </DraftGate>
  );
}
