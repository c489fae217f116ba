import { zodResolver } from '@hookform/resolvers/zod';
import { Alert, Button, Card, Flex } from 'antd';
import { useState } from 'react';
import { useForm, useWatch } from 'react-hook-form';
import { fixtureDoubles } from '#domain/doubles.ts';
import { useDesk } from '../../session.tsx';
import { aboutOf, type DraftOf } from '../../store/draft-kinds.ts';
import { keepLastSurvey } from '../../store/last-survey.ts';
import { photoChanges } from '../../store/photo-changes.ts';
import { createOf, findRecords } from '../../store/records.ts';
import { DraftGate } from '../../ui/draft/DraftGate.tsx';
import { useDraft } from '../../ui/draft/use-draft.ts';
import { instantOf } from '../../ui/field/calendar.ts';
import { PhotosInForm } from '../../ui/field/pictures.tsx';
import { useSaving } from '../../ui/saving.tsx';
import { useWords } from '../../words/language.ts';
import { type Site, siteText } from '../estate/site.ts';
import { PartiesCard } from '../party/PartiesCard.tsx';
import { useDoubleQuestion } from './confirm-double.ts';
import { FixturePlaceCard, FixtureSizesCard } from './FixtureFields.tsx';
import { type FixtureParsed, type FixtureTyped, fixtureForm, type Measure, measuresOf, newFixture, nextFixture } from './fixture-form.ts';
import { SaveBar } from './SaveBar.tsx';
import { SurveyorsField } from './SurveyorsField.tsx';
import { surveyorsOf } from './surveyors.ts';
import { useCode } from './use-code.ts';
import { useNewId } from './use-new-id.ts';
import { surveyWords } from './words.ts';

/** The one before: its code, and its sizes as typed. */
interface LastOne {
  code: string;
  sizes: (readonly [Measure, string])[];
}

/** The survey of a fixture. A flat often has several: the next one starts where the last one was. */
export function FixtureForm(props: { site: Site; start: FixtureTyped; draftOf: DraftOf; onSaved(): void }) {
  const { site, start, draftOf, onSaved } = props;
  const t = useWords(surveyWords);
  const desk = useDesk();
  const { saving, save } = useSaving();
  const askAboutDoubles = useDoubleQuestion();
  const [last, setLast] = useState<LastOne>();
  const form = useForm<FixtureTyped, unknown, FixtureParsed>({
    defaultValues: start,
    resolver: (values, context, options) => zodResolver(fixtureForm(values.type))(values, context, options),
  });
  const { begin, codeNow } = useCode(site.estate.fields.code, {
    read: () => form.getValues('code'),
    keep: (taken) => form.setValue('code', taken),
  });
  const newId = useNewId({ read: () => form.getValues('id'), keep: (made) => form.setValue('id', made) });
  const draft = useDraft(form, draftOf);
  const { control, formState } = form;
  const code = useWatch({ control, name: 'code' });
  // From the tap on: a second tap while a double is asked about would record the thing twice.
  const busy = saving || formState.isSubmitting;
  const place = { building: site.building.id, unit: start.unit || null, room: start.room || null, label: null };
  const subject = { place: siteText(site, place), code };

  async function keep(parsed: FixtureParsed): Promise<string | undefined> {
    const taken = await codeNow();
    const id = newId();
    const surveyors = surveyorsOf(parsed, desk.enrollment.users, desk.user);
    const fields = newFixture(parsed, { code: taken, surveyors, at: instantOf(desk.source.now()) });
    const known = await findRecords(desk.db, 'fixture', site.building.id);
    if (!(await askAboutDoubles(known, fixtureDoubles(fields, known)))) return undefined;

    const told = { place: siteText(site, fields.place), code: taken };
    const photos = photoChanges(desk, parsed.photos, [{ type: 'fixture', id }], told);
    const hashes = parsed.photos.map((photo) => photo.facts.sha256);
    if (!(await save([...photos, createOf('fixture', id, fields, hashes)], draft))) return undefined;
    const { type, side, material, second, secondName } = form.getValues();
    await keepLastSurvey(desk.db, desk.user.id, {
      building: site.building.id,
      fixture: { type, side, material },
      second,
      secondName,
    });
    return taken;
  }

  async function keepAndLeave(parsed: FixtureParsed): Promise<void> {
    if ((await keep(parsed)) !== undefined) onSaved();
  }

  async function keepAndGoOn(parsed: FixtureParsed): Promise<void> {
    const saved = await keep(parsed);
    if (saved === undefined) return;
    const typed = form.getValues();
    setLast({ code: saved, sizes: measuresOf[parsed.type].map((measure) => [measure, typed[measure]] as const) });
    form.reset(nextFixture(typed));
    window.scrollTo({ top: 0 });
  }

  return (
    <DraftGate draft={draft}>
      <form onFocusCapture={begin} onDropCapture={begin} onSubmit={(event) => void form.handleSubmit(keepAndLeave)(event)}>
        <Flex vertical gap={16}>
          {last !== undefined && <Alert type="success" showIcon role="status" title={t('savedNext', { code: last.code })} />}
          <FixturePlaceCard form={form} />
          <Card title={t('evidence')}>
            <PhotosInForm
              control={control}
              name="photos"
              label={t('fixturePhotos')}
              stage="BEFORE"
              min={1}
              watermark={subject}
              phone={() => ({ type: 'fixture', id: newId(), about: aboutOf(subject) })}
            />
          </Card>
          <FixtureSizesCard form={form} offered={last?.sizes ?? []} />
          <PartiesCard control={control} building={site.building} />
          <Card title={t('people')}>
            <SurveyorsField control={control} first={desk.user.name} optional />
          </Card>
          <SaveBar problems={Object.keys(formState.errors).length}>
            <Button size="large" className="main-action" disabled={busy} onClick={() => void form.handleSubmit(keepAndGoOn)()}>
              {t('saveNext')}
            </Button>
            <Button type="primary" size="large" className="main-action" htmlType="submit" loading={busy}>
              {t('save')}
            </Button>
          </SaveBar>
        </Flex>
      </form>
    </DraftGate>
  );
}
