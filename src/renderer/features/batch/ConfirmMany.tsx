import { zodResolver } from '@hookform/resolvers/zod';
import { useForm, useWatch } from 'react-hook-form';
import { fixtureTypeWords } from '#domain/words.ts';
import { useDesk } from '../../session.tsx';
import { useDraft } from '../../ui/draft/use-draft.ts';
import { ChoiceField, TextField } from '../../ui/field/inputs.tsx';
import { PhotosInForm } from '../../ui/field/pictures.tsx';
import { usePunctuation, useWord, useWords } from '../../words/language.ts';
import { siteText } from '../estate/site.ts';
import { useFiledScans } from '../form/scans.ts';
import { specChoices } from '../owed/spec-choices.ts';
import { confirmGroups } from './batch-changes.ts';
import { typesOf } from './batch-lines.ts';
import { ConfirmManyEntry, type ConfirmManyTyped, confirmedHouseholds, signedWays } from './confirm-entry.ts';
import { ManySheet } from './ManySheet.tsx';
import type { ManyProps } from './many.ts';
import { useSaveGroups } from './use-save-groups.ts';
import { batchWords } from './words.ts';

/** 确认 of a whole building: one specification to a type, and every household under its own signature. */
export function ConfirmMany({ batch, facts, plan, nameOf, onSaved }: ManyProps) {
  const t = useWords(batchWords);
  const word = useWord();
  const { list } = usePunctuation();
  const desk = useDesk();
  const saving = useSaveGroups();
  const types = typesOf(plan.ready);
  const specsOf = (type: (typeof types)[number]) => {
    const lines = plan.ready.filter(({ fields }) => fields.type === type);
    const offers = lines.flatMap(({ fields }) => specChoices(facts.policies.get(fields.policy.id), type)).filter(({ yuan }) => yuan === 0);
    return [...new Set(offers.map(({ spec }) => spec))];
  };
  const form = useForm<ConfirmManyTyped, unknown, ConfirmManyEntry>({
    resolver: zodResolver(ConfirmManyEntry),
    defaultValues: {
      specs: Object.fromEntries(types.map((type) => [type, specsOf(type).length === 1 ? (specsOf(type)[0] ?? '') : ''])),
      way: 'SCANS',
      scans: [],
      sheet: [],
      witness: '',
    },
  });
  const { control } = form;
  const draft = useDraft(form, { kind: 'batchConfirm', of: [batch.id], about: batch.fields.contractor });
  const [specs, way, scans, sheet, witness] = useWatch({ control, name: ['specs', 'way', 'scans', 'sheet', 'witness'] });
  const { filed, unread } = useFiledScans(scans);
  const known = ConfirmManyEntry.safeParse({ specs, way, scans, sheet, witness }).data;
  const told = known && confirmedHouseholds(known, plan, facts, filed);
  const going = told?.households.reduce((sum, { choices }) => sum + choices.length, 0) ?? 0;
  const named = { ready: plan.ready, leftOut: [...plan.leftOut, ...(told?.leftOut ?? [])] };
  const whole = {
    place: siteText(facts.site, { building: batch.fields.building, unit: null, room: null, label: null }),
    code: t('confirm'),
  };

  const submit = form.handleSubmit(async (entry) => {
    const { households, leftOut } = confirmedHouseholds(entry, plan, facts, filed);
    if (households.length === 0) return;
    const groups = confirmGroups(desk, households, t('confirm'));
    if (await saving.save(groups, leftOut.length === 0 ? draft : undefined)) onSaved();
  });

  return (
    <ManySheet label={t('confirm')} plan={named} going={going} nameOf={nameOf} draft={draft} onSubmit={submit} saving={saving}>
      {types.map((type) => (
        <ChoiceField
          key={type}
          control={control}
          name={`specs.${type}`}
          label={t('specOf', { type: word(fixtureTypeWords[type]) })}
          choices={specsOf(type).map((spec) => ({ value: spec, label: spec }))}
        />
      ))}
      <ChoiceField
        control={control}
        name="way"
        label={t('signedHow')}
        choices={signedWays.map((value) => ({ value, label: t(`way${value}`) }))}
      />
      {way === 'SCANS' && (
        <>
          <PhotosInForm control={control} name="scans" label={t('scans')} stage="SIGN" min={1} watermark={whole} />
          <span className="hint">{t('scansHint')}</span>
          {unread.length > 0 && <span role="status">{t('unread', { n: unread.length, which: list(unread.map(String)) })}</span>}
        </>
      )}
      {way === 'SHEET' && <PhotosInForm control={control} name="sheet" label={t('sheet')} stage="SIGN" min={1} watermark={whole} />}
      {way === 'WITNESSED' && <TextField control={control} name="witness" label={t('witness')} />}
    </ManySheet>
  );
}
