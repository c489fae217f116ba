import { zodResolver } from '@hookform/resolvers/zod';
import { useForm } from 'react-hook-form';
import type { Place } from '#domain/place.ts';
import { occupancyWords } from '#domain/words.ts';
import { useDesk } from '../../session.tsx';
import { StepSheet } from '../../ui/draft/StepSheet.tsx';
import { useDraft } from '../../ui/draft/use-draft.ts';
import { useChoices } from '../../ui/field/choices.ts';
import { ChoiceField, TextField } from '../../ui/field/inputs.tsx';
import { useSaving } from '../../ui/saving.tsx';
import { useWords } from '../../words/language.ts';
import { occupantChange } from './changes.ts';
import { OccupantEntry, type OccupantTyped } from './entries.ts';
import { householdWords } from './words.ts';

interface OccupantFormProps {
  place: Place & { room: string };
  about: string;
  onSaved(): void;
}

/** 登记住户: who lives in a room of which no roster knew. */
export function OccupantForm({ place, about, onSaved }: OccupantFormProps) {
  const t = useWords(householdWords);
  const choices = useChoices();
  const desk = useDesk();
  const { saving, save } = useSaving();
  const form = useForm<OccupantTyped, unknown, OccupantEntry>({
    resolver: zodResolver(OccupantEntry),
    defaultValues: { contactName: '', phone: '', occupancy: '', from: '' },
  });
  const { control, handleSubmit } = form;
  const draft = useDraft(form, { kind: 'occupant', of: [about], about });
  const submit = handleSubmit(async (entry) => {
    if (await save([occupantChange(desk, place, entry)], draft)) onSaved();
  });
  return (
    <StepSheet label={t('occupant')} draft={draft} onSubmit={submit} save={t('saveOccupant')} saving={saving}>
      <div className="fields">
        <TextField control={control} name="contactName" label={t('contactName')} />
        <TextField control={control} name="phone" label={t('phone')} inputMode="tel" optional />
        <TextField control={control} name="from" label={t('livesFrom')} type="date" optional />
      </div>
      <ChoiceField control={control} name="occupancy" label={t('occupancy')} choices={choices(occupancyWords)} />
    </StepSheet>
  );
}
