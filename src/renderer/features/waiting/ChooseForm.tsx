import { zodResolver } from '@hookform/resolvers/zod';
import { Button, Card, Flex } from 'antd';
import { useForm } from 'react-hook-form';
import { z } from 'zod';
import { useDesk } from '../../session.tsx';
import { chooseValues, decideHold } from '../../store/decide.ts';
import type { WaitingHold } from '../../store/holds.ts';
import { TextField } from '../../ui/field/inputs.tsx';
import { text } from '../../ui/field/parse.ts';
import { useSaving } from '../../ui/saving.tsx';
import { useWords } from '../../words/language.ts';
import { ValueChoice } from './ValueChoice.tsx';
import { amendOf, chosenAlone, type Question, questionsOf, type Sides, valuesOf } from './waiting.ts';
import { waitingWords } from './words.ts';

/** Every question is answered; why may stay open. */
const entryOf = (questions: readonly Question[]) =>
  z.object({
    reason: text(200, 0),
    sides: z.record(z.string(), z.string()).superRefine((sides, context) => {
      for (const { key } of questions)
        if (sides[key] !== 'server' && sides[key] !== 'device') context.addIssue({ code: 'custom', path: [key], message: 'choose' });
    }),
  });
type Entry = z.infer<ReturnType<typeof entryOf>>;

const sidesOf = (sides: Entry['sides']): Sides =>
  Object.fromEntries(Object.entries(sides).flatMap(([key, side]) => (side === 'server' || side === 'device' ? [[key, side]] : [])));

/** A choice between the values of one conflict, or the release of all that waits together, with what was chosen put over it. */
export function ChooseForm({ hold }: { hold: WaitingHold }) {
  const t = useWords(waitingWords);
  const desk = useDesk();
  const { saving, attempt } = useSaving();
  const questions = questionsOf(hold);
  const alone = chosenAlone(hold);
  const { control, handleSubmit } = useForm<Entry>({
    resolver: zodResolver(entryOf(questions)),
    defaultValues: { reason: '', sides: {} },
  });
  const submit = handleSubmit(async ({ reason, sides: picked }) => {
    const sides = sidesOf(picked);
    await attempt(() =>
      alone === undefined
        ? decideHold(desk, hold, { kind: 'release', reason, amend: amendOf(questions, sides) })
        : chooseValues(desk, alone, valuesOf(questions, sides), reason),
    );
  });
  const title = t(alone === undefined ? 'release' : 'choose');
  return (
    <Card title={title}>
      <form onSubmit={submit} noValidate aria-label={title}>
        <Flex vertical gap={16}>
          {alone === undefined && <span className="hint">{t('releaseHint')}</span>}
          {questions.map((question) => (
            <ValueChoice
              key={question.key}
              control={control}
              name={`sides.${question.key}`}
              question={question}
              device={hold.device.name}
            />
          ))}
          <TextField control={control} name="reason" label={t('reason')} lines={2} optional />
          <Button type="primary" size="large" className="main-action" htmlType="submit" loading={saving}>
            {t(alone === undefined ? 'release' : 'save')}
          </Button>
        </Flex>
      </form>
    </Card>
  );
}
