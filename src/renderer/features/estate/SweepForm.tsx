import { zodResolver } from '@hookform/resolvers/zod';
import { useForm, useWatch } from 'react-hook-form';
import { z } from 'zod';
import type { Zone } from '#domain/estate.ts';
import { sweepResultWords, zoneWords } from '#domain/words.ts';
import { useDesk } from '../../session.tsx';
import { createOf, type RecordOf } from '../../store/records.ts';
import { newRecordId } from '../../store/save.ts';
import { StepSheet } from '../../ui/draft/StepSheet.tsx';
import { useDraft } from '../../ui/draft/use-draft.ts';
import { instantOf } from '../../ui/field/calendar.ts';
import { useChoices } from '../../ui/field/choices.ts';
import { ChoiceField, TextField } from '../../ui/field/inputs.tsx';
import { text } from '../../ui/field/parse.ts';
import { useSaving } from '../../ui/saving.tsx';
import { useWord, useWords } from '../../words/language.ts';
import { oneOf } from '../survey/typed.ts';
import { buildingWords } from './building-words.ts';

const SweepTyped = z.object({ zone: oneOf(zoneWords), unit: z.string(), result: oneOf(sweepResultWords), note: text(200, 0) });

interface SweepFormProps {
  building: RecordOf<'building'>;
  units: readonly string[];
  zone: Zone;
  onClose(): void;
}

/** Someone looked at a zone, and what they saw. A fact: a later look is another record. */
export function SweepForm({ building, units, zone, onClose }: SweepFormProps) {
  const t = useWords(buildingWords);
  const desk = useDesk();
  const choices = useChoices();
  const say = useWord();
  const { saving, save } = useSaving();
  const form = useForm<z.input<typeof SweepTyped>, unknown, z.output<typeof SweepTyped>>({
    defaultValues: { zone, unit: '', result: '', note: '' },
    resolver: zodResolver(SweepTyped),
  });
  const { control, handleSubmit } = form;
  const about = `${building.fields.label} ${say(zoneWords[zone])}`;
  const draft = useDraft(form, { kind: 'sweep', of: [building.id, zone], about });
  const result = useWatch({ control, name: 'result' });
  const unitChoices = [{ value: '', label: t('whole') }, ...units.map((unit) => ({ value: unit, label: t('unit', { unit }) }))];

  const submit = handleSubmit(async (parsed) => {
    const { unit, ...told } = parsed;
    const at = instantOf(desk.source.now());
    const fields = { ...told, building: building.id, unit: unit === '' ? null : unit, at, by: desk.user.name };
    if (await save([createOf('sweep', newRecordId(desk), fields)], draft)) onClose();
  });

  return (
    <StepSheet
      label={t('sweepTitle')}
      draft={draft}
      onSubmit={submit}
      save={t('saveSweep')}
      saving={saving}
      onCancel={{ label: t('cancel'), press: onClose }}
    >
      <ChoiceField control={control} name="zone" label={t('zone')} choices={choices(zoneWords)} />
      {units.length > 0 && <ChoiceField control={control} name="unit" label={t('unitLabel')} choices={unitChoices} />}
      <ChoiceField control={control} name="result" label={t('result')} choices={choices(sweepResultWords)} />
      {result === 'FOUND' && <p className="hint">{t('foundHint')}</p>}
      <TextField control={control} name="note" label={t('sweepNote')} lines={2} optional />
    </StepSheet>
  );
}
