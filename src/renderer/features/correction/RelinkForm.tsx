import { zodResolver } from '@hookform/resolvers/zod';
import { useLiveQuery } from 'dexie-react-hooks';
import { useForm, useWatch } from 'react-hook-form';
import { z } from 'zod';
import { mayPatch } from '#domain/authority.ts';
import type { RecordId } from '#domain/identity.ts';
import { watermarkOf } from '#domain/photo.ts';
import { photoStageWords } from '#domain/words.ts';
import { useDesk } from '../../session.tsx';
import { rebuildCopy } from '../../store/rebuild-copy.ts';
import { type RecordOf, useChildren, useRecords } from '../../store/records.ts';
import { StepSheet } from '../../ui/draft/StepSheet.tsx';
import { useDraft } from '../../ui/draft/use-draft.ts';
import { SelectField, TextField } from '../../ui/field/inputs.tsx';
import { text } from '../../ui/field/parse.ts';
import type { OfferedForm } from '../../ui/OneAtATime.tsx';
import { PhotoStrip } from '../../ui/PhotoStrip.tsx';
import { useSaving } from '../../ui/saving.tsx';
import { useWord, useWords } from '../../words/language.ts';
import { type Site, siteText } from '../estate/site.ts';
import { Corrections } from './Corrections.tsx';
import { findHanging, findHomes, type Holder, isMovable, mayProve } from './holders.ts';
import { useHomeName } from './home-name.ts';
import { relinkChanges } from './relinking.ts';
import { correctionWords } from './words.ts';

const chosen = z.string().min(1, 'choose');
const RelinkEntry = z.object({ photo: chosen, building: chosen, to: chosen, reason: text(200) });

/** The records of a page whose photos may be another's. The first is what the page is about. */
interface Relinked {
  records: readonly Holder[];
  site: Site;
  /** What people call what the page is about. */
  about: string;
}

/** A photo, and which of the page's records it is on. */
interface Placed {
  photo: RecordOf<'photo'>;
  on: Holder;
}

/** 照片放错了, where this person may move photos and there are some. */
export function useRelink({ records, site, about }: Relinked): OfferedForm | false {
  const t = useWords(correctionWords);
  const { user } = useDesk();
  const placed = usePlaced(records);
  if (placed.length === 0 || !mayPatch('photo', {}, user).includes('links')) return false;
  return {
    key: 'relink',
    label: t('relink'),
    form: (onClose) => <RelinkForm records={records} site={site} about={about} onClose={onClose} />,
  };
}

/** For a page that has nothing else to correct. */
export function PhotoCorrections(told: Relinked) {
  return <Corrections forms={[useRelink(told)]} />;
}

/** [A3] 移走放错的照片: which one, whose it is, and why. Its bytes and its time stay; its watermark names the right place. */
function RelinkForm({ records, site, about, onClose }: Relinked & { onClose(): void }) {
  const t = useWords(correctionWords);
  const desk = useDesk();
  const nameOf = useHomeName();
  const { saving, save } = useSaving();
  const buildings = useRecords('building', site.estate.id) ?? [];
  const placed = usePlaced(records);
  const form = useForm<z.input<typeof RelinkEntry>, unknown, z.output<typeof RelinkEntry>>({
    resolver: zodResolver(RelinkEntry),
    defaultValues: { photo: '', building: site.building.id, to: '', reason: '' },
  });
  const { control } = form;
  const draft = useDraft(form, { kind: 'relink', of: [records[0]?.id ?? site.building.id], about });
  const [picked, at] = useWatch({ control, name: ['photo', 'building'] });
  const building = buildings.find(({ id }) => id === at);
  const misplaced = placed.find(({ photo }) => photo.id === picked);
  const homes = useHomes(building?.id).filter(
    ({ record }) => misplaced !== undefined && record.id !== misplaced.on.id && mayProve(misplaced.photo.fields.stage, record),
  );
  const submit = form.handleSubmit(async ({ to, reason }) => {
    const home = homes.find(({ record }) => record.id === to);
    // Chosen before another photo or building was, or taken away meanwhile: it is no longer among what can be chosen.
    if (misplaced === undefined) return form.setError('photo', { message: 'choose' }, { shouldFocus: true });
    if (home === undefined || building === undefined) return form.setError('to', { message: 'choose' }, { shouldFocus: true });
    const { photo, on } = misplaced;
    const code = home.record.type === 'debris' ? home.record.fields.code : (home.about?.fields.code ?? '');
    const subject = { place: siteText({ ...site, building }, home.place), code };
    const hanging = await findHanging(desk.db, on);
    const changes = relinkChanges(desk, { photo, from: on, hanging, to: home.record, reason, subject });
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
      <SelectField control={control} name="photo" label={t('photo')} choices={usePhotoChoices(placed)} />
      {misplaced !== undefined && <PhotoStrip photos={[{ sha256: misplaced.photo.fields.sha256, stage: misplaced.photo.fields.stage }]} />}
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
          {...(misplaced !== undefined && homes.length === 0 && { hint: t('noHome') })}
          choices={homes.map((home) => ({ value: home.record.id, label: nameOf(home) }))}
        />
      </div>
      <TextField control={control} name="reason" label={t('reason')} lines={2} />
    </StepSheet>
  );
}

function useHomes(building: RecordId | undefined) {
  const { db } = useDesk();
  return useLiveQuery(async () => (building === undefined ? [] : findHomes(db, building)), [db, building]) ?? [];
}

/** The photos that are on these records now, each once: a piece's are its line's too. */
function usePlaced(records: readonly Holder[]): Placed[] {
  const known = useChildren(
    'photo',
    records.map(({ id }) => id),
  );
  return (known ?? []).flatMap((photo) => {
    const on = records.find(({ id }) => photo.fields.links.some((link) => link.id === id));
    return on === undefined || !isMovable(photo.fields.stage) ? [] : [{ photo, on }];
  });
}

function usePhotoChoices(placed: readonly Placed[]) {
  const t = useWords(correctionWords);
  const say = useWord();
  return placed.map(({ photo: { id, fields } }) => ({
    value: id,
    label: t('photoChoice', {
      stage: say(photoStageWords[fields.stage]),
      when: (fields.capturedAt ?? fields.importedAt).slice(0, 16).replace('T', ' '),
      head: fields.sha256.slice(0, 8),
    }),
  }));
}
