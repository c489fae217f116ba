import { zodResolver } from '@hookform/resolvers/zod';
import { Alert, Button, Flex } from 'antd';
import { type ReactNode, useRef, useState } from 'react';
import { useForm, useWatch } from 'react-hook-form';
import { useDesk } from '../../session.tsx';
import { createOf } from '../../store/records.ts';
import { type Change, newRecordId } from '../../store/save.ts';
import { DraftGate } from '../../ui/draft/DraftGate.tsx';
import { type FormDraft, useDraft } from '../../ui/draft/use-draft.ts';
import { FileInput } from '../../ui/FileInput.tsx';
import { instantOf } from '../../ui/field/calendar.ts';
import { TextField } from '../../ui/field/inputs.tsx';
import { useSaving } from '../../ui/saving.tsx';
import { sentenceOf } from '../../ui/sentence-of.ts';
import { currentLanguage, useWords } from '../../words/language.ts';
import type { Site } from '../estate/site.ts';
import { FixturePlaceCard, FixtureSizesCard } from '../survey/FixtureFields.tsx';
import type { FixtureParsed, FixtureTyped } from '../survey/fixture-form.ts';
import { StructurePlaceCard, StructureSizesCard } from '../survey/StructureFields.tsx';
import { emptyFixture, emptyStructure } from '../survey/start.ts';
import type { StructureParsed, StructureTyped } from '../survey/structure-form.ts';
import { useCode } from '../survey/use-code.ts';
import { isSheet, LegacyTable } from './LegacyTable.tsx';
import {
  hashOf,
  type LegacyTold,
  legacyFixture,
  legacyFixtureForm,
  legacyStructure,
  legacyStructureForm,
  nextLegacyFixture,
  nextLegacyStructure,
} from './legacy.ts';
import { fixtureChanges } from './legacy-plan.ts';
import { emptySource, SourceEntry, type SourceForm } from './legacy-source.ts';
import { PromiseFields, usePromised } from './PromiseFields.tsx';
import { correctionWords } from './words.ts';

/** 补录历史数据: structures or fixtures from an old table, row by row or all of them. The clerk says which rows of which file. */
export function LegacyForm({ site, onClose }: { site: Site; onClose(): void }) {
  const t = useWords(correctionWords);
  const [file, setFile] = useState<File>();
  const source: SourceForm = useForm({ resolver: zodResolver(SourceEntry), defaultValues: emptySource });
  const { building } = site;
  const about = `${building.fields.label} ${t('legacyFile')}`;
  const draft = useDraft(source, { kind: 'legacy', of: [building.id, 'source'], about });
  const [type, whole, name] = useWatch({ control: source.control, name: ['type', 'whole', 'file'] });
  const form: LegacyProps = {
    source,
    site,
    onClose() {
      // What comes next begins with a table of its own.
      draft.settle();
      onClose();
    },
  };
  function choose(wholeTable: boolean): void {
    source.setValue('whole', wholeTable);
    if (wholeTable && source.getValues('row') === '') source.setValue('row', '1');
  }
  return (
    <DraftGate draft={draft}>
      <Flex vertical gap={16} role="form" aria-label={t('legacy')}>
        <p className="hint">{t('legacyWhy')}</p>
        <Pressed<'structure' | 'fixture'>
          label={t('legacyWhat')}
          value={type}
          onPress={(pressed) => source.setValue('type', pressed)}
          options={{ structure: t('legacyStructure'), fixture: t('legacyFixture') }}
        />
        <Pressed
          label={t('legacyHow')}
          value={whole ? 'table' : 'rows'}
          onPress={(how) => choose(how === 'table')}
          options={{ rows: t('legacyRows'), table: t('legacyTable') }}
        />
        <OriginFields form={source} rowLabel={t(whole ? 'firstRow' : 'legacyRow')} onFile={setFile} />
        {whole && file === undefined && isSheet(name) && <Alert type="info" showIcon title={t('legacyFileAgain')} />}
        {type === 'fixture' && <PromiseFields form={source} />}
        {whole ? (
          <LegacyTable key={type} {...form} type={type} file={file} />
        ) : type === 'structure' ? (
          <LegacyStructureForm {...form} />
        ) : (
          <LegacyFixtureForm {...form} />
        )}
      </Flex>
    </DraftGate>
  );
}

