import { type UseFormReturn, useWatch } from 'react-hook-form';
import { z } from 'zod';
import type { Day } from '#domain/identity.ts';
import { useRecords } from '../../store/records.ts';
import { CheckField, SelectField, TextField } from '../../ui/field/inputs.tsx';
import { day } from '../../ui/field/parse.ts';
import { useWords } from '../../words/language.ts';
import { type Promised, policyOf } from './promise.ts';
import { correctionWords } from './words.ts';

/** Whether what comes in came down before the app and is owed; when, where its row does not say; and by which policy it is given back. */
export const PromiseEntry = z
  .object({ gone: z.boolean(), on: z.string(), policy: z.string() })
  .refine(({ gone, on }) => !gone || on === '' || day.safeParse(on).success, { path: ['on'], message: 'invalid' });
export type PromiseEntry = z.output<typeof PromiseEntry>;
export type PromiseForm = UseFormReturn<PromiseEntry>;

export const noPromise: PromiseEntry = { gone: false, on: '', policy: '' };

export function PromiseFields({ form: { control } }: { form: PromiseForm }) {
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
export function usePromised(form: PromiseForm): (removedOn: Day | null) => Promised | undefined {
  const t = useWords(correctionWords);
  const policies = useRecords('policy') ?? [];
  const { gone, on, policy } = useWatch({ control: form.control }) as PromiseEntry;
  return (removedOn) => {
    const known = removedOn ?? day.safeParse(on).data;
    if (!gone || known === undefined) return undefined;
    const chosen = policies.find(({ id }) => id === policy) ?? policyOf(policies, known);
    return chosen && { on: known, policy: chosen, contractor: t('goneContractor') };
  };
}
