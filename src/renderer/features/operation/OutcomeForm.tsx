import { zodResolver } from '@hookform/resolvers/zod';
import { Alert, Button, Flex } from 'antd';
import { useForm, useWatch } from 'react-hook-form';
import { countRemoval, quantityText } from '#domain/count.ts';
import { findTypePolicy, policyInForce, type TypePolicy } from '#domain/policy.ts';
import { fixtureTypeWords, targetOutcomeWords } from '#domain/words.ts';
import { useDesk } from '../../session.tsx';
import { aboutOf } from '../../store/draft-kinds.ts';
import { type RecordOf, useRecords } from '../../store/records.ts';
import { DraftGate } from '../../ui/draft/DraftGate.tsx';
import { useDraft } from '../../ui/draft/use-draft.ts';
import { ChoiceField, TextField } from '../../ui/field/inputs.tsx';
import { whole } from '../../ui/field/parse.ts';
import { PhotosInForm } from '../../ui/field/pictures.tsx';
import { useSaving } from '../../ui/saving.tsx';
import { useWord, useWords } from '../../words/language.ts';
import { localDay } from '../../words/local-time.ts';
import { isRemoval, outcomeChanges, takenDown } from './outcome.ts';
import {
  asksLength,
  asksOpenings,
  firstEntry,
  type OutcomeEntry,
  type OutcomeTyped,
  outcomeEntryFor,
  outcomeOf,
  salvages,
} from './outcome-entry.ts';
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
  const policies = useRecords('policy');
  const policy = policies && policyInForce(policies, localDay(desk.source.now()));
  const counted = target.type === 'fixture' && policy ? findTypePolicy(policy.fields, target.fields.type) : undefined;
  const form = useForm<OutcomeTyped, unknown, OutcomeEntry>({
    resolver: zodResolver(outcomeEntryFor(target, counted)),
    defaultValues: firstEntry(target),
  });
  const { control, handleSubmit } = form;
  const subject = { place, code: target.fields.code };
  const draft = useDraft(form, { kind: 'outcome', of: [operation.id, target.id], about: aboutOf(subject) });
  const outcome = useWatch({ control, name: 'outcome' });
  const removal = outcome !== '' && isRemoval(outcome);
  const blind = removal && target.type === 'fixture' && policies !== undefined && policy === undefined;
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
              />
              <PhotosInForm control={control} name="after" label={t('afterPhotos')} stage="AFTER" min={1} watermark={subject} />
              <div className="fields">
                {target.type === 'fixture' ? (
                  <TextField
                    control={control}
                    name="qty"
                    label={t('qty')}
                    inputMode="numeric"
                    hint={t('surveyed', { value: target.fields.qty })}
                  />
                ) : (
                  <TextField
                    control={control}
                    name="areaM2"
                    label={t('area')}
                    inputMode="decimal"
                    hint={t('surveyed', { value: target.fields.areaM2 ?? '—' })}
                  />
                )}
                {asksOpenings(target, counted) && (
                  <TextField
                    control={control}
                    name="openings"
                    label={t('openings')}
                    inputMode="numeric"
                    hint={t('openingsHint')}
                    optional
                  />
                )}
                {asksLength(target, counted) && (
                  <TextField control={control} name="lengthMm" label={t('lengthMm')} inputMode="numeric" hint={t('lengthHint')} />
                )}
                <TextField control={control} name="contractor" label={t('contractor')} />
              </div>
              <ChoiceField
                control={control}
                name="salvage"
                label={t('salvage')}
                choices={salvages.map((value) => ({ value, label: t(value) }))}
              />
              {target.type === 'fixture' && <Owes target={target} counted={counted} control={control} />}
              {blind && <Alert type="warning" showIcon title={t('noPolicy')} />}
            </>
          )}
          {outcome !== '' && !removal && (
            <>
              <TextField control={control} name="reason" label={t('reason')} hint={t('reasonOrPhoto')} />
              <PhotosInForm control={control} name="proof" label={t('proofPhotos')} stage="DURING" watermark={subject} />
            </>
          )}
          {outcome !== '' && (
            <Button type="primary" size="large" htmlType="submit" loading={saving} disabled={blind} style={{ alignSelf: 'start' }}>
              {t('saveOutcome')}
            </Button>
          )}
        </Flex>
      </form>
    </DraftGate>
  );
}

interface OwesProps {
  target: RecordOf<'fixture'>;
  counted: TypePolicy | undefined;
  control: ReturnType<typeof useForm<OutcomeTyped, unknown, OutcomeEntry>>['control'];
}

/** Says before the save what it will oblige the subdistrict to, as its policy counts. */
function Owes({ target, counted, control }: OwesProps) {
  const t = useWords(operationWords);
  const word = useWord();
  const [qty, openings, lengthMm] = useWatch({ control, name: ['qty', 'openings', 'lengthMm'] });
  if (counted?.eligible !== true) return null;
  const read = (typed: string) => whole(1, 6000).safeParse(typed).data ?? null;
  const told = { qty: read(qty) ?? 0, openings: read(openings), lengthMm: read(lengthMm) };
  const count = countRemoval(counted, target.fields, takenDown(target.fields, told));
  if (count === undefined || count.qty === 0) return null;
  return (
    <Alert type="info" showIcon title={t('owes', { type: word(fixtureTypeWords[target.fields.type]), count: word(quantityText(count)) })} />
  );
}