interface PressedProps<K extends string> {
  label: string;
  value: K;
  options: Readonly<Record<K, string>>;
  onPress(key: K): void;
}

/** One of two ways, as buttons of which one is pressed. */
function Pressed<K extends string>({ label, value, options, onPress }: PressedProps<K>) {
  return (
    <Flex gap={12} wrap role="group" aria-label={label}>
      {(Object.keys(options) as K[]).map((each) => (
        <Button
          key={each}
          size="large"
          type={each === value ? 'primary' : 'default'}
          aria-pressed={each === value}
          onClick={() => onPress(each)}
        >
          {options[each]}
        </Button>
      ))}
    </Flex>
  );
}

/** The file is only hashed, and read where its rows are brought in: it stays where it is kept. */
function OriginFields({ form, rowLabel, onFile }: { form: SourceForm; rowLabel: string; onFile(file: File): void }) {
  const t = useWords(correctionWords);
  const { control, setValue } = form;
  const input = useRef<HTMLInputElement>(null);
  const sha256 = useWatch({ control, name: 'sha256' });
  const newest = useRef<File>(undefined);
  const [problem, setProblem] = useState<unknown>(null);
  async function take(file: File | undefined): Promise<void> {
    if (file === undefined) return;
    newest.current = file;
    setProblem(null);
    try {
      const hash = await hashOf(file);
      // Another was chosen while this one was read.
      if (newest.current !== file) return;
      setValue('file', file.name, { shouldValidate: true });
      setValue('sha256', hash, { shouldValidate: true });
      onFile(file);
    } catch (failure) {
      setProblem(failure);
    }
  }
  const missing = form.formState.errors.sha256 !== undefined && sha256 === '';
  return (
    <div className="fields">
      <div className="field">
        <span className="field-label">{t('legacyFile')}</span>
        <FileInput ref={input} aria-label={t('legacyFile')} onFiles={([file]) => void take(file)} />
        <Button size="large" danger={missing} onClick={() => input.current?.click()}>
          {t('chooseFile')}
        </Button>
        {problem !== null && <Alert type="error" showIcon role="alert" title={sentenceOf(problem, currentLanguage())} />}
        <div className="hint" role={missing ? 'alert' : undefined}>
          {sha256 === '' ? t(missing ? 'legacyFileMissing' : 'legacyFileHint') : t('legacyHash', { head: sha256.slice(0, 12) })}
        </div>
      </div>
      <TextField control={control} name="file" label={t('legacyName')} />
      <TextField control={control} name="row" label={rowLabel} inputMode="numeric" />
    </div>
  );
}

interface LegacyProps {
  source: SourceForm;
  site: Site;
  onClose(): void;
}

interface RowSaving {
  saving: boolean;
  /** The code of the row before. */
  last: string | undefined;
  keep(source: SourceEntry, changes: (told: LegacyTold) => Change[]): Promise<boolean>;
}

/** Saves a row under a code of its own; the row after it is the next of the file. */
function useRowSaving(form: SourceForm, draft: FormDraft, codeNow: () => Promise<string>): RowSaving {
  const desk = useDesk();
  const { saving, save } = useSaving();
  const [last, setLast] = useState<string>();
  async function keep(source: SourceEntry, changes: (told: LegacyTold) => Change[]): Promise<boolean> {
    const told = { code: await codeNow(), at: instantOf(desk.source.now()), origin: source };
    if (!(await save(changes(told), draft))) return false;
    setLast(told.code);
    form.setValue('row', String(source.row + 1));
    return true;
  }
  return { saving, last, keep };
}

