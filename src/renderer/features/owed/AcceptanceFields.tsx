import { useFormContext } from 'react-hook-form';
import { acceptanceStepWords } from '#domain/words.ts';
import { TextField } from '../../ui/field/inputs.tsx';
import { useWord } from '../../words/language.ts';
import { acceptanceSteps } from './acceptance-entry.ts';

/** Who took which step of an acceptance: the `steps` part of the form around it. */
export function StepFields() {
  const word = useWord();
  const { control } = useFormContext();
  return acceptanceSteps.map((step) => (
    <TextField key={step} control={control} name={`steps.${step}`} label={word(acceptanceStepWords[step])} optional />
  ));
}
