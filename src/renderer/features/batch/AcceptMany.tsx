import { zodResolver } from '@hookform/resolvers/zod';
import { useForm } from 'react-hook-form';
import { z } from 'zod';
import type { Acceptance } from '#domain/evidence.ts';
import { acceptanceStepWords, codesOf } from '#domain/words.ts';
import { useDesk } from '../../session.tsx';
import { useDraft } from '../../ui/draft/use-draft.ts';
import { ChoiceField, TextField } from '../../ui/field/inputs.tsx';
import { day, text } from '../../ui/field/parse.ts';
import { useWord, useWords } from '../../words/language.ts';
import { localDay } from '../../words/local-time.ts';
import { owedWords } from '../owed/words.ts';
import { acceptGroups } from './batch-changes.ts';
import { ManySheet } from './ManySheet.tsx';
import type { ManyProps } from './many.ts';
import { useSaveGroups } from './use-save-groups.ts';
import { batchWords } from './words.ts';

const who = codesOf(acceptanceStepWords);
const satisfactions = { yes: true, no: false, unsaid: null } as const;
const said = z.enum(['yes', 'no', 'unsaid']);
const AcceptManyEntry = z.object({
  on: day,
  result: text(200),
  satisfied: said,
  steps: z.object({ CONTRACTOR: text(30, 0), SUPERVISOR: text(30, 0), COMMUNITY: text(30, 0), SUBDISTRICT: text(30, 0) }),
});
type Typed = z.input<typeof AcceptManyEntry>;
type Accepted = z.infer<typeof AcceptManyEntry>;

/** Who took which step, in their order, as far as they were taken apart. */
function stepsOf({ on, steps }: Accepted): Pick<Acceptance, 'steps'> {
  const taken = who.flatMap((step) => (steps[step] === '' ? [] : [{ who: step, on, by: steps[step] }]));
  return taken.length === 0 ? {} : { steps: taken };
}

/** 验收 of a whole building: what fits. What is too small is signed for by its household [C5], one by one. */
export function AcceptMany({ batch, plan, nameOf, onSaved }: ManyProps) {
  const t = useWords(batchWords);
  const o = useWords(owedWords);
  const word = useWord();
  const desk = useDesk();
  const saving = useSaveGroups();
  const form = useForm<Typed, unknown, Accepted>({
    resolver: zodResolver(AcceptManyEntry),
    defaultValues: {
      on: localDay(desk.source.now()),
      result: o('acceptGood'),
      satisfied: 'unsaid',
      steps: { CONTRACTOR: '', SUPERVISOR: '', COMMUNITY: desk.user.name, SUBDISTRICT: '' },
    },
  });
  const { control } = form;
  const draft = useDraft(form, { kind: 'batchAccept', of: [batch.id], about: batch.fields.contractor });
  const submit = form.handleSubmit(async (entry) => {
    const by = { name: desk.user.name, user: desk.user.id };
    const { on, result, satisfied } = entry;
    const acceptance = { on, by, result, residentSatisfied: satisfactions[satisfied], ...stepsOf(entry) };
    if (await saving.save(acceptGroups(desk, plan.ready, acceptance), draft)) onSaved();
  });
  return (
    <ManySheet label={t('accept')} plan={plan} nameOf={nameOf} draft={draft} onSubmit={submit} saving={saving}>
      <div className="fields">
        <TextField control={control} name="on" label={t('acceptedOn')} type="date" />
        <TextField control={control} name="result" label={o('acceptResult')} />
        {who.map((step) => (
          <TextField key={step} control={control} name={`steps.${step}`} label={word(acceptanceStepWords[step])} optional />
        ))}
      </div>
      <ChoiceField
        control={control}
        name="satisfied"
        label={t('satisfied')}
        choices={said.options.map((value) => ({ value, label: o(value) }))}
      />
    </ManySheet>
  );
}
