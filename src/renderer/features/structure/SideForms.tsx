import { zodResolver } from '@hookform/resolvers/zod';
import { Button, Flex } from 'antd';
import { useForm } from 'react-hook-form';
import { z } from 'zod';
import { structureStatusWords } from '#domain/words.ts';
import { useDesk } from '../../session.tsx';
import type { RecordOf } from '../../store/records.ts';
import { StepSheet } from '../../ui/draft/StepSheet.tsx';
import { useDraft } from '../../ui/draft/use-draft.ts';
import { instantOf } from '../../ui/field/calendar.ts';
import { TextField } from '../../ui/field/inputs.tsx';
import { day, text } from '../../ui/field/parse.ts';
import { useSaving } from '../../ui/saving.tsx';
import { useWord, useWords } from '../../words/language.ts';
import { type AsideEvent, asideChange, resumeChange } from './side-steps.ts';
import { sideWords } from './side-words.ts';

interface SideProps {
  record: RecordOf<'structure'>;
}

const asideEntry = (event: AsideEvent) =>
  z.object({
    reason: text(200),
    authority: text(60, event === 'defer' ? 1 : 0),
    reviewOn: event === 'defer' ? day : z.string().transform(() => null),
  });

/** 暂缓、中止、争议: each with its reason; a deferral is an authority's, and somebody looks at it again. */
export function AsideForm({ record, event }: SideProps & { event: AsideEvent }) {
  const t = useWords(sideWords);
  const { source, user } = useDesk();
  const { saving, save } = useSaving();
  const form = useForm<z.input<ReturnType<typeof asideEntry>>, unknown, z.output<ReturnType<typeof asideEntry>>>({
    resolver: zodResolver(asideEntry(event)),
    defaultValues: { reason: '', authority: record.fields.determination?.authority ?? '', reviewOn: '' },
  });
  const { control, handleSubmit } = form;
  const draft = useDraft(form, { kind: 'aside', of: [record.id, event], about: record.fields.code });
  const submit = handleSubmit(async (entry) => {
    const told = { ...entry, at: instantOf(source.now()), by: { name: user.name, user: user.id } };
    await save([asideChange(record, event, told)], draft);
  });
  return (
    <StepSheet label={t(event)} draft={draft} onSubmit={submit} save={t('saveAside')} saving={saving}>
      <TextField control={control} name="reason" label={t('asideReason')} lines={2} />
      {event === 'defer' && (
        <div className="fields">
          <TextField control={control} name="authority" label={t('authority')} />
          <TextField control={control} name="reviewOn" label={t('reviewOn')} type="date" />
        </div>
      )}
    </StepSheet>
  );
}

/** 恢复办理: back to the state it was set aside from. */
export function ResumeStep({ record }: SideProps) {
  const t = useWords(sideWords);
  const say = useWord();
  const { saving, save } = useSaving();
  const change = resumeChange(record);
  const { aside } = record.fields;
  if (change === undefined || !aside) return null;
  return (
    <Flex vertical gap={12}>
      <span>{t('asideLine', { by: [aside.authority, aside.by.name].filter(Boolean).join(' '), reason: aside.reason })}</span>
      <span>{t('resumeTo', { state: say(structureStatusWords[aside.from]) })}</span>
      <Button type="primary" size="large" className="main-action" loading={saving} onClick={() => void save([change])}>
        {t('resume')}
      </Button>
    </Flex>
  );
}
