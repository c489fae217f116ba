import { Button, Flex } from 'antd';
import type { UseFormReturn } from 'react-hook-form';
import { ContactWay } from '#domain/operation.ts';
import { contactWayWords } from '#domain/words.ts';
import { useChoices } from '../../ui/field/choices.ts';
import { FieldFrame } from '../../ui/field/FieldFrame.tsx';
import { ChoiceField } from '../../ui/field/inputs.tsx';
import { usePunctuation, useWord, useWords } from '../../words/language.ts';
import { useRoomText } from '../party/room-text.ts';
import type { Briefed, BriefingTyped } from './briefing-entry.ts';
import type { Concerned } from './concerned.ts';
import type { Target } from './targets.ts';
import { useTargetLine } from './use-target-line.ts';
import { operationWords } from './words.ts';

interface ContactsFieldProps {
  form: UseFormReturn<BriefingTyped, unknown, Briefed>;
  concerned: readonly Concerned[];
  targets: readonly Target[];
  /** Building id → its label. */
  buildings: ReadonlyMap<string, string>;
}

/** 联系尝试, household by household: one answer each, and one press for all that have none yet. */
export function ContactsField({ form, concerned, targets, buildings }: ContactsFieldProps) {
  const t = useWords(operationWords);
  const say = useWord();
  const choices = useChoices();
  const { list } = usePunctuation();
  const roomText = useRoomText();
  const lineOf = useTargetLine(buildings);

  function labelOf({ building, room, targets: ids, codes }: Concerned): string {
    if (room !== null) return t('household', { building: buildings.get(building ?? '') ?? '', room: roomText(room), codes: list(codes) });
    const target = targets.find(({ id }) => id === ids[0]);
    return target === undefined ? list(codes) : lineOf(target);
  }

  function fillRest(way: ContactWay): void {
    for (const { key } of concerned) {
      if (!form.getValues(`contacts.${key}`))
        form.setValue(`contacts.${key}`, way, { shouldDirty: true, shouldValidate: form.formState.isSubmitted });
    }
  }

  return (
    <FieldFrame id="contacts" label={t('contacts')} group hint={t('contactsHint')}>
      {concerned.length > 1 && (
        <Flex gap={8} wrap align="center" role="group" aria-label={t('contactsRest')}>
          <span>{t('contactsRest')}</span>
          {ContactWay.options.map((way) => (
            <Button key={way} onClick={() => fillRest(way)}>
              {say(contactWayWords[way])}
            </Button>
          ))}
        </Flex>
      )}
      <Flex vertical gap={12}>
        {concerned.map((one) => (
          <ChoiceField
            key={one.key}
            control={form.control}
            name={`contacts.${one.key}`}
            label={labelOf(one)}
            choices={choices(contactWayWords)}
          />
        ))}
      </Flex>
    </FieldFrame>
  );
}
