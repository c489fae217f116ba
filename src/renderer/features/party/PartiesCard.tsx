import { Button, Card, Flex } from 'antd';
import { type Control, useFieldArray } from 'react-hook-form';
import { partyRoleWords } from '#domain/words.ts';
import type { RecordOf } from '../../store/records.ts';
import { useChoices } from '../../ui/field/choices.ts';
import { ChoiceField, SelectField, TextField } from '../../ui/field/inputs.tsx';
import { useWords } from '../../words/language.ts';
import { noParty, type PartyTyped } from './party-entry.ts';
import { useRoomText } from './room-text.ts';
import { partyWords } from './words.ts';

interface WithParties {
  parties: PartyTyped[];
}

interface PartiesProps<V extends WithParties, T> {
  control: Control<V, unknown, T>;
  building: RecordOf<'building'>;
}

/** Whose a thing is, as a part of its survey: one room unless a person says that it reaches over others. */
export function PartiesCard<V extends WithParties, T>(props: PartiesProps<V, T>) {
  const t = useWords(partyWords);
  return (
    <Card title={<h2 className="card-title">{t('parties')}</h2>}>
      <PartiesField {...props} />
    </Card>
  );
}

/** The first party is the one it counts for; every further one names its room, its role and, where known, a person. */
export function PartiesField<V extends WithParties, T>({ control, building }: PartiesProps<V, T>) {
  const t = useWords(partyWords);
  const choices = useChoices();
  const roomText = useRoomText();
  const own = control as unknown as Control<WithParties, unknown, T>; // every form that shows this has these fields, and more
  const { fields, append, remove } = useFieldArray({ control: own, name: 'parties' });
  const rooms = building.fields.rooms.map((room) => ({ value: room, label: roomText(room) }));
  return (
    <Flex vertical gap={16}>
      {fields.length > 1 && <span className="hint">{t('firstCounts')}</span>}
      {fields.map(({ id }, index) => (
        <section key={id} className="fields" aria-label={index === 0 ? t('first') : t('further', { n: index })}>
          {index === 0 ? (
            <div className="field-label wide">{t('first')}</div>
          ) : (
            <SelectField control={own} name={`parties.${index}.room`} label={t('room')} choices={rooms} />
          )}
          <ChoiceField control={own} name={`parties.${index}.role`} label={t('role')} choices={choices(partyRoleWords)} />
          <TextField control={own} name={`parties.${index}.name`} label={t('name')} optional />
          {index > 0 && <Button onClick={() => remove(index)}>{t('remove', { n: index })}</Button>}
        </section>
      ))}
      <Button size="large" style={{ alignSelf: 'start' }} onClick={() => append(noParty)}>
        {t('add')}
      </Button>
    </Flex>
  );
}
