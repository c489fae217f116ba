import { Alert } from 'antd';
import { type Control, useWatch } from 'react-hook-form';
import { countRemoval, quantityText } from '#domain/count.ts';
import type { TypePolicy } from '#domain/policy.ts';
import { fixtureTypeWords } from '#domain/words.ts';
import type { RecordOf } from '../../store/records.ts';
import { ChoiceField, TextField } from '../../ui/field/inputs.tsx';
import { whole } from '../../ui/field/parse.ts';
import { useWord, useWords } from '../../words/language.ts';
import { asksLength, asksOpenings, salvages, type TakenTyped } from './outcome-entry.ts';
import { takenDown } from './take-down.ts';
import type { Target } from './targets.ts';
import { operationWords } from './words.ts';

interface TakenFieldsProps<V extends TakenTyped, T> {
  control: Control<V, unknown, T>;
  target: Target;
  /** How the policy in force counts this type; undefined for a structure, or where no policy says. */
  counted: TypePolicy | undefined;
}

/** What was taken down, by whom, and where the pieces go; for a fixture, what that will oblige the subdistrict to. */
export function TakenFields<V extends TakenTyped, T>({ control: given, target, counted }: TakenFieldsProps<V, T>) {
  const t = useWords(operationWords);
  const control = given as unknown as Control<TakenTyped, unknown, T>; // every form that shows this has these fields, and more
  return (
    <>
      <div className="fields">
        {target.type === 'fixture' ? (
          <TextField control={control} name="qty" label={t('qty')} inputMode="numeric" hint={t('surveyed', { value: target.fields.qty })} />
        ) : (
          <TextField
            control={control}
            name="areaM2"
            label={t('area')}
            inputMode="decimal"
            hint={t('surveyed', { value: target.fields.areaM2 ?? '—' })}
          />
        )}
        {asksOpenings(target, counted) && (
          <TextField control={control} name="openings" label={t('openings')} inputMode="numeric" hint={t('openingsHint')} optional />
        )}
        {asksLength(target, counted) && (
          <TextField control={control} name="lengthMm" label={t('lengthMm')} inputMode="numeric" hint={t('lengthHint')} />
        )}
        <TextField control={control} name="contractor" label={t('contractor')} />
      </div>
      <ChoiceField control={control} name="salvage" label={t('salvage')} choices={salvages.map((value) => ({ value, label: t(value) }))} />
      {target.type === 'fixture' && <Owes target={target} counted={counted} control={control} />}
    </>
  );
}

interface OwesProps<T> {
  target: RecordOf<'fixture'>;
  counted: TypePolicy | undefined;
  control: Control<TakenTyped, unknown, T>;
}

/** Says before the save what it will oblige the subdistrict to, as its policy counts. */
function Owes<T>({ target, counted, control }: OwesProps<T>) {
  const t = useWords(operationWords);
  const word = useWord();
  const [qty, openings, lengthMm] = useWatch({ control, name: ['qty', 'openings', 'lengthMm'] });
  if (counted?.eligible !== true) return null;
  const read = (typed: string) => whole(1, 6000).safeParse(typed).data ?? null;
  const told = { qty: read(qty) ?? 0, openings: read(openings), lengthMm: read(lengthMm) };
  const count = countRemoval(counted, target.fields, takenDown(target.fields, told));
  if (count === undefined || count.qty === 0) return null;
  return (
    <Alert type="info" showIcon title={t('owes', { type: word(fixtureTypeWords[target.fields.type]), count: word(quantityText(count)) })} />
  );
}
