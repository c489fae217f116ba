import { Button, Flex } from 'antd';
import { type UseFormReturn, useWatch } from 'react-hook-form';
import { parseRoom, parseUnit } from '#domain/place.ts';
import { FixtureType } from '#domain/policy.ts';
import { useRecords } from '../../store/records.ts';
import { useWords } from '../../words/language.ts';
import type { FixtureParsed, FixtureTyped } from './fixture-form.ts';
import { freePosition, spots } from './position.ts';
import { surveyWords } from './words.ts';

/** Usual positions, numbered on from what the room has: one tap instead of typing. */
export function PositionChips({ form }: { form: UseFormReturn<FixtureTyped, unknown, FixtureParsed> }) {
  const t = useWords(surveyWords);
  const [building, unit, room, typed] = useWatch({ control: form.control, name: ['building', 'unit', 'room', 'type'] });
  const known = useRecords('fixture', building);
  const type = FixtureType.safeParse(typed).data;
  if (type === undefined || known === undefined) return null;
  const [ofUnit, ofRoom] = [parseUnit(unit) ?? null, parseRoom(room) ?? null];
  const taken = known
    .filter(({ fields }) => fields.type === type && fields.place.unit === ofUnit && fields.place.room === ofRoom)
    .map(({ fields }) => fields.positionLabel);
  const pick = (position: string) =>
    form.setValue('positionLabel', position, { shouldDirty: true, shouldValidate: form.formState.isSubmitted });
  return (
    <Flex gap={8} wrap role="group" aria-label={t('positions')}>
      {spots.map((spot) => {
        const position = freePosition(spot, type, taken);
        return (
          <Button key={spot} onClick={() => pick(position)}>
            {position}
          </Button>
        );
      })}
    </Flex>
  );
}
