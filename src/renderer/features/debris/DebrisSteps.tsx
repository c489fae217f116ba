import { zodResolver } from '@hookform/resolvers/zod';
import { Alert } from 'antd';
import { useForm } from 'react-hook-form';
import { z } from 'zod';
import { type DebrisEvent, debrisMachine } from '#domain/debris.ts';
import { offered } from '#domain/state.ts';
import { useDesk } from '../../session.tsx';
import { aboutOf } from '../../store/draft-kinds.ts';
import type { WatermarkSubject } from '../../store/photo-changes.ts';
import { patchOf, type RecordOf, useRecord } from '../../store/records.ts';
import { StepSheet } from '../../ui/draft/StepSheet.tsx';
import { useDraft } from '../../ui/draft/use-draft.ts';
import { instantOf } from '../../ui/field/calendar.ts';
import { TextField } from '../../ui/field/inputs.tsx';
import { decimal, photos, text } from '../../ui/field/parse.ts';
import { PhotosInForm } from '../../ui/field/pictures.tsx';
import { useSaving } from '../../ui/saving.tsx';
import { useWords } from '../../words/language.ts';
import { localDay } from '../../words/local-time.ts';
import { noticeOf } from '../consent/entries.ts';
import { NextSteps, type StepForm } from '../consent/NextSteps.tsx';
import { NotifyForm } from '../consent/NotifyForm.tsx';
import { stepChanges } from '../consent/step-changes.ts';
import { useWaiting } from '../consent/waiting.ts';
import { consentWords } from '../consent/words.ts';
import { PostingForm } from '../posting/PostingForm.tsx';
import { AcceptanceForm } from '../structure/AcceptanceForm.tsx';
import { debrisWords } from './words.ts';

interface DebrisStepProps {
  record: RecordOf<'debris'>;
  subject: WatermarkSubject;
}

/** The next step that the machine offers this person: known people get a notice, unknown ones a posting. */
export function DebrisSteps({ record, subject }: DebrisStepProps) {
  const t = useWords(debrisWords);
  const tc = useWords(consentWords);
  const desk = useDesk();
  const waiting = useWaiting();
  const { saving, save } = useSaving();
  const unknown = record.fields.ownership === 'UNKNOWN';
  const names: Record<DebrisEvent, string> = { notify: unknown ? t('post') : tc('notify'), clear: t('clear'), accept: t('accept') };
  const forms: Record<DebrisEvent, StepForm['form']> = {
    notify: unknown ? (
      <PostingForm
        place={record.fields.place}
        subject={subject}
        of={record.id}
        start={t('postDefault', { place: subject.place })}
        also={(posting) => [patchOf(record, { posting, status: 'notified' })]}
      />
    ) : (
      <NotifyForm
        about={{ of: [record.id], about: aboutOf(subject) }}
        receiver=""
        subject={subject}
        others={0}
        saving={saving}
        onNotify={(entry, draft) =>
          void save(stepChanges(desk, [record], { notice: noticeOf(entry), status: 'notified' }, entry.photos, subject), draft)
        }
      />
    ),
    clear: <ClearanceForm record={record} subject={subject} />,
    accept: <AcceptanceForm record={record} subject={subject} />,
  };
  const steps = offered(debrisMachine, record.fields, desk.user).map((event) => ({ key: event, label: names[event], form: forms[event] }));
  return (
    <NextSteps
      key={record.fields.status}
      steps={steps}
      waiting={waiting(debrisMachine, record.fields, desk.user, (event) => names[event])}
    />
  );
}

const ClearanceEntry = z.object({ by: text(60), volumeM3: decimal(0, 500), photos: photos(1) });

/** 清运: by whom, how much, and what it looks like now. */
function ClearanceForm({ record, subject }: DebrisStepProps) {
  const t = useWords(debrisWords);
  const desk = useDesk();
  const { saving, save } = useSaving();
  const posting = useRecord('posting', record.fields.posting ?? '');
  const form = useForm<z.input<typeof ClearanceEntry>, unknown, z.output<typeof ClearanceEntry>>({
    resolver: zodResolver(ClearanceEntry),
    defaultValues: { by: '', volumeM3: String(record.fields.volumeM3), photos: [] },
  });
  const { control, handleSubmit } = form;
  const draft = useDraft(form, { kind: 'haulage', of: [record.id], about: aboutOf(subject) });
  const submit = handleSubmit(async ({ photos: taken, ...told }) => {
    const clearance = { ...told, at: instantOf(desk.source.now()) };
    await save(stepChanges(desk, [record], { clearance, status: 'cleared' }, taken, subject), draft);
  });
  const runs = posting && posting.fields.to >= localDay(desk.source.now());
  return (
    <StepSheet label={t('clear')} draft={draft} onSubmit={submit} save={t('saveClear')} saving={saving}>
      {runs && <Alert type="warning" showIcon title={t('postRunning', { to: posting.fields.to })} />}
      <div className="fields">
        <TextField control={control} name="by" label={t('clearedBy')} />
        <TextField control={control} name="volumeM3" label={t('clearedVolume')} inputMode="decimal" />
      </div>
      <PhotosInForm control={control} name="photos" label={t('clearPhotos')} stage="AFTER" min={1} watermark={subject} />
    </StepSheet>
  );
}
