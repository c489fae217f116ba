import { zodResolver } from '@hookform/resolvers/zod';
import { Alert, Button, Flex } from 'antd';
import { useForm } from 'react-hook-form';
import { z } from 'zod';
import { useDesk } from '../../session.tsx';
import { aboutOf } from '../../store/draft-kinds.ts';
import type { RecordOf } from '../../store/records.ts';
import { DraftGate } from '../../ui/draft/DraftGate.tsx';
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
  subject: { place: string; code: string };
  onSaved(): void;
}

/** 返工 */
export function ReworkForm({ line, warrantor, subject, onSaved }: ReworkFormProps) {
  const t = useWords(owedWords);
  const desk = useDesk();
  const { saving, save } = useSaving();
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
    <DraftGate draft={draft}>
      <form onSubmit={submit} noValidate aria-label={t('rework')}>
        <Flex vertical gap={16}>
          <Alert type="info" showIcon title={t('reworkHint')} />
          <TextField control={control} name="reason" label={t('reworkWhy')} />
          <TextField control={control} name="warrantor" label={t('warrantor')} optional />
          <Button type="primary" size="large" htmlType="submit" loading={saving} style={{ alignSelf: 'start' }}>
            {t('saveRework')}
          </Button>
        </Flex>
      </form>
    </DraftGate>
  );
}
