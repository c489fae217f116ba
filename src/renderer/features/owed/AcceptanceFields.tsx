import { useFormContext } from 'react-hook-form';
import { acceptanceStepWords } from '#domain/words.ts';
import { TextField } from '../../ui/field/inputs.tsx';
import { useWord, useWords } from '../../words/language.ts';
import { acceptanceSteps } from './acceptance-entry.ts';
import { owedWords } from './words.ts';

/** When an acceptance was, what was found, and who took which step: `on`, `result` and `steps` of the form around it. */
export function AcceptanceFields({ unsaid = false }: { unsaid?: boolean }) {
  const t = useWords(owedWords);
  const word = useWord();
  const { control } = useFormContext();
  return (
    <div className="fields">
      <TextField control={control} name="on" label={t('acceptedOn')} type="date" />
      <TextField control={control} name="result" label={t('acceptResult')} optional={unsaid} />
      {acceptanceSteps.map((step) => (
        <TextField key={step} control={control} name={`steps.${step}`} label={word(acceptanceStepWords[step])} optional />
      ))}
    </div>
  );
}
