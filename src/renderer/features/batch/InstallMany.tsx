import { zodResolver } from '@hookform/resolvers/zod';
import { Button } from 'antd';
import { useState } from 'react';
import { type Control, FormProvider, useForm, useWatch } from 'react-hook-form';
import { comparedMeasures } from '#domain/fixture.ts';
import { useDesk } from '../../session.tsx';
import type { RecordOf } from '../../store/records.ts';
import { useDraft } from '../../ui/draft/use-draft.ts';
import { CheckField, ChoiceField, TextField } from '../../ui/field/inputs.tsx';
import { PhotosInForm } from '../../ui/field/pictures.tsx';
import { usePunctuation, useWords } from '../../words/language.ts';
import { localDay } from '../../words/local-time.ts';
import { sizesTyped } from '../owed/install-entry.ts';
import { SizeComparison } from '../owed/SizeComparison.tsx';
import { owedWords } from '../owed/words.ts';
import { installGroups } from './batch-changes.ts';
import { type LeftOut, typePolicyOf } from './batch-steps.ts';
import { type BuildingReturn, subjectOf } from './building-return.ts';
import { ManySheet } from './ManySheet.tsx';
import type { ManyProps } from './many.ts';
import { blankPiece, InstallManyEntry, type InstallManyTyped, isWindow, judgePiece, type PieceField } from './piece-entry.ts';
import { useSaveGroups } from './use-save-groups.ts';
import { batchWords } from './words.ts';

type Line = RecordOf<'entitlement'>;

/** 还装 of a whole building: who and when for all, sizes and photos for each. What lacks evidence stays behind by name, with what was typed. */
export function InstallMany({ batch, facts, plan, nameOf, onSaved }: ManyProps) {
  const t = useWords(batchWords);
  const o = useWords(owedWords);
  const { list } = usePunctuation();
  const desk = useDesk();
  const saving = useSaveGroups();
  const [open, setOpen] = useState<string>();
  const form = useForm<InstallManyTyped, unknown, InstallManyEntry>({
    resolver: zodResolver(InstallManyEntry),
    defaultValues: {
      installer: batch.fields.contractor,
      installedOn: localDay(desk.source.now()),
      warrantor: batch.fields.contractor,
      pieces: Object.fromEntries(facts.lines.map((line) => [line.id, blankPiece(line)])),
    },
  });
  const { control } = form;
  const draft = useDraft(form, { kind: 'batchInstall', of: [batch.id], about: batch.fields.contractor });
  const [installer, installedOn, warrantor, pieces] = useWatch({ control, name: ['installer', 'installedOn', 'warrantor', 'pieces'] });
  const judged = plan.ready.map((line) => ({
    line,
    said: judgePiece(line, { installer, installedOn, warrantor }, pieces[line.id] ?? blankPiece(line), facts),
  }));
  const whole = judged.flatMap(({ said }) => (Array.isArray(said) ? [] : [said]));
  const common: readonly PieceField[] = ['installer', 'installedOn', 'warrantor'];
  const missingOf = (said: PieceField[]) => list(said.filter((field) => !common.includes(field)).map((field) => o(field)));
  const lacking = judged.flatMap(({ line, said }): LeftOut[] =>
    Array.isArray(said) ? [{ line, why: 'evidence', missing: missingOf(said) }] : [],
  );

  const submit = form.handleSubmit(async () => {
    const [first] = lacking;
    if (whole.length === 0) setOpen(first?.line.id);
    else if (await saving.save(installGroups(desk, whole), lacking.length === 0 ? draft : undefined))
      lacking.length === 0 ? onSaved() : setOpen(first?.line.id);
  });

  return (
    <FormProvider {...form}>
      <ManySheet label={t('install')} plan={plan} going={whole.length} nameOf={nameOf} draft={draft} onSubmit={submit} saving={saving}>
        <div className="fields">
          <TextField control={control} name="installer" label={o('installer')} />
          <TextField control={control} name="installedOn" label={o('installedOn')} type="date" />
          <TextField control={control} name="warrantor" label={o('warrantor')} />
        </div>
        <span role="status">{t('whole', { n: whole.length, all: plan.ready.length })}</span>
        <div className="piece-list">
          {judged.map(({ line, said }) => (
            <div key={line.id}>
              <Button
                size="large"
                block
                className="piece-opener"
                aria-expanded={open === line.id}
                onClick={() => setOpen(open === line.id ? undefined : line.id)}
              >
                {nameOf(line)} · {Array.isArray(said) ? t('lacks', { missing: missingOf(said) }) : t('complete')}
              </Button>
              {open === line.id && <PieceFields control={control} line={line} facts={facts} />}
            </div>
          ))}
        </div>
      </ManySheet>
    </FormProvider>
  );
}

type PieceControl = Control<InstallManyTyped, unknown, InstallManyEntry>;

/** The evidence of one line. */
function PieceFields({ control, line, facts }: { control: PieceControl; line: Line; facts: BuildingReturn }) {
  const t = useWords(owedWords);
  const at = `pieces.${line.id}` as const;
  const type = typePolicyOf(line, facts.policies);
  const typed = useWatch({ control, name: [`${at}.widthMm`, `${at}.heightMm`, `${at}.lengthMm`, `${at}.depthMm`] });
  if (type === undefined) return null;
  const subject = subjectOf(facts, line);
  const { removedSizes, confirmation } = line.fields;
  const specs = [...new Set([...(confirmation ? [confirmation.spec] : []), ...type.specs])];
  return (
    <div className="piece-open">
      <div className="fields">
        {comparedMeasures[type.sizeRule].map((measure) => (
          <TextField
            key={measure}
            control={control}
            name={`${at}.${measure}`}
            label={t(measure)}
            inputMode="decimal"
            hint={removedSizes[measure] === null ? t('wasUnknown') : t('wasMm', { mm: removedSizes[measure] })}
          />
        ))}
      </div>
      <SizeComparison removed={removedSizes} actual={sizesTyped(typed)} policy={type} />
      <PhotosInForm control={control} name={`${at}.inside`} label={t('inside')} stage="INSTALL" min={1} watermark={subject} />
      <PhotosInForm control={control} name={`${at}.outside`} label={t('outside')} stage="INSTALL" min={1} watermark={subject} />
      {isWindow(line) && (
        <ChoiceField
          control={control}
          name={`${at}.windowOpens`}
          label={t('windowOpens')}
          choices={(['opens', 'blocked', 'notWindow'] as const).map((value) => ({ value, label: t(value) }))}
        />
      )}
      <ChoiceField control={control} name={`${at}.spec`} label={t('spec')} choices={specs.map((spec) => ({ value: spec, label: spec }))} />
      <CheckField control={control} name={`${at}.original`} label={t('original')} />
      <div className="fields">
        <TextField control={control} name={`${at}.serial`} label={t('serial')} optional />
        <TextField control={control} name={`${at}.residentResult`} label={t('residentResult')} optional />
      </div>
    </div>
  );
}
