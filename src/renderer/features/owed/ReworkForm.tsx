import { zodResolver } from '@hookform/resolvers/zod';
import { Alert } from 'antd';
import { useForm } from 'react-hook-form';
import { z } from 'zod';
import type { Day } from '#domain/identity.ts';
import { useDesk } from '../../session.tsx';
import { aboutOf } from '../../store/draft-kinds.ts';
import type { RecordOf } from '../../store/records.ts';
import { StepSheet } from '../../ui/draft/StepSheet.tsx';
import { useDraft } from '../../ui/draft/use-draft.ts';
import { TextField } from '../../ui/field/inputs.tsx';
import { text } from '../../ui/field/parse.ts';
import { useSaving } from '../../ui/saving.tsx';
import { useWords } from '../../words/language.ts';
import { reworkChange } from './steps.ts';
import { owedWords } from './words.ts';

/** Nothing goes back without a reason: whoever mends it has to know what. */
export const ReworkEntry = z.object({ reason: text(200), warrantor: text(60, 0) });

interface ReworkFormProps {
  line: RecordOf<'entitlement'>;
  /** Whose warranty it is, as the installation said. */
  warrantor: string;
  /** How long it runs; null where nobody gave one. */
  until: Day | null;
  subject: { place: string; code: string };
  onSaved(): void;
}

/** 返工; of what was accepted already it is a claim under warranty, and its warrantor answers for it whoever mends it. */
export function ReworkForm({ line, warrantor, until, subject, onSaved }: ReworkFormProps) {
  const t = useWords(owedWords);
  const desk = useDesk();
  const { saving, save } = useSaving();
  const claim = line.fields.status === 'accepted';
  const form = useForm<z.input<typeof ReworkEntry>, unknown, z.infer<typeof ReworkEntry>>({
    resolver: zodResolver(ReworkEntry),
    defaultValues: { reason: '', warrantor },
  });
  const { control, handleSubmit } = form;
  const draft = useDraft(form, { kind: 'rework', of: [line.id], about: aboutOf(subject) });
  const submit = handleSubmit(async (entry) => {
    if (await save([reworkChange(desk, line, entry)], draft)) onSaved();
  });
  return (
    <StepSheet
      label={t(claim ? 'claim' : 'rework')}
      draft={draft}
      onSubmit={submit}
      save={t(claim ? 'saveClaim' : 'saveRework')}
      saving={saving}
    >
      <Alert type="info" showIcon title={t(claim ? 'claimHint' : 'reworkHint', { warrantor, until: until ?? '' })} />
      <TextField control={control} name="reason" label={t('reworkWhy')} />
      {!claim && <TextField control={control} name="warrantor" label={t('warrantor')} optional />}
    </StepSheet>
  );
}
