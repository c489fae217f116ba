import { zodResolver } from '@hookform/resolvers/zod';
import { Button, Card, Flex } from 'antd';
import { useForm, useWatch } from 'react-hook-form';
import { ownershipWords, zoneWords } from '#domain/words.ts';
import { useDesk } from '../../session.tsx';
import { aboutOf, type DraftOf } from '../../store/draft-kinds.ts';
import { keepLastSurvey } from '../../store/last-survey.ts';
import { photoChanges } from '../../store/photo-changes.ts';
import { createOf } from '../../store/records.ts';
import type { LastSurvey } from '../../store/rows.ts';
import { DraftGate } from '../../ui/draft/DraftGate.tsx';
import { useDraft } from '../../ui/draft/use-draft.ts';
import { instantOf } from '../../ui/field/calendar.ts';
import { useChoices } from '../../ui/field/choices.ts';
import { ChoiceField, TextField } from '../../ui/field/inputs.tsx';
import { PhotosInForm } from '../../ui/field/pictures.tsx';
import { useSaving } from '../../ui/saving.tsx';
import { useWords } from '../../words/language.ts';
import { type Site, siteText } from '../estate/site.ts';
import type { PlaceSearch } from '../survey/place-search.ts';
import { SaveBar } from '../survey/SaveBar.tsx';
import { SurveyorsField } from '../survey/SurveyorsField.tsx';
import { placed } from '../survey/start.ts';
import { surveyorsOf } from '../survey/surveyors.ts';
import { useCode } from '../survey/use-code.ts';
import { useNewId } from '../survey/use-new-id.ts';
import { DebrisEntry, type DebrisTyped, newDebris } from './debris-form.ts';
import { debrisWords } from './words.ts';

interface DebrisFormProps {
  site: Site;
  search: PlaceSearch;
  last: LastSurvey | null;
  draftOf: DraftOf;
  onSaved(): void;
}

/** The survey of 堆积物: where, how much, whose, and what of it stays. */
export function DebrisForm({ site, search, last, draftOf, onSaved }: DebrisFormProps) {
  const t = useWords(debrisWords);
  const desk = useDesk();
  const choices = useChoices();
  const { saving, save } = useSaving();
  const form = useForm<DebrisTyped, unknown, DebrisEntry>({
    resolver: zodResolver(DebrisEntry),
    defaultValues: {
      ...placed(site.building.id, search, last),
      zone: search.zone ?? '',
      volumeM3: '',
      ownership: '',
      keepList: '',
    },
  });
  const { begin, codeNow } = useCode(site.estate.fields.code, {
    read: () => form.getValues('code'),
    keep: (taken) => form.setValue('code', taken),
  });
  const newId = useNewId({ read: () => form.getValues('id'), keep: (made) => form.setValue('id', made) });
  const draft = useDraft(form, draftOf);
  const { control, formState } = form;
  const code = useWatch({ control, name: 'code' });
  const place = { building: site.building.id, unit: search.unit ?? null, room: search.room ?? null, label: null };
  const subject = { place: siteText(site, place), code };

  const submit = form.handleSubmit(async (entry) => {
    const taken = await codeNow();
    const id = newId();
    const surveyors = surveyorsOf(entry, desk.enrollment.users, desk.user);
    const fields = newDebris(entry, { code: taken, surveyors, at: instantOf(desk.source.now()) });
    const photos = photoChanges(desk, entry.photos, [{ type: 'debris', id }], { place: siteText(site, fields.place), code: taken });
    const hashes = fields.photos.map(({ sha256 }) => sha256);
    if (!(await save([...photos, createOf('debris', id, fields, hashes)], draft))) return;
    const { second, secondName } = entry;
    await keepLastSurvey(desk.db, desk.user.id, { building: site.building.id, second, secondName });
    onSaved();
  });

  return (
    <DraftGate draft={draft}>
      <form onFocusCapture={begin} onDropCapture={begin} onSubmit={submit} noValidate>
        <Flex vertical gap={16}>
          <Card>
            <div className="fields">
              <div className="wide">
                <ChoiceField control={control} name="zone" label={t('zone')} choices={choices(zoneWords)} />
              </div>
              <ChoiceField control={control} name="ownership" label={t('ownership')} choices={choices(ownershipWords)} />
              <TextField control={control} name="volumeM3" label={t('volume')} inputMode="decimal" />
              <TextField control={control} name="unit" label={t('unit')} optional />
              <TextField control={control} name="label" label={t('label')} optional />
              <div className="wide">
                <TextField control={control} name="keepList" label={t('keepList')} hint={t('keepHint')} lines={2} optional />
              </div>
            </div>
          </Card>
          <Card>
            <PhotosInForm
              control={control}
              name="photos"
              label={t('photos')}
              stage="BEFORE"
              min={1}
              watermark={subject}
              phone={() => ({ type: 'debris', id: newId(), about: aboutOf(subject) })}
            />
          </Card>
          <Card>
            <SurveyorsField control={control} first={desk.user.name} optional />
            <TextField control={control} name="note" label={t('note')} lines={2} optional />
          </Card>
          <SaveBar problems={Object.keys(formState.errors).length}>
            <Button type="primary" size="large" className="main-action" htmlType="submit" loading={saving || formState.isSubmitting}>
              {t('save')}
            </Button>
          </SaveBar>
        </Flex>
      </form>
    </DraftGate>
  );
}
