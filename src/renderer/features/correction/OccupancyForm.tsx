import { zodResolver } from '@hookform/resolvers/zod';
import { useForm, useWatch } from 'react-hook-form';
import { z } from 'zod';
import { parsePhone } from '#domain/estate.ts';
import { occupancyEndingWords, occupancyWords } from '#domain/words.ts';
import { useDesk } from '../../session.tsx';
import type { RecordOf } from '../../store/records.ts';
import { useContacts } from '../../ui/contacts.tsx';
import { StepSheet } from '../../ui/draft/StepSheet.tsx';
import { useDraft } from '../../ui/draft/use-draft.ts';
import { useChoices } from '../../ui/field/choices.ts';
import { ChoiceField, TextField } from '../../ui/field/inputs.tsx';
import { day, text } from '../../ui/field/parse.ts';
import { useSaving } from '../../ui/saving.tsx';
import { useWord, useWords } from '../../words/language.ts';
import { localDay } from '../../words/local-time.ts';
import { oneOf } from '../survey/typed.ts';
import { occupancyChanges } from './occupancy.ts';
import { correctionWords } from './words.ts';

const Entry = z.object({
  household: z.string().min(1, 'choose'),
  kind: oneOf(occupancyEndingWords),
  on: day,
  reason: text(200),
  contactName: text(30, 0),
  phone: z
    .string()
    .refine((typed) => parsePhone(typed) !== undefined, 'invalid')
    .transform((typed) => parsePhone(typed) ?? null),
  occupancy: z.string().pipe(oneOf(occupancyWords)),
});

interface OccupancyProps {
  /** Who lives there now. */
  living: readonly RecordOf<'household'>[];
  about: string;
  onSaved(): void;
}

/** 产权变更、换租、搬离: one occupancy ends on the day the next begins. What is owed stays with the room. */
export function OccupancyForm({ living, about, onSaved }: OccupancyProps) {
  const t = useWords(correctionWords);
  const say = useWord();
  const choices = useChoices();
  const contacts = useContacts();
  const desk = useDesk();
  const { saving, save } = useSaving();
  const form = useForm<z.input<typeof Entry>, unknown, z.output<typeof Entry>>({
    resolver: zodResolver(Entry),
    defaultValues: {
      ...{ household: living[0]?.id ?? '', kind: '', on: localDay(desk.source.now()), reason: '' },
      ...{ contactName: '', phone: '', occupancy: living[0]?.fields.occupancy ?? 'UNKNOWN' },
    },
  });
  const { control } = form;
  const draft = useDraft(form, { kind: 'occupancy', of: living.map(({ id }) => id), about });
  const kind = useWatch({ control, name: 'kind' });
  const submit = form.handleSubmit(async ({ household, ...told }) => {
    const ending = living.find(({ id }) => id === household);
    const changes = ending && occupancyChanges(desk, ending, told);
    if (changes === undefined) return form.setError('on', { message: 'range' }, { shouldFocus: true });
    if (await save(changes, draft)) onSaved();
  });
  return (
    <StepSheet label={t('occupancy')} draft={draft} onSubmit={submit} save={t('saveOccupancy')} saving={saving}>
      <p className="hint">{t('occupancyWhy')}</p>
      {living.length > 1 && (
        <ChoiceField
          control={control}
          name="household"
          label={t('which')}
          choices={living.map(({ id, fields }) => ({
            value: id,
            label: `${contacts.name(fields.contactName)} ${say(occupancyWords[fields.occupancy])}`,
          }))}
        />
      )}
      <ChoiceField control={control} name="kind" label={t('endingKind')} choices={choices(occupancyEndingWords)} />
      <div className="fields">
        <TextField control={control} name="on" label={t('on')} type="date" />
        {kind !== 'MISTAKEN' && (
          <>
            <TextField control={control} name="contactName" label={t('nextName')} hint={t('nextNameHint')} optional />
            <TextField control={control} name="phone" label={t('nextPhone')} inputMode="tel" optional />
          </>
        )}
      </div>
      {kind !== 'MISTAKEN' && (
        <ChoiceField control={control} name="occupancy" label={t('nextOccupancy')} choices={choices(occupancyWords)} />
      )}
      <TextField control={control} name="reason" label={t('reason')} lines={2} />
    </StepSheet>
  );
}
