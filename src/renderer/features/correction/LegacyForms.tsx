import { zodResolver } from '@hookform/resolvers/zod';
import { Alert, Button, Flex } from 'antd';
import { type ReactNode, useRef, useState } from 'react';
import { type UseFormReturn, useForm, useWatch } from 'react-hook-form';
import type { z } from 'zod';
import { useDesk } from '../../session.tsx';
import { createOf } from '../../store/records.ts';
import { newRecordId } from '../../store/save.ts';
import { DraftGate } from '../../ui/draft/DraftGate.tsx';
import { type FormDraft, useDraft } from '../../ui/draft/use-draft.ts';
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
import { hashOf, legacyFixture, legacyFixtureForm, legacyStructure, legacyStructureForm, OriginEntry } from './legacy.ts';
import { correctionWords } from './words.ts';

type OriginTyped = z.input<typeof OriginEntry>;

/** 补录历史数据: a structure or a fixture from an old table. The clerk says which row of which file. */
export function LegacyForm({ site, onClose }: { site: Site; onClose(): void }) {
  const t = useWords(correctionWords);
  const [type, setType] = useState<'structure' | 'fixture'>('structure');
  const origin = useForm<OriginTyped, unknown, OriginEntry>({
    resolver: zodResolver(OriginEntry),
    defaultValues: { file: '', sha256: '', row: '' },
  });
  const form = { origin, site, onClose };
  return (
    <Flex vertical gap={16} role="form" aria-label={t('legacy')}>
      <p className="hint">{t('legacyWhy')}</p>
      <Flex gap={12} wrap role="group" aria-label={t('legacyWhat')}>
        {(['structure', 'fixture'] as const).map((each) => (
          <Button key={each} type={each === type ? 'primary' : 'default'} aria-pressed={each === type} onClick={() => setType(each)}>
            {t(each === 'structure' ? 'legacyStructure' : 'legacyFixture')}
          </Button>
        ))}
      </Flex>
      <OriginFields form={origin} />
      {type === 'structure' ? <LegacyStructureForm {...form} /> : <LegacyFixtureForm {...form} />}
    </Flex>
  );
}

/** The file is only hashed: it stays where it is kept. */
function OriginFields({ form }: { form: UseFormReturn<OriginTyped, unknown, OriginEntry> }) {
  const t = useWords(correctionWords);
  const { control, setValue } = form;
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
    } catch (failure) {
      setProblem(failure);
    }
  }
  return (
    <div className="fields">
      <div className="field">
        <label className="field-label" htmlFor="legacy-file">
          {t('legacyFile')}
        </label>
        <input id="legacy-file" type="file" onChange={(event) => void take(event.target.files?.[0])} />
        {problem !== null && <Alert type="error" showIcon role="alert" title={sentenceOf(problem, currentLanguage())} />}
        <div className="hint">{sha256 === '' ? t('legacyFileHint') : t('legacyHash', { head: sha256.slice(0, 12) })}</div>
      </div>
      <TextField control={control} name="file" label={t('legacyName')} />
      <TextField control={control} name="row" label={t('legacyRow')} inputMode="numeric" />
    </div>
  );
}

interface LegacyProps {
  origin: UseFormReturn<OriginTyped, unknown, OriginEntry>;
  site: Site;
  onClose(): void;
}

function LegacyStructureForm({ origin, site, onClose }: LegacyProps) {
  const desk = useDesk();
  const { saving, save } = useSaving();
  const form = useForm<StructureTyped, unknown, StructureParsed>({
    resolver: zodResolver(legacyStructureForm(desk.source.now().getFullYear())),
    defaultValues: emptyStructure(site.building.id, {}, null),
  });
  const code = useFormCode(form, site);
  const draft = useDraft(form, { kind: 'legacy', of: [site.building.id, 'structure'], about: site.building.fields.label });
  async function keep(parsed: StructureParsed, source: OriginEntry): Promise<void> {
    const told = { code: await code(), at: instantOf(desk.source.now()), origin: source };
    if (await save([createOf('structure', newRecordId(desk), legacyStructure(parsed, told))], draft)) onClose();
  }
  return (
    <LegacySheet
      draft={draft}
      saving={saving}
      onSave={() => void origin.handleSubmit((source) => form.handleSubmit((parsed) => keep(parsed, source))())()}
    >
      <StructurePlaceCard control={form.control} />
      <StructureSizesCard form={form} />
    </LegacySheet>
  );
}

function LegacyFixtureForm({ origin, site, onClose }: LegacyProps) {
  const desk = useDesk();
  const { saving, save } = useSaving();
  const form = useForm<FixtureTyped, unknown, FixtureParsed>({
    resolver: (values, context, options) => zodResolver(legacyFixtureForm(values.type))(values, context, options),
    defaultValues: emptyFixture(site.building.id, {}, null),
  });
  const code = useFormCode(form, site);
  const draft = useDraft(form, { kind: 'legacy', of: [site.building.id, 'fixture'], about: site.building.fields.label });
  async function keep(parsed: FixtureParsed, source: OriginEntry): Promise<void> {
    const told = { code: await code(), at: instantOf(desk.source.now()), origin: source };
    if (await save([createOf('fixture', newRecordId(desk), legacyFixture(parsed, told))], draft)) onClose();
  }
  return (
    <LegacySheet
      draft={draft}
      saving={saving}
      onSave={() => void origin.handleSubmit((source) => form.handleSubmit((parsed) => keep(parsed, source))())()}
    >
      <FixturePlaceCard form={form} />
      <FixtureSizesCard form={form} offered={[]} />
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
  saving: boolean;
  onSave(): void;
  children: ReactNode;
}

function LegacySheet({ draft, saving, onSave, children }: LegacySheetProps) {
  const t = useWords(correctionWords);
  return (
    <DraftGate draft={draft}>
      {children}
      <Button type="primary" size="large" className="main-action" style={{ alignSelf: 'start' }} loading={saving} onClick={onSave}>
        {t('saveLegacy')}
      </Button>
    </DraftGate>
  );
}
