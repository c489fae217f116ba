import { zodResolver } from '@hookform/resolvers/zod';
import { Button, Card, Checkbox, Flex } from 'antd';
import { type Control, useController, useForm } from 'react-hook-form';
import { useDesk } from '../../session.tsx';
import { photoChanges } from '../../store/photo-changes.ts';
import { patchOf, type RecordOf } from '../../store/records.ts';
import { DraftGate } from '../../ui/draft/DraftGate.tsx';
import { useDraft } from '../../ui/draft/use-draft.ts';
import { instantOf } from '../../ui/field/calendar.ts';
import { FieldFrame } from '../../ui/field/FieldFrame.tsx';
import { TextField } from '../../ui/field/inputs.tsx';
import { PhotosInForm, SignatureInForm } from '../../ui/field/pictures.tsx';
import { useSaving } from '../../ui/saving.tsx';
import { useWords } from '../../words/language.ts';
import { type Briefed, BriefingEntry, type BriefingTyped } from './briefing-entry.ts';
import { briefingPoints } from './briefing-points.ts';
import { ContactsField } from './ContactsField.tsx';
import { answersTo, concernedBy, contactsOf } from './concerned.ts';
import type { Target } from './targets.ts';
import { operationWords } from './words.ts';

interface BriefingFormProps {
  operation: RecordOf<'operation'>;
  targets: readonly Target[];
  /** Building id → its label. */
  buildings: ReadonlyMap<string, string>;
  onSaved(): void;
}

/** 安全交底: what was gone through, how each household was tried, and the briefer's signature. Nothing runs before it. */
export function BriefingForm({ operation, targets, buildings, onSaved }: BriefingFormProps) {
  const t = useWords(operationWords);
  const desk = useDesk();
  const { saving, save } = useSaving();
  const concerned = concernedBy(operation.fields, targets);
  const form = useForm<BriefingTyped, unknown, Briefed>({
    resolver: (typed, context, options) =>
      zodResolver(BriefingEntry)({ ...typed, contacts: answersTo(concerned, typed.contacts) }, context, options),
    defaultValues: { by: operation.fields.safetyOfficer, checklist: [], contacts: answersTo(concerned, {}), signature: null, paper: [] },
  });
  const { control, handleSubmit } = form;
  const draft = useDraft(form, { kind: 'briefing', of: [operation.id], about: operation.fields.no });
  const subject = { place: t('brief'), code: operation.fields.no };

  const submit = handleSubmit(async (entry) => {
    const { sha256 } = entry.signature.facts;
    const briefing = {
      at: instantOf(desk.source.now()),
      by: entry.by,
      checklist: entry.checklist.map((point) => operationWords.zh[point]),
      contactAttempted: true as const,
      signature: sha256,
    };
    const contacts = contactsOf(concerned, entry.contacts);
    const taken = [entry.signature, ...entry.paper];
    const pictures = photoChanges(desk, taken, [{ type: 'operation', id: operation.id }], subject);
    const hashes = taken.map(({ facts }) => facts.sha256);
    if (await save([...pictures, patchOf(operation, { status: 'briefed', briefing, contacts }, hashes)], draft)) onSaved();
  });

  return (
    <Card title={<h2 className="card-title">{t('brief')}</h2>}>
      <DraftGate draft={draft}>
        <form onSubmit={submit} noValidate aria-label={t('brief')}>
          <Flex vertical gap={16}>
            <ChecklistField control={control} />
            <ContactsField form={form} concerned={concerned} targets={targets} buildings={buildings} />
            <TextField control={control} name="by" label={t('briefedBy')} />
            <SignatureInForm control={control} name="signature" label={t('briefSign')} watermark={subject} />
            <PhotosInForm control={control} name="paper" label={t('briefPaper')} stage="SIGN" watermark={subject} />
            <Button type="primary" size="large" htmlType="submit" loading={saving} style={{ alignSelf: 'start' }}>
              {t('saveBriefing')}
            </Button>
          </Flex>
        </form>
      </DraftGate>
    </Card>
  );
}

function ChecklistField({ control }: { control: Control<BriefingTyped, unknown, Briefed> }) {
  const t = useWords(operationWords);
  const { field, fieldState } = useController({ control, name: 'checklist' });
  return (
    <FieldFrame id="checklist" label={t('checklist')} group problem={fieldState.error?.message}>
      <Checkbox.Group
        className="checklist"
        value={field.value}
        onChange={field.onChange}
        options={briefingPoints.map((value) => ({ value, label: t(value) }))}
      />
    </FieldFrame>
  );
}
