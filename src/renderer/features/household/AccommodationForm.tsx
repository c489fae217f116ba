import { zodResolver } from '@hookform/resolvers/zod';
import { useForm } from 'react-hook-form';
import type { RecordOf } from '../../store/records.ts';
import { StepSheet } from '../../ui/draft/StepSheet.tsx';
import { useDraft } from '../../ui/draft/use-draft.ts';
import { useChoices } from '../../ui/field/choices.ts';
import { ChoiceField, TextField } from '../../ui/field/inputs.tsx';
import { useSaving } from '../../ui/saving.tsx';
import { useWords } from '../../words/language.ts';
import { accommodationChange } from './changes.ts';
import { AccommodationEntry, type AccommodationTyped, accommodationWords, noAccommodation } from './entries.ts';
import { householdWords } from './words.ts';

interface AccommodationFormProps {
  household: RecordOf<'household'>;
  about: string;
  onSaved(): void;
}

/** 照顾需要: what we have to do for the household, never the reason for it. */
export function AccommodationForm({ household, about, onSaved }: AccommodationFormProps) {
  const t = useWords(householdWords);
  const choices = useChoices();
  const { saving, save } = useSaving();
  const { accommodation, note } = household.fields;
  const form = useForm<AccommodationTyped, unknown, AccommodationEntry>({
    resolver: zodResolver(AccommodationEntry),
    defaultValues: { accommodation: accommodation ?? noAccommodation, note },
  });
  const { control, handleSubmit } = form;
  const draft = useDraft(form, { kind: 'accommodation', of: [household.id], about });
  const submit = handleSubmit(async (entry) => {
    if (await save([accommodationChange(household, entry)], draft)) onSaved();
  });
  return (
    <StepSheet label={t('accommodate')} draft={draft} onSubmit={submit} save={t('saveAccommodation')} saving={saving}>
      <ChoiceField
        control={control}
        name="accommodation"
        label={t('accommodation')}
        choices={[{ value: noAccommodation, label: t('noAccommodation') }, ...choices(accommodationWords)]}
      />
      <TextField control={control} name="note" label={t('accommodationNote')} hint={t('accommodationHint')} optional />
    </StepSheet>
  );
}
