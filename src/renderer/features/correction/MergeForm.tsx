import { zodResolver } from '@hookform/resolvers/zod';
import { useNavigate } from '@tanstack/react-router';
import { Alert } from 'antd';
import { useForm, useWatch } from 'react-hook-form';
import { z } from 'zod';
import type { Union } from '#domain/unite.ts';
import { useDesk } from '../../session.tsx';
import { useChildren } from '../../store/records.ts';
import { StepSheet } from '../../ui/draft/StepSheet.tsx';
import { useDraft } from '../../ui/draft/use-draft.ts';
import { SelectField, TextField } from '../../ui/field/inputs.tsx';
import { text } from '../../ui/field/parse.ts';
import { useSaving } from '../../ui/saving.tsx';
import { useWords } from '../../words/language.ts';
import type { Thing } from '../estate/standing.ts';
import { useThingName } from '../estate/ThingLink.tsx';
import { useThings } from '../estate/things.ts';
import { mergeableWith, mergeChanges, type ThingCase, unionOf } from './merging.ts';
import { correctionWords } from './words.ts';

const MergeEntry = z.object({ other: z.string().min(1, 'choose'), reason: text(200) });

/** Live: the case of a thing; undefined while loading. */
function useCase(record: Thing | undefined): ThingCase | undefined {
  const removals = useChildren('removal', record && [record.id]);
  const lines = useChildren('entitlement', record && [record.id]);
  return record && removals && lines && { record, removals, lines };
}

interface MergeFormProps {
  record: Thing;
  /** The other record, where it was chosen already. */
  with?: Thing;
  onClose(): void;
  /** Where to go once they are merged: to the record that stands, unless told otherwise. */
  onMerged?(): void;
}

/** 并档: two records of one thing become one. What stands, what gives way and what becomes of what is owed is said before it is saved. */
export function MergeForm({ record, with: chosenAlready, onClose, onMerged }: MergeFormProps) {
  const t = useWords(correctionWords);
  const desk = useDesk();
  const navigate = useNavigate();
  const nameOf = useThingName();
  const { saving, save } = useSaving();
  const found = mergeableWith(record, useThings(record.fields.place.building) ?? []);
  const others = chosenAlready === undefined ? found : [chosenAlready];
  const form = useForm<z.input<typeof MergeEntry>, unknown, z.output<typeof MergeEntry>>({
    resolver: zodResolver(MergeEntry),
    defaultValues: { other: chosenAlready?.id ?? '', reason: '' },
  });
  const { control } = form;
  const draft = useDraft(form, {
    kind: 'merge',
    of: [record.id, ...(chosenAlready === undefined ? [] : [chosenAlready.id])],
    about: record.fields.code,
  });
  const chosen = useWatch({ control, name: 'other' });
  const other = others.find(({ id }) => id === chosen);
  const [own, second] = [useCase(record), useCase(other)];
  const union = own && second && unionOf(desk, own, second);
  const submit = form.handleSubmit(async ({ reason }) => {
    if (own === undefined || second === undefined || union === undefined) return;
    const ended = union.standing === record.id ? second.record : record;
    const told = t('mergeNote', { code: ended.fields.code, reason });
    if (!(await save(mergeChanges([own, second], union, told), draft))) return;
    onClose();
    if (onMerged !== undefined) return onMerged();
    if (union.standing === record.id) return;
    if (record.type === 'structure') await navigate({ to: '/structures/$structure', params: { structure: union.standing } });
    else await navigate({ to: '/fixtures/$fixture', params: { fixture: union.standing } });
  });
  return (
    <StepSheet
      label={t('merge')}
      draft={draft}
      onSubmit={submit}
      save={t('saveMerge')}
      saving={saving}
      danger
      onCancel={{ label: t('cancel'), press: onClose }}
    >
      <p className="hint">{t('mergeWhy')}</p>
      {chosenAlready === undefined && (
        <SelectField
          control={control}
          name="other"
          label={t('other')}
          choices={others.map((one) => ({ value: one.id, label: nameOf(one) }))}
          {...(others.length === 0 ? { hint: t('noOther') } : {})}
        />
      )}
      {own &&
        second &&
        (union === undefined ? <Alert type="warning" showIcon title={t('noPair')} /> : <Outcome cases={[own, second]} union={union} />)}
      <TextField control={control} name="reason" label={t('reason')} lines={2} />
    </StepSheet>
  );
}

/** What a merge will do, in words. */
function Outcome({ cases, union }: { cases: readonly [ThingCase, ThingCase]; union: Union }) {
  const t = useWords(correctionWords);
  const [first, second] = cases;
  const codes = [first, second].map(({ record }) => record.fields.code);
  const [stays = '', ends = ''] = union.standing === first.record.id ? codes : codes.toReversed();
  const pairs = union.merges.filter(({ type }) => type === 'removal').length;
  const parts = [
    t('stays', { stays, ends }),
    pairs > 0 ? t('pairs', { n: pairs }) : '',
    union.disputes.length > 0 ? t('overReturned') : '',
  ];
  return <Alert type={union.disputes.length > 0 ? 'warning' : 'info'} showIcon title={parts.filter((part) => part !== '').join(' ')} />;
}
