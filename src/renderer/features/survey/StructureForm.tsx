import { zodResolver } from '@hookform/resolvers/zod';
import { Alert, Button, Card, Flex } from 'antd';
import { useRef } from 'react';
import { type FieldErrors, useForm, useWatch } from 'react-hook-form';
import { structureDoubles } from '#domain/doubles.ts';
import { photosAt } from '#domain/evidence.ts';
import { mayTake } from '#domain/state.ts';
import { structureMachine } from '#domain/structure-machine.ts';
import { useDesk } from '../../session.tsx';
import { aboutOf, type DraftOf } from '../../store/draft-kinds.ts';
import { keepLastSurvey } from '../../store/last-survey.ts';
import { photoChanges } from '../../store/photo-changes.ts';
import { createOf, findRecords, patchOf, type RecordOf } from '../../store/records.ts';
import { DraftGate } from '../../ui/draft/DraftGate.tsx';
import { useDraft } from '../../ui/draft/use-draft.ts';
import { instantOf } from '../../ui/field/calendar.ts';
import { PhotosInForm } from '../../ui/field/pictures.tsx';
import { PhotoStrip } from '../../ui/PhotoStrip.tsx';
import { useSaving } from '../../ui/saving.tsx';
import { useWords } from '../../words/language.ts';
import { type Site, siteText } from '../estate/site.ts';
import { PartiesCard } from '../party/PartiesCard.tsx';
import { useDoubleQuestion } from './confirm-double.ts';
import { SaveBar } from './SaveBar.tsx';
import { StructurePlaceCard, StructureSizesCard } from './StructureFields.tsx';
import { SurveyorsField } from './SurveyorsField.tsx';
import {
  fullStructure,
  newStructure,
  quickStructure,
  type StructureParsed,
  type StructureTyped,
  surveyedFields,
} from './structure-form.ts';
import { surveyorsOf } from './surveyors.ts';
import { useCode } from './use-code.ts';
import { useNewId } from './use-new-id.ts';
import { surveyWords } from './words.ts';

type Depth = 'quick' | 'full';

interface StructureFormProps {
  site: Site;
  start: StructureTyped;
  /** The draft record that this completes; none when it is new. */
  record?: RecordOf<'structure'>;
  draftOf: DraftOf;
  onSaved(): void;
}

/** The survey of a structure: a quick record first, its sizes now or later. */
export function StructureForm({ site, start, record, draftOf, onSaved }: StructureFormProps) {
  const t = useWords(surveyWords);
  const desk = useDesk();
  const { saving, save } = useSaving();
  const askAboutDoubles = useDoubleQuestion();
  const depth = useRef<Depth>('full');
  const held = record?.fields.photos ?? [];
  const first = record?.fields.surveyors[0] ?? desk.user;
  const form = useForm<StructureTyped, unknown, StructureParsed>({
    defaultValues: start,
    resolver: (values, context, options) => {
      const schema = depth.current === 'quick' ? quickStructure : fullStructure;
      return zodResolver(schema(photosAt(held, 'BEFORE'), desk.source.now().getFullYear()))(values, context, options);
    },
  });
  const { begin, codeNow } = useCode(site.estate.fields.code, {
    read: () => form.getValues('code'),
    keep: (taken) => form.setValue('code', taken),
  });
  const newId = useNewId({ read: () => form.getValues('id'), keep: (made) => form.setValue('id', made) });
  const idNow = () => record?.id ?? newId();
  const draft = useDraft(form, draftOf);
  const { control, formState } = form;
  const code = useWatch({ control, name: 'code' });
  // From the tap on: a second tap while a double is asked about would record the thing twice.
  const busy = saving || formState.isSubmitting;
  const maySurvey = mayTake(structureMachine.survey, desk.user);
  const place = { building: site.building.id, unit: start.unit || null, room: start.room || null, label: null };
  const subject = { place: siteText(site, place), code };

  async function keep(parsed: StructureParsed): Promise<void> {
    const taken = await codeNow();
    const id = idNow();
    const surveyors = surveyorsOf(parsed, desk.enrollment.users, first);
    const fields = surveyedFields(parsed, surveyors, held);
    const known = (await findRecords(desk.db, 'structure', site.building.id)).filter((other) => other.id !== id);
    if (
      !(await askAboutDoubles(known, structureDoubles({ ...fields, gps: record?.fields.gps ?? null, apart: record?.fields.apart }, known)))
    )
      return;

    const status = depth.current === 'quick' ? 'draft' : 'surveyed';
    const told = { place: siteText(site, fields.place), code: taken };
    const photos = photoChanges(desk, parsed.photos, [{ type: 'structure', id }], told);
    const hashes = parsed.photos.map((photo) => photo.facts.sha256);
    const began = { code: taken, surveyors, at: instantOf(desk.source.now()), status } as const;
    const change =
      record === undefined
        ? createOf('structure', id, newStructure(parsed, began), hashes)
        : patchOf(record, { ...fields, status }, hashes);
    if (!(await save([...photos, change], draft))) return;
    const { kind, material, second, secondName } = form.getValues();
    const { id: building } = site.building;
    await keepLastSurvey(desk.db, desk.user.id, { building, structure: { kind, material }, second, secondName });
    onSaved();
  }

  function submit(to: Depth): void {
    depth.current = to;
    void form.handleSubmit(keep)();
  }

  return (
    <DraftGate draft={draft}>
      <form
        onFocusCapture={begin}
        onDropCapture={begin}
        onSubmit={(event) => {
          event.preventDefault();
          submit(maySurvey ? 'full' : 'quick');
        }}
      >
        <Flex vertical gap={16}>
          <StructurePlaceCard control={control} />
          <Card title={t('evidence')}>
            {held.length > 0 && <PhotoStrip photos={held} {...(record && { of: record.id })} />}
            <PhotosInForm
              control={control}
              name="photos"
              label={t('structurePhotos')}
              stage="BEFORE"
              min={Math.max(0, 2 - photosAt(held, 'BEFORE'))}
              watermark={subject}
              phone={() => ({ type: 'structure', id: idNow(), about: aboutOf(subject) })}
            />
          </Card>
          <StructureSizesCard form={form} />
          <PartiesCard control={control} building={site.building} />
          <Card title={t('people')}>
            <SurveyorsField control={control} first={first.name} />
          </Card>
          {!maySurvey && <Alert type="info" showIcon title={t('quickOnly')} />}
          <SaveBar problems={problemCount(formState.errors)}>
            {record === undefined && (
              <Button size="large" className="main-action" disabled={busy} onClick={() => submit('quick')}>
                {t('quick')}
              </Button>
            )}
            {maySurvey && (
              <Button type="primary" size="large" className="main-action" htmlType="submit" loading={busy}>
                {t('save')}
              </Button>
            )}
          </SaveBar>
        </Flex>
      </form>
    </DraftGate>
  );
}

function problemCount(errors: FieldErrors<StructureTyped>): number {
  return Object.keys(errors).length;
}
