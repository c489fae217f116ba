import { Alert, Button, Flex } from 'antd';
import { useLiveQuery } from 'dexie-react-hooks';
import { useEffect, useMemo, useRef, useState } from 'react';
import { type UseFormReturn, useForm, useFormState, useWatch } from 'react-hook-form';
import type { RecordId } from '#domain/identity.ts';
import { fixtureTypeWords, sideWords, structureKindWords, zoneWords } from '#domain/words.ts';
import { useDesk } from '../../session.tsx';
import { nextCode } from '../../store/code.ts';
import { findRecords } from '../../store/records.ts';
import type { Change } from '../../store/save.ts';
import { DenseTable } from '../../ui/DenseTable.tsx';
import { StepSheet } from '../../ui/draft/StepSheet.tsx';
import { useDraft } from '../../ui/draft/use-draft.ts';
import { instantOf } from '../../ui/field/calendar.ts';
import { useChoices } from '../../ui/field/choices.ts';
import { ChoiceField, TextField } from '../../ui/field/inputs.tsx';
import { sentenceOf } from '../../ui/sentence-of.ts';
import { currentLanguage, usePunctuation, useWords } from '../../words/language.ts';
import { RefusedList } from '../batch/ManySheet.tsx';
import { useSaveGroups } from '../batch/use-save-groups.ts';
import { readRows } from '../estate/roster-file.ts';
import type { Site } from '../estate/site.ts';
import { surveyWords } from '../survey/words.ts';
import { type Cells, pastedCells } from './legacy-columns.ts';
import { dated, planTable, readTable, type TablePlan } from './legacy-plan.ts';
import type { SourceForm } from './legacy-source.ts';
import type { LegacyLeft, TableKnown } from './legacy-table.ts';
import { usePromised } from './PromiseFields.tsx';
import { correctionWords } from './words.ts';

interface LegacyTableProps {
  type: 'structure' | 'fixture';
  site: Site;
  source: SourceForm;
  /** The file that was chosen, whose rows are read where it is a spreadsheet. */
  file: File | undefined;
  onClose(): void;
}

const blank = { pasted: '', type: '', side: '', zone: '', kind: '' };

/** 整表补录: the rows of a spreadsheet, or as they are pasted from one: each is looked at as if it had been typed, and what cannot come in is named. */
export function LegacyTable({ type, site, source, file, onClose }: LegacyTableProps) {
  const t = useWords(correctionWords);
  const ts = useWords(surveyWords);
  const choices = useChoices();
  const desk = useDesk();
  const saving = useSaveGroups();
  const { building, estate } = site;
  const form = useForm({ defaultValues: blank });
  const { control } = form;
  const draft = useDraft(form, { kind: 'legacy', of: [building.id, 'table'], about: building.fields.label });
  const sheet = useSheet(file);
  const promisedOn = usePromised(source);
  const gone = useWatch({ control: source.control, name: 'gone' }) && type === 'fixture';
  // From the press on: codes are taken before anything is saved, and a second press would bring every row in twice.
  const { isSubmitting } = useFormState({ control: source.control });
  const whole = usePlan({ type, site, source, form, cells: sheet.rows, paused: isSubmitting });
  const plan = gone && whole !== undefined ? dated(whole, (on) => promisedOn(on) !== undefined) : whole;

  const submit = source.handleSubmit(async ({ file: name, sha256 }) => {
    if (plan === undefined || plan.ready.length === 0) return;
    const at = instantOf(desk.source.now());
    const groups: Change[][] = [];
    for (const { row, removedOn, changes } of plan.ready) {
      const told = { code: await nextCode(desk, estate.fields.code), at, origin: { file: name, sha256, row } };
      groups.push(changes(desk, told, gone ? promisedOn(removedOn) : undefined));
    }
    if (await saving.save(groups, draft)) onClose();
  });

  return (
    <StepSheet
      label={t('legacyTable')}
      draft={draft}
      onSubmit={submit}
      save={t('saveTable', { n: plan?.ready.length ?? 0 })}
      saving={isSubmitting}
      onCancel={{ label: t('cancel'), press: onClose }}
    >
      {sheet.problem !== undefined && <Alert type="error" showIcon role="alert" title={sentenceOf(sheet.problem, currentLanguage())} />}
      {sheet.rows === undefined && (
        <TextField
          control={control}
          name="pasted"
          label={t('paste')}
          hint={t(type === 'fixture' ? 'pasteFixtures' : 'pasteStructures')}
          lines={4}
          optional
        />
      )}
      {type === 'fixture' ? (
        <>
          <ChoiceField control={control} name="type" label={t('allOfType')} choices={choices(fixtureTypeWords)} optional />
          <ChoiceField control={control} name="side" label={t('allOnSide')} choices={choices(sideWords)} optional />
        </>
      ) : (
        <>
          <ChoiceField control={control} name="zone" label={t('allInZone')} choices={choices(zoneWords)} optional />
          <ChoiceField control={control} name="kind" label={t('allOfKind')} choices={choices(structureKindWords)} optional />
        </>
      )}
      {plan === undefined ? (
        <NoPlan nothing={sheet.rows === undefined} form={form} />
      ) : (
        <Planned plan={plan} fieldName={(field) => (field === 'removedOn' ? t('goneOn') : named(ts, field))} />
      )}
      <RefusedList saving={saving} />
      {saving.progress !== null && saving.progress.all > 1 && (
        <Flex gap={12} align="center">
          <span role="status">{t('tableProgress', saving.progress)}</span>
          <Button onClick={saving.stop}>{t('stopTable')}</Button>
        </Flex>
      )}
    </StepSheet>
  );
}