function LegacyStructureForm({ source, site, onClose }: LegacyProps) {
  const desk = useDesk();
  const form = useForm<StructureTyped, unknown, StructureParsed>({
    resolver: zodResolver(legacyStructureForm(desk.source.now().getFullYear())),
    defaultValues: emptyStructure(site.building.id, {}, null),
  });
  const code = useFormCode(form, site);
  const draft = useDraft(form, { kind: 'legacy', of: [site.building.id, 'structure'], about: site.building.fields.label });
  const row = useRowSaving(source, draft, code);
  const save = (then: () => void) =>
    source.handleSubmit((told) =>
      form.handleSubmit(async (parsed) => {
        const create = (one: LegacyTold) => [createOf('structure', newRecordId(desk), legacyStructure(parsed, one))];
        if (await row.keep(told, create)) then();
      })(),
    )();
  function goOn(): void {
    form.reset(nextLegacyStructure(form.getValues()));
    form.setFocus('room');
  }
  return (
    <LegacySheet draft={draft} row={row} onSave={() => void save(onClose)} onNext={() => void save(goOn)}>
      <StructurePlaceCard control={form.control} />
      <StructureSizesCard form={form} />
    </LegacySheet>
  );
}

function LegacyFixtureForm({ source, site, onClose }: LegacyProps) {
  const desk = useDesk();
  const promisedOn = usePromised(source);
  const form = useForm<FixtureTyped, unknown, FixtureParsed>({
    resolver: (values, context, options) => zodResolver(legacyFixtureForm(values.type))(values, context, options),
    defaultValues: emptyFixture(site.building.id, {}, null),
  });
  const code = useFormCode(form, site);
  const draft = useDraft(form, { kind: 'legacy', of: [site.building.id, 'fixture'], about: site.building.fields.label });
  const row = useRowSaving(source, draft, code);
  const save = (then: () => void) =>
    source.handleSubmit((told) =>
      form.handleSubmit(async (parsed) => {
        const promised = promisedOn(null);
        if (told.gone && promised === undefined) return source.setError('on', { message: 'required' }, { shouldFocus: true });
        if (await row.keep(told, (one) => fixtureChanges(desk, legacyFixture(parsed, one), promised))) then();
      })(),
    )();
  function goOn(): void {
    form.reset(nextLegacyFixture(form.getValues()));
    form.setFocus('room');
  }
  return (
    <LegacySheet draft={draft} row={row} onSave={() => void save(onClose)} onNext={() => void save(goOn)}>
      <FixturePlaceCard form={form} />
      <FixtureSizesCard form={form} offered={[]} optional />
    </LegacySheet>
  );
}

/** The code is taken when it is saved: a table is copied row by row, and a row that is given up leaves no gap. */
function useFormCode(form: CodeHolder, site: Site): () => Promise<string> {
  const { codeNow } = useCode(site.estate.fields.code, {
    read: () => form.getValues('code'),
    keep: (taken) => form.setValue('code', taken),
  });
  return codeNow;
}

interface CodeHolder {
  getValues(name: 'code'): string;
  setValue(name: 'code', taken: string): void;
}

interface LegacySheetProps {
  draft: FormDraft;
  row: RowSaving;
  onSave(): void;
  onNext(): void;
  children: ReactNode;
}

/** A list of promises goes room by room: the next one begins where the last one ended. */
function LegacySheet({ draft, row: { saving, last }, onSave, onNext, children }: LegacySheetProps) {
  const t = useWords(correctionWords);
  return (
    <DraftGate draft={draft}>
      {last !== undefined && <Alert type="success" showIcon role="status" title={t('legacyNext', { code: last })} />}
      {children}
      <Flex gap={12} wrap>
        <Button type="primary" size="large" className="main-action" loading={saving} onClick={onNext}>
          {t('saveLegacyNext')}
        </Button>
        <Button size="large" className="main-action" disabled={saving} onClick={onSave}>
          {t('saveLegacy')}
        </Button>
      </Flex>
    </DraftGate>
  );
}
