import { Flex, Radio } from 'antd';
import { useId } from 'react';
import { type Control, type FieldPath, type FieldValues, useController } from 'react-hook-form';
import { momentOf } from '#domain/mutation.ts';
import { describedBy, FieldFrame } from '../../ui/field/FieldFrame.tsx';
import { useSaying } from '../../ui/history/use-saying.ts';
import { fieldText, valueText } from '../../ui/history/value-text.ts';
import { useWords } from '../../words/language.ts';
import { localTime } from '../../words/local-time.ts';
import { useAuthor } from './HoldHead.tsx';
import type { Question } from './waiting.ts';
import './waiting.css';
import { waitingWords } from './words.ts';

interface ValueChoiceProps<V extends FieldValues, T> {
  control: Control<V, unknown, T>;
  name: FieldPath<V>;
  question: Question;
  /** The device whose value waits. */
  device: string;
}

/** Two values of one field, whose each is and since when: one of them is chosen. */
export function ValueChoice<V extends FieldValues, T>({ control, name, question, device }: ValueChoiceProps<V, T>) {
  const { line, field: of } = question;
  const id = useId();
  const t = useWords(waitingWords);
  const saying = useSaying();
  const author = useAuthor();
  const { field, fieldState } = useController({ control, name });
  const problem = fieldState.error?.message;
  const values = line.fields[of];
  if (values === undefined) return null;
  const { type } = line.mutation;
  const { by } = values;
  const sides = [
    { side: 'server', whose: by && t('by', { who: by.user, device: by.device, at: localTime(by.at) }) },
    { side: 'device', whose: t('by', { who: author(line), device, at: localTime(momentOf(line.mutation)) }) },
  ] as const;
  const before = t('value', { side: t('base'), value: valueText(type, of, values.base, saying) });
  return (
    <FieldFrame id={id} label={fieldText(of, saying)} hint={before} problem={problem} group>
      <Radio.Group
        id={id}
        ref={(group) => field.ref(group && { focus: () => group.querySelector('input')?.focus() })}
        value={field.value}
        onChange={(event) => field.onChange(event.target.value)}
        aria-labelledby={`${id}-label`}
        className="value-choice"
        {...describedBy(id, problem)}
      >
        {sides.map(({ side, whose }) => (
          <Radio key={side} value={side}>
            <Flex vertical>
              <strong>{t('value', { side: t(side), value: valueText(type, of, values[side], saying) })}</strong>
              {whose !== undefined && <span className="hint">{whose}</span>}
            </Flex>
          </Radio>
        ))}
      </Radio.Group>
    </FieldFrame>
  );
}
