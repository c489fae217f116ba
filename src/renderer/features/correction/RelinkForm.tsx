import { zodResolver } from '@hookform/resolvers/zod';
import { useForm, useWatch } from 'react-hook-form';
import { z } from 'zod';
import { type Photo, watermarkOf } from '#domain/photo.ts';
import { photoStageWords } from '#domain/words.ts';
import { useDesk } from '../../session.tsx';
import { rebuildCopy } from '../../store/rebuild-copy.ts';
import { type RecordOf, useChildren, useRecords } from '../../store/records.ts';
import { StepSheet } from '../../ui/draft/StepSheet.tsx';
import { useDraft } from '../../ui/draft/use-draft.ts';
import { SelectField, TextField } from '../../ui/field/inputs.tsx';
import { text } from '../../ui/field/parse.ts';
import { PhotoStrip } from '../../ui/PhotoStrip.tsx';
import { useSaving } from '../../ui/saving.tsx';
import { useWord, useWords } from '../../words/language.ts';
import { type Site, siteText } from '../estate/site.ts';
import type { Thing } from '../estate/standing.ts';
import { useThingName } from '../estate/ThingLink.tsx';
import { useThings } from '../estate/things.ts';
import { relinkChanges } from './relinking.ts';
import { correctionWords } from './words.ts';

const chosen = z.string().min(1, 'choose');
const RelinkEntry = z.object({ photo: chosen, building: chosen, to: chosen, reason: text(200) });

interface RelinkProps {
  record: Thing;
  site: Site;
  onClose(): void;
}

/** [A3] 移走放错的照片: which one, whose it is, and why. Its bytes and its time stay; its watermark names the right place. */
export function RelinkForm({ record, site, onClose }: RelinkProps) {
  const t = useWords(correctionWords);
  const desk = useDesk();
  const nameOf = useThingName();
  const { saving, save } = useSaving();
  const buildings = useRecords('building', site.estate.id) ?? [];
  const photos = usePlaced(record);
  const hanging = useHanging(record);
  const form = useForm<z.input<typeof RelinkEntry>, unknown, z.output<typeof RelinkEntry>>({
    resolver: zodResolver(RelinkEntry),
    defaultValues: { photo: '', building: site.building.id, to: '', reason: '' },
  });
  const { control } = form;
  const draft = useDraft(form, { kind: 'relink', of: [record.id], about: record.fields.code });
  const [picked, at] = useWatch({ control, name: ['photo', 'building'] });
  const things = (useThings(at) ?? []).filter(({ id, fields }) => id !== record.id && fields.status !== 'void');
  const photo = photos.find(({ id }) => id === picked);
  const submit = form.handleSubmit(async ({ to, reason }) => {
    const target = things.find(({ id }) => id === to);
    const building = buildings.find(({ id }) => id === at);
    if (photo === undefined || target === undefined || building === undefined || hanging === undefined) return;
    const subject = { place: siteText({ ...site, building }, target.fields.place), code: target.fields.code };
    const changes = relinkChanges(desk, { photo, from: record, hanging, to: target, reason, subject });
    if (changes === undefined || !(await save(changes, draft))) return;
    await rebuildCopy(desk, photo.fields.sha256, { ...watermarkOf(photo.fields), ...subject });
    onClose();
  });
  return (
    <StepSheet
      label={t('relink')}
      draft={draft}
      onSubmit={submit}
      save={t('saveRelink')}
      saving={saving}
      onCancel={{ label: t('cancel'), press: onClose }}
    >
      <p className="hint">{t('relinkWhy')}</p>
      <SelectField control={control} name="photo" label={t('photo')} choices={usePhotoChoices(photos)} />
      {photo !== undefined && <PhotoStrip photos={[{ sha256: photo.fields.sha256, stage: photo.fields.stage }]} />}
      <div className="fields">
        <SelectField
          control={control}
          name="building"
          label={t('building')}
          choices={buildings.map(({ id, fields }) => ({ value: id, label: fields.label }))}
        />
        <SelectField
          control={control}
          name="to"
          label={t('rightRecord')}
          choices={things.map((thing) => ({ value: thing.id, label: nameOf(thing) }))}
        />
      </div>
      <TextField control={control} name="reason" label={t('reason')} lines={2} />
    </StepSheet>
  );
}

/** What was removed of the record, the lines that this opened, and the pieces that settled them. Undefined while loading. */
function useHanging(record: Thing): Photo['links'] | undefined {
  const removals = useChildren('removal', [record.id]);
  const lines = useChildren('entitlement', [record.id]);
  const pieces = useChildren(
    'replacement',
    lines?.map(({ id }) => id),
  );
  if (!removals || !lines || !pieces) return undefined;
  return [...removals, ...lines, ...pieces].map(({ type, id }) => ({ type, id }));
}

/** The photos that are on the record now, as their own records. */
function usePlaced(record: Thing): RecordOf<'photo'>[] {
  const known = useRecords('photo', record.id) ?? [];
  return known.filter(({ fields }) => fields.links.some(({ id }) => id === record.id));
}

function usePhotoChoices(photos: readonly RecordOf<'photo'>[]) {
  const t = useWords(correctionWords);
  const say = useWord();
  return photos.map(({ id, fields: { stage, sha256, capturedAt, importedAt } }) => ({
    value: id,
    label: t('photoChoice', {
      stage: say(photoStageWords[stage]),
      when: (capturedAt ?? importedAt).slice(0, 16).replace('T', ' '),
      head: sha256.slice(0, 8),
    }),
  }));
}
