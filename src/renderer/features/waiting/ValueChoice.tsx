import { Flex, Input, Radio } from 'antd';
import { useId } from 'react';
import { type Control, useController } from 'react-hook-form';
import { momentOf } from '#domain/mutation.ts';
import { describedBy, FieldFrame } from '../../ui/field/FieldFrame.tsx';
import { useSaying } from '../../ui/history/use-saying.ts';
import { fieldText, valueText } from '../../ui/history/value-text.ts';
import { ruleWords } from '../../words/failure-words.ts';
import { useWords } from '../../words/language.ts';
import { localTime } from '../../words/local-time.ts';
import { useAuthor } from './HoldHead.tsx';
import { freeKind, type Judged, type Question, refusedSide } from './waiting.ts';
import './waiting.css';
import { waitingWords } from './words.ts';

interface ChoiceEntry {
  sides: Record<string, string>;
  others: Record<string, string>;
  reason: string;
}

interface ValueChoiceProps {
  control: Control<ChoiceEntry>;
  question: Question;
  /** The device whose value waits. */
  device: string;
  /** What the rules say of each way to choose. */
  judged: readonly Judged[];
}

/** Two values of one field, whose each is and since when, and room for a third: one is chosen. What the rules refuse is not offered, and says why. */
export function ValueChoice({ control, question, device, judged }: ValueChoiceProps) {
  const { key, line, field: of } = question;
  const id = useId();
  const t = useWords(waitingWords);
  const saying = useSaying();
  const author = useAuthor();
  const side = useController({ control, name: `sides.${key}` });
  const other = useController({ control, name: `others.${key}` });
  const problem = side.fieldState.error?.message ?? other.fieldState.error?.message;
  const values = line.fields[of];
  if (values === undefined) return null;
  const { type } = line.mutation;
  const { by } = values;
  const free = freeKind(question);
  const label = fieldText(of, saying, type);
  const sides = [
    { name: 'server', whose: by && t('by', { who: by.user, device: by.device, at: localTime(by.at) }) },
    { name: 'device', whose: t('by', { who: author(line), device, at: localTime(momentOf(line.mutation)) }) },
  ] as const;
  const before = t('value', { side: t('base'), value: valueText(type, of, values.base, saying) });
  return (
    <FieldFrame id={id} label={label} hint={before} problem={problem} group>
      <Radio.Group
        id={id}
        ref={(group) => side.field.ref(group && { focus: () => group.querySelector('input')?.focus() })}
        value={side.field.value}
        onChange={(event) => side.field.onChange(event.target.value)}
        aria-labelledby={`${id}-label`}
        className="value-choice"
        {...describedBy(id, problem)}
      >
        {sides.map(({ name, whose }) => {
          const rule = refusedSide(judged, key, name);
          return (
            <Radio key={name} value={name} disabled={rule !== undefined}>
              <Flex vertical>
                <strong>{t('value', { side: t(name), value: valueText(type, of, values[name], saying) })}</strong>
                {whose !== undefined && <span className="hint">{whose}</span>}
                {rule !== undefined && <span className="hint">{t('notAllowed', { why: saying.say(ruleWords[rule]) })}</span>}
              </Flex>
            </Radio>
          );
        })}
        {free !== undefined && (
          <Radio value="other">
            <strong>{t('other')}</strong>
          </Radio>
        )}
      </Radio.Group>
      {side.field.value === 'other' && (
        <Input
          {...other.field}
          value={other.field.value ?? ''}
          size="large"
          inputMode={free === 'number' ? 'decimal' : 'text'}
          aria-label={t('otherOf', { field: label })}
          status={other.fieldState.error === undefined ? '' : 'error'}
          autoComplete="off"
        />
      )}
    </FieldFrame>
  );
}