/** Whether a file is a spreadsheet, whose rows are read. */
export const isSheet = (name: string) => /\.xlsx$/iu.test(name);

/** The rows of a file that is a spreadsheet; neither rows nor problem where it is none. */
function useSheet(file: File | undefined): { rows?: Cells[]; problem?: unknown } {
  const [read, setRead] = useState<{ of: File; rows?: Cells[]; problem?: unknown }>();
  useEffect(() => {
    if (file === undefined || !isSheet(file.name)) return;
    let current = true;
    readRows(file).then(
      (rows) => current && setRead({ of: file, rows }),
      (problem: unknown) => current && setRead({ of: file, problem }),
    );
    return () => {
      current = false;
    };
  }, [file]);
  return read !== undefined && read.of === file ? read : {};
}

interface PlanSource extends Pick<LegacyTableProps, 'type' | 'site' | 'source'> {
  form: UseFormReturn<typeof blank>;
  cells: readonly Cells[] | undefined;
  /** While rows are being saved what is known changes with every one of them, and the plan that is carried out stands. */
  paused: boolean;
}

/** Rows are read when they or what they are read by change, and held against what is known when that changes. Undefined where no row names the columns. */
function usePlan({ type, site: { building }, source, form, cells, paused }: PlanSource): TablePlan | undefined {
  const year = useDesk().source.now().getFullYear();
  const known = useKnown(building.id, paused);
  const [sha256, row] = useWatch({ control: source.control, name: ['sha256', 'row'] });
  const [pasted, fixtureType, side, zone, kind] = useWatch({ control: form.control, name: ['pasted', 'type', 'side', 'zone', 'kind'] });
  // A spreadsheet counts its own rows; of what was pasted, somebody says where it begins.
  const first = cells === undefined ? Math.max(1, Number(row) || 1) : 1;
  const table = useMemo(() => {
    const rows = cells ?? pastedCells(pasted);
    const defaults = { fixture: { type: fixtureType, side }, structure: { zone, kind } };
    return readTable({ type, rows, first, building, defaults, year });
  }, [type, cells, pasted, first, building, fixtureType, side, zone, kind, year]);
  return useMemo(() => (table && known ? planTable(table, { ...known, sha256 }) : undefined), [table, known, sha256]);
}

/** Live, but for when it is paused: the last that was read stands. Undefined while loading. */
function useKnown(building: RecordId, paused: boolean): Omit<TableKnown, 'sha256'> | undefined {
  const { db } = useDesk();
  const last = useRef<Omit<TableKnown, 'sha256'>>(undefined);
  const read = useLiveQuery(async () => {
    if (paused) return undefined;
    const [structures, fixtures] = await Promise.all([findRecords(db, 'structure', building), findRecords(db, 'fixture', building)]);
    return { structures, fixtures };
  }, [db, building, paused]);
  useEffect(() => {
    if (read !== undefined) last.current = read;
  }, [read]);
  return read ?? last.current;
}

function NoPlan({ nothing, form }: { nothing: boolean; form: UseFormReturn<typeof blank> }) {
  const t = useWords(correctionWords);
  const pasted = useWatch({ control: form.control, name: 'pasted' });
  if (nothing && pasted.trim() === '') return null;
  return <Alert type="warning" showIcon title={t('noHeader')} />;
}

const named = (t: (key: keyof typeof surveyWords.zh) => string, field: string) =>
  Object.keys(surveyWords.zh).includes(field) ? t(field as keyof typeof surveyWords.zh) : field;

/** As many as are read at a glance: the rest is counted. */
const mostNamed = 50;

function Planned({ plan: { ready, left }, fieldName }: { plan: TablePlan; fieldName(field: string): string }) {
  const t = useWords(correctionWords);
  const { list } = usePunctuation();
  const whyOf = ({ why, fields }: LegacyLeft) => t(`left_${why}`, { fields: list(fields.map(fieldName)) });
  return (
    <>
      <span role="status">{t('planned', { n: ready.length, left: left.length })}</span>
      {left.length > 0 && (
        <Alert
          type="warning"
          showIcon
          title={t('leftRows', { n: left.length })}
          description={
            <ul className="plain-list">
              {left.slice(0, mostNamed).map((one) => (
                <li key={one.row}>{t('leftRow', { row: one.row, text: one.text, why: whyOf(one) })}</li>
              ))}
              {left.length > mostNamed && <li>{t('andMore', { n: left.length - mostNamed })}</li>}
            </ul>
          }
        />
      )}
      {ready.length > 0 && (
        <DenseTable
          label={t('legacyTable')}
          rows={ready}
          keyOf={({ row }) => String(row)}
          columns={[
            { title: t('legacyRow'), width: 96, number: true, cell: ({ row }) => row },
            { title: t('rowSays'), width: 620, cell: ({ text }) => text },
          ]}
        />
      )}
    </>
  );
}
