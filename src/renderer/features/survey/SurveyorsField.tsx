import { type Control, useWatch } from 'react-hook-form';
import { useDesk } from '../../session.tsx';
import { ChoiceField, TextField } from '../../ui/field/inputs.tsx';
import { useWords } from '../../words/language.ts';
import { companions, type SecondTyped, someoneElse } from './surveyors.ts';
import { surveyWords } from './words.ts';

/** Two survey: the person at the desk (or who began the record), and a second. */
export function SurveyorsField<V extends SecondTyped, T>({
  control,
  first,
  optional,
}: {
  control: Control<V, unknown, T>;
  first: string;
  optional?: boolean;
}) {
  const t = useWords(surveyWords);
  const { enrollment, user } = useDesk();
  const own = control as unknown as Control<SecondTyped, unknown, T>; // every form that shows this has these two fields, and more
  const second = useWatch({ control: own, name: 'second' });
  const others = companions(enrollment.users, user).filter(({ name }) => name !== first);
  const choices = [...others.map(({ id, name }) => ({ value: id, label: name })), { value: someoneElse, label: t('someoneElse') }];
  return (
    <div className="fields">
      <div className="wide">{t('firstSurveyor', { name: first })}</div>
      <ChoiceField control={own} name="second" label={t('second')} choices={choices} {...(optional === true ? { optional } : {})} />
      {second === someoneElse && <TextField control={own} name="secondName" label={t('secondName')} />}
    </div>
  );
}
