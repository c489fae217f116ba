import { zodResolver } from '@hookform/resolvers/zod';
import { useForm, useWatch } from 'react-hook-form';
import { returnedType } from '#domain/entitlement.ts';
import { comparedMeasures } from '#domain/fixture.ts';
import type { Policy, TypePolicy } from '#domain/policy.ts';
import { useDesk } from '../../session.tsx';
import { aboutOf } from '../../store/draft-kinds.ts';
import type { RecordOf } from '../../store/records.ts';
import { StepSheet } from '../../ui/draft/StepSheet.tsx';
import { useDraft } from '../../ui/draft/use-draft.ts';
import { addMonths } from '../../ui/field/calendar.ts';
import { CheckField, ChoiceField, TextField } from '../../ui/field/inputs.tsx';
import { PhotosInForm } from '../../ui/field/pictures.tsx';
import { useSaving } from '../../ui/saving.tsx';
import { useWords } from '../../words/language.ts';
import { localDay } from '../../words/local-time.ts';
import { type InstallEntry, type InstallTyped, installEntryFor, sizesOf, sizesTyped } from './install-entry.ts';
import { SizeComparison } from './SizeComparison.tsx';
import { installChanges } from './steps.ts';
import { owedWords } from './words.ts';

interface InstallFormProps {
  line: RecordOf<'entitlement'>;
  policy: Policy;
  type: TypePolicy;
  place: string;
  code: string;
  onSaved(): void;
}

const windows: ReadonlySet<string> = new Set(['GRILLE', 'INVISIBLE_GUARD']);
const answers = { opens: true, blocked: false, notWindow: null } as const;

/** 还装: what was put back, measured and photographed from both sides. */
export function InstallForm({ line, policy, type, place, code, onSaved }: InstallFormProps) {
  const t = useWords(owedWords);
  const desk = useDesk();
  const { saving, save } = useSaving();
  const { removedSizes, confirmation } = line.fields;
  const isWindow = windows.has(returnedType(line.fields));
  const form = useForm<InstallTyped, unknown, InstallEntry>({
    resolver: zodResolver(installEntryFor(type.sizeRule)),
    defaultValues: {
      installer: '',
      spec: confirmation?.spec ?? '',
      installedOn: localDay(desk.source.now()),
      widthMm: '',
      heightMm: '',
      lengthMm: '',
      depthMm: '',
      inside: [],
      outside: [],
      windowOpens: isWindow ? 'opens' : 'notWindow',
      original: false,
      serial: '',
      residentResult: '',
      warrantor: '',
    },
  });
  const { control, handleSubmit } = form;
  const subject = { place, code };
  const draft = useDraft(form, { kind: 'install', of: [line.id], about: aboutOf(subject) });
  const typed = useWatch({ control, name: ['widthMm', 'heightMm', 'lengthMm', 'depthMm'] });
  const specs = [...new Set([...(confirmation ? [confirmation.spec] : []), ...type.specs])];

  const submit = handleSubmit(async (entry) => {
    const { installer, spec, installedOn, serial, residentResult, warrantor } = entry;
    const told = {
      ...{ installer, spec, installedOn, serial, residentResult, warrantor },
      sizes: sizesOf(entry),
      photos: [...entry.inside, ...entry.outside],
      windowOpens: answers[entry.windowOpens],
      warrantyUntil: addMonths(installedOn, policy.warrantyMonths),
      ...(entry.original ? { original: true } : {}),
    };
    if (await save(installChanges(desk, line, told, subject), draft)) onSaved();
  });

  return (
    <StepSheet label={t('install')} draft={draft} onSubmit={submit} save={t('saveInstall')} saving={saving}>
      <div className="fields">
        <TextField control={control} name="installer" label={t('installer')} />
        <TextField control={control} name="installedOn" label={t('installedOn')} type="date" />
      </div>
      <ChoiceField control={control} name="spec" label={t('spec')} choices={specs.map((spec) => ({ value: spec, label: spec }))} />
      <div className="fields">
        {comparedMeasures[type.sizeRule].map((measure) => (
          <TextField
            key={measure}
            control={control}
            name={measure}
            label={t(measure)}
            inputMode="decimal"
            hint={removedSizes[measure] === null ? t('wasUnknown') : t('wasMm', { mm: removedSizes[measure] })}
          />
        ))}
      </div>
      <SizeComparison removed={removedSizes} actual={sizesTyped(typed)} policy={type} />
      <PhotosInForm control={control} name="inside" label={t('inside')} stage="INSTALL" min={1} watermark={subject} />
      <PhotosInForm control={control} name="outside" label={t('outside')} stage="INSTALL" min={1} watermark={subject} />
      {isWindow && (
        <ChoiceField
          control={control}
          name="windowOpens"
          label={t('windowOpens')}
          choices={(['opens', 'blocked', 'notWindow'] as const).map((value) => ({ value, label: t(value) }))}
        />
      )}
      <div className="fields">
        <TextField control={control} name="warrantor" label={t('warrantor')} hint={t('warrantyHint', { months: policy.warrantyMonths })} />
        <TextField control={control} name="serial" label={t('serial')} optional />
        <TextField control={control} name="residentResult" label={t('residentResult')} optional />
      </div>
      <CheckField control={control} name="original" label={t('original')} />
    </StepSheet>
  );
}
