import { zodResolver } from '@hookform/resolvers/zod';
import { FormProvider, useForm } from 'react-hook-form';
import { z } from 'zod';
import { useDesk } from '../../session.tsx';
import { useDraft } from '../../ui/draft/use-draft.ts';
import { ChoiceField } from '../../ui/field/inputs.tsx';
import { day, text } from '../../ui/field/parse.ts';
import { useWords } from '../../words/language.ts';
import { localDay } from '../../words/local-time.ts';
import { AcceptanceFields } from '../owed/AcceptanceFields.tsx';
import { acceptanceOf, noSteps, Satisfaction, StepsEntry, satisfactions } from '../owed/acceptance-entry.ts';
import { owedWords } from '../owed/words.ts';
import { acceptGroups } from './batch-changes.ts';
import { ManySheet } from './ManySheet.tsx';
import type { ManyProps } from './many.ts';
import { useSaveGroups } from './use-save-groups.ts';
import { batchWords } from './words.ts';

const AcceptManyEntry = z.object({ on: day, result: text(200), satisfied: Satisfaction, steps: StepsEntry });
type Typed = z.input<typeof AcceptManyEntry>;
type Accepted = z.infer<typeof AcceptManyEntry>;

/** 验收 of a whole building: what fits. What is too small is signed for by its household [C5], one by one. */
export function AcceptMany({ batch, plan, nameOf, onSaved }: ManyProps) {
  const t = useWords(batchWords);
  const o = useWords(owedWords);
  const desk = useDesk();
  const saving = useSaveGroups();
  const form = useForm<Typed, unknown, Accepted>({
    resolver: zodResolver(AcceptManyEntry),
    defaultValues: {
      on: localDay(desk.source.now()),
      result: o('acceptGood'),
      satisfied: 'unsaid',
      steps: { ...noSteps, COMMUNITY: desk.user.name },
    },
  });
  const { control } = form;
  const draft = useDraft(form, { kind: 'batchAccept', of: [batch.id], about: batch.fields.contractor });
  const submit = form.handleSubmit(async (entry) => {
    const acceptance = acceptanceOf(desk.user, entry, satisfactions[entry.satisfied]);
    if (await saving.save(acceptGroups(desk, plan.ready, acceptance), draft)) onSaved();
  });
  return (
    <FormProvider {...form}>
      <ManySheet label={t('accept')} plan={plan} nameOf={nameOf} draft={draft} onSubmit={submit} saving={saving}>
        <AcceptanceFields />
        <ChoiceField
          control={control}
          name="satisfied"
          label={t('satisfied')}
          choices={Satisfaction.options.map((value) => ({ value, label: o(value) }))}
        />
      </ManySheet>
    </FormProvider>
  );
}
