import { useWatch } from 'react-hook-form';
import type { Day } from '#domain/identity.ts';
import { useRecords } from '../../store/records.ts';
import { CheckField, SelectField, TextField } from '../../ui/field/inputs.tsx';
import { day } from '../../ui/field/parse.ts';
import { useWords } from '../../words/language.ts';
import type { SourceForm } from './legacy-source.ts';
import { type Promised, policyOf } from './promise.ts';
import { correctionWords } from './words.ts';

export function PromiseFields({ form: { control } }: { form: SourceForm }) {
  const t = useWords(correctionWords);
  const gone = useWatch({ control, name: 'gone' });
  const policies = useRecords('policy') ?? [];
  return (
    <div className="fields">
      <div className="wide">
        <CheckField control={control} name="gone" label={t('gone')} />
      </div>
      {gone && <TextField control={control} name="on" label={t('goneOn')} hint={t('goneOnHint')} type="date" />}
      {gone && (
        <SelectField
          control={control}
          name="policy"
          label={t('gonePolicy')}
          hint={t('gonePolicyHint')}
          optional
          choices={policies.map(({ id, fields }) => ({ value: id, label: `${fields.version} ${fields.name}` }))}
        />
      )}
    </div>
  );
}

/** What of it is promised on a day that its row may say; undefined where it is not, or nobody says when, or no policy is here. */
export function usePromised(form: SourceForm): (removedOn: Day | null) => Promised | undefined {
  const t = useWords(correctionWords);
  const policies = useRecords('policy') ?? [];
  const [gone, on, policy] = useWatch({ control: form.control, name: ['gone', 'on', 'policy'] });
  return (removedOn) => {
    const known = removedOn ?? day.safeParse(on).data;
    if (!gone || known === undefined) return undefined;
    const chosen = policies.find(({ id }) => id === policy) ?? policyOf(policies, known);
    return chosen && { on: known, policy: chosen, contractor: t('goneContractor') };
  };
}
