import { zodResolver } from '@hookform/resolvers/zod';
import { Alert, Card } from 'antd';
import { useLiveQuery } from 'dexie-react-hooks';
import { useForm, useWatch } from 'react-hook-form';
import { z } from 'zod';
import { useDesk } from '../../session.tsx';
import { chooseValues, decideHold, findChoiceRefusal } from '../../store/decide.ts';
import { StepSheet } from '../../ui/draft/StepSheet.tsx';
import { useDraft } from '../../ui/draft/use-draft.ts';
import { TextField } from '../../ui/field/inputs.tsx';
import { text } from '../../ui/field/parse.ts';
import { useSaving } from '../../ui/saving.tsx';
import { ruleWords } from '../../words/failure-words.ts';
import { useWord, useWords } from '../../words/language.ts';
import { ValueChoice } from './ValueChoice.tsx';
import type { VerdictFormProps } from './VerdictForms.tsx';
import {
  type Answers,
  amendOf,
  chosenAlone,
  type Judged,
  type Question,
  questionsOf,
  readTyped,
  refusedWay,
  valuesOf,
  waysToChoose,
} from './waiting.ts';
import { waitingWords } from './words.ts';

/** Every question is answered, a third value as its field takes it; why may stay open. */
const entryOf = (questions: readonly Question[]) =>
  z
    .object({ reason: text(200, 0), sides: z.record(z.string(), z.string()), others: z.record(z.string(), z.string()) })
    .superRefine(({ sides, others }, context) => {
      for (const question of questions) {
        const { key } = question;
        const side = sides[key] ?? '';
        if (!['server', 'device', 'other'].includes(side)) context.addIssue({ code: 'custom', path: ['sides', key], message: 'choose' });
        if (side === 'other' && readTyped(question, others[key] ?? '') === undefined)
          context.addIssue({ code: 'custom', path: ['others', key], message: 'invalid' });
      }
    });
type Entry = z.infer<ReturnType<typeof entryOf>>;

const answersOf = (questions: readonly Question[], { sides, others }: Pick<Entry, 'sides' | 'others'>): Answers =>
  Object.fromEntries(
    questions.flatMap((question) => {
      const { key } = question;
      const side = sides[key];
      const answer = side === 'other' ? readTyped(question, others[key] ?? '') : side === 'server' || side === 'device' ? side : undefined;
      return answer === undefined ? [] : [[key, answer] as const];
    }),
  );

const none: readonly Judged[] = [];

/** A choice between the values of one conflict, or the release of all that waits together, with what was chosen put over it. */
export function ChooseForm({ hold, about }: VerdictFormProps) {
  const t = useWords(waitingWords);
  const say = useWord();
  const desk = useDesk();
  const { saving, attempt } = useSaving();
  const questions = questionsOf(hold);
  const alone = chosenAlone(hold);
  // Every key is there from the beginning: a draft brings back what the form knows.
  const empty = Object.fromEntries(questions.map(({ key }) => [key, '']));
  const form = useForm<Entry>({
    resolver: zodResolver(entryOf(questions)),
    defaultValues: { reason: '', sides: empty, others: empty },
  });
  const { control, handleSubmit } = form;
  const draft = useDraft(form, { kind: 'holdChoose', of: [hold.id], about });
  const sides = useWatch({ control, name: 'sides' });
  // The rules are asked before anything is offered: what they refuse is said here, not after the button.
  const judged =
    useLiveQuery(async (): Promise<Judged[]> => {
      if (alone === undefined) return [];
      const ways = waysToChoose(questions);
      return Promise.all(ways.map(async (way) => ({ way, rule: await findChoiceRefusal(desk, alone, valuesOf(questions, way)) })));
    }, [desk.db, desk.user, hold]) ?? none;
  const refused = refusedWay(judged, sides);
  const submit = handleSubmit(async (entry) => {
    const { reason } = entry;
    const answers = answersOf(questions, entry);
    await attempt(
      (uid) =>
        alone === undefined
          ? decideHold(desk, hold, { kind: 'release', reason, amend: amendOf(questions, answers) }, uid)
          : chooseValues(desk, alone, valuesOf(questions, answers), reason, uid),
      draft,
    );
  });
  const title = t(alone === undefined ? 'release' : 'choose');
  return (
    <Card title={title}>
      <StepSheet label={title} draft={draft} onSubmit={submit} save={t(alone === undefined ? 'release' : 'save')} saving={saving}>
        {alone === undefined && <span className="hint">{t('releaseHint')}</span>}
        {questions.map((question) => (
          <ValueChoice key={question.key} control={control} question={question} device={hold.device.name} judged={judged} />
        ))}
        {refused !== undefined && <Alert type="warning" showIcon role="alert" title={t('refusedWay', { why: say(ruleWords[refused]) })} />}
        <TextField control={control} name="reason" label={t('reason')} lines={2} optional />
      </StepSheet>
    </Card>
  );
}
