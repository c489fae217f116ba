import { zodResolver } from '@hookform/resolvers/zod';
import { useForm, useWatch } from 'react-hook-form';
import { z } from 'zod';
import type { LegalDocument } from '#domain/case.ts';
import { serviceWayWords } from '#domain/words.ts';
import { useDesk } from '../../session.tsx';
import { aboutOf } from '../../store/draft-kinds.ts';
import type { WatermarkSubject } from '../../store/photo-changes.ts';
import type { RecordOf } from '../../store/records.ts';
import { StepSheet } from '../../ui/draft/StepSheet.tsx';
import { useDraft } from '../../ui/draft/use-draft.ts';
import { useChoices } from '../../ui/field/choices.ts';
import { ChoiceField, TextField } from '../../ui/field/inputs.tsx';
import { day, photos, text } from '../../ui/field/parse.ts';
import { PhotosInForm } from '../../ui/field/pictures.tsx';
import { useSaving } from '../../ui/saving.tsx';
import { useWords } from '../../words/language.ts';
import { localDay } from '../../words/local-time.ts';
import { serviceProblems } from '../consent/entries.ts';
import { stepChanges } from '../consent/step-changes.ts';
import { consentWords } from '../consent/words.ts';
import { oneOf } from '../survey/typed.ts';
import { type DocumentEvent, documentEvents } from './documents.ts';
import { sideWords } from './side-words.ts';

const DocumentEntry = z
  .object({
    docNo: text(60),
    authority: text(60),
    on: day,
    way: oneOf(serviceWayWords),
    servedOn: day,
    receiver: text(30, 0),
    relation: text(20, 0),
    witness: text(30, 0),
    photos: photos(0),
  })
  .superRefine((entry, context) => {
    for (const { path, message } of serviceProblems(entry)) context.addIssue({ code: 'custom', path: [path], message });
    if (entry.servedOn < entry.on) context.addIssue({ code: 'custom', path: ['servedOn'], message: 'range' });
  });

interface DocumentFormProps {
  record: RecordOf<'structure'>;
  event: DocumentEvent;
  subject: WatermarkSubject;
  receiver: string;
}

/** A document of the statutory way and its service. The law's periods are warned of beside it; none of them locks this form. */
export function DocumentForm({ record, event, subject, receiver }: DocumentFormProps) {
  const t = useWords(sideWords);
  const tc = useWords(consentWords);
  const desk = useDesk();
  const choices = useChoices();
  const { saving, save } = useSaving();
  const today = localDay(desk.source.now());
  const authority = record.fields.order?.authority ?? record.fields.determination?.authority ?? '';
  const form = useForm<z.input<typeof DocumentEntry>, unknown, z.output<typeof DocumentEntry>>({
    resolver: zodResolver(DocumentEntry),
    defaultValues: { docNo: '', authority, on: today, way: '', servedOn: today, receiver, relation: '', witness: '', photos: [] },
  });
  const { control, handleSubmit } = form;
  const draft = useDraft(form, { kind: 'document', of: [record.id, event], about: aboutOf(subject) });
  const way = useWatch({ control, name: 'way' });
  const submit = handleSubmit(async ({ docNo, authority: issuer, on, servedOn, photos: taken, ...service }) => {
    const document: LegalDocument = {
      docNo,
      authority: issuer,
      on,
      service: { on: servedOn, way: service.way, receiver: service.receiver, relation: service.relation, witness: service.witness },
    };
    const { field, status } = documentEvents[event];
    await save(stepChanges(desk, [record], { [field]: document, status }, taken, subject), draft);
  });
  return (
    <StepSheet label={t(event)} draft={draft} onSubmit={submit} save={t('saveDocument')} saving={saving}>
      <div className="fields">
        <TextField control={control} name="docNo" label={t('docNo')} />
        <TextField control={control} name="authority" label={t('authority')} />
        <TextField control={control} name="on" label={t('documentOn')} type="date" />
        <TextField control={control} name="servedOn" label={t('servedOn')} type="date" />
      </div>
      <ChoiceField control={control} name="way" label={tc('way')} choices={choices(serviceWayWords)} />
      <div className="fields">
        <TextField control={control} name="receiver" label={tc('receiver')} optional={way === 'LEFT' || way === 'ANNOUNCED'} />
        <TextField control={control} name="relation" label={tc('relation')} optional />
        {way === 'LEFT' && <TextField control={control} name="witness" label={tc('witness')} />}
      </div>
      <PhotosInForm
        control={control}
        name="photos"
        label={tc('servicePhotos')}
        stage="SERVICE"
        min={way === 'LEFT' ? 1 : 0}
        watermark={subject}
      />
    </StepSheet>
  );
}
