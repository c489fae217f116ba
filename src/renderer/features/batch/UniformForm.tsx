import { zodResolver } from '@hookform/resolvers/zod';
import { useForm } from 'react-hook-form';
import { z } from 'zod';
import { FixtureType, policyInForce } from '#domain/policy.ts';
import { fixtureTypeWords } from '#domain/words.ts';
import { useDesk } from '../../session.tsx';
import { StepSheet } from '../../ui/draft/StepSheet.tsx';
import { useDraft } from '../../ui/draft/use-draft.ts';
import { addMonths } from '../../ui/field/calendar.ts';
import { useChoices } from '../../ui/field/choices.ts';
import { ChoiceField, TextField } from '../../ui/field/inputs.tsx';
import { day, photos, text } from '../../ui/field/parse.ts';
import { PhotosInForm } from '../../ui/field/pictures.tsx';
import { useSaving } from '../../ui/saving.tsx';
import { useWords } from '../../words/language.ts';
import { localDay } from '../../words/local-time.ts';
import { siteText } from '../estate/site.ts';
import { owedWords } from '../owed/words.ts';
import { roomTyped, unitTyped } from '../survey/typed.ts';
import { uniformChanges } from './batch-changes.ts';
import type { BuildingReturn } from './building-return.ts';
import { batchWords } from './words.ts';

const UniformEntry = z
  .object({
    ...{
      unit: unitTyped,
      room: roomTyped,
      label: text(30, 0),
      type: z.string().pipe(z.enum(FixtureType.options, 'choose')),
      spec: text(60),
      installer: text(60),
    },
    ...{ warrantor: text(60, 0), installedOn: day, inside: photos(1), outside: photos(1) },
  })
  .refine(({ inside, outside }) => !outside.some((one) => inside.some((other) => other.facts.sha256 === one.facts.sha256)), {
    path: ['outside'],
    message: 'samePicture',
  });
type Typed = z.input<typeof UniformEntry>;

/** 统一加装: one more piece, for no line: it is shown apart and settles nothing [C1] [C2]. */
export function UniformForm({ facts, onClose }: { facts: BuildingReturn; onClose(): void }) {
  const t = useWords(batchWords);
  const o = useWords(owedWords);
  const desk = useDesk();
  const choices = useChoices();
  const { saving, save } = useSaving();
  const { building } = facts.site;
  const last = facts.uniform.at(-1)?.fields;
  const form = useForm<Typed, unknown, z.output<typeof UniformEntry>>({
    resolver: zodResolver(UniformEntry),
    defaultValues: {
      ...{ unit: '', room: '', label: '', type: last?.type ?? '', spec: last?.spec ?? '' },
      ...{
        installer: last?.installer ?? '',
        warrantor: last?.warrantor ?? '',
        installedOn: localDay(desk.source.now()),
        inside: [],
        outside: [],
      },
    },
  });
  const { control } = form;
  const whole = { building: building.id, unit: null, room: null, label: null };
  const subject = { place: siteText(facts.site, whole), code: t('uniform') };
  const draft = useDraft(form, { kind: 'uniform', of: [building.id], about: subject.place });

  const submit = form.handleSubmit(async ({ unit, room, label, type, spec, installer, warrantor, installedOn, inside, outside }) => {
    const place = { building: building.id, unit, room, label: label || null };
    const policy = policyInForce(facts.policyRecords, installedOn)?.fields;
    const warrantyUntil = policy === undefined ? null : addMonths(installedOn, policy.warrantyMonths);
    const told = { place, type, spec, installer, warrantor, installedOn, warrantyUntil, photos: [...inside, ...outside] };
    if (await save(uniformChanges(desk, told, { ...subject, place: siteText(facts.site, place) }), draft)) onClose();
  });

  return (
    <StepSheet
      label={t('addUniform')}
      draft={draft}
      onSubmit={submit}
      save={t('saveUniform')}
      saving={saving}
      onCancel={{ label: t('cancel'), press: onClose }}
    >
      <div className="fields">
        <TextField control={control} name="unit" label={t('unit')} optional />
        <TextField control={control} name="room" label={t('room')} optional />
        <TextField control={control} name="label" label={t('where')} optional />
      </div>
      <ChoiceField control={control} name="type" label={o('type')} choices={choices(fixtureTypeWords)} />
      <div className="fields">
        <TextField control={control} name="spec" label={o('spec')} />
        <TextField control={control} name="installer" label={o('installer')} />
        <TextField control={control} name="installedOn" label={o('installedOn')} type="date" />
        <TextField control={control} name="warrantor" label={o('warrantor')} optional />
      </div>
      <PhotosInForm control={control} name="inside" label={o('inside')} stage="INSTALL" min={1} watermark={subject} />
      <PhotosInForm control={control} name="outside" label={o('outside')} stage="INSTALL" min={1} watermark={subject} />
    </StepSheet>
  );
}
