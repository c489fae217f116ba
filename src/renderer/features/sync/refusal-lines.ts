import { Failure, type FailureLine } from '#contract/failure.ts';
import { sentenceOf } from '../../ui/sentence-of.ts';
import { type SaidIn, wordsIn } from '../../words/language.ts';
import { handoverWords } from './handover-words.ts';

const isHere = ({ code }: FailureLine) => code === 'handover-own' || code === 'handover-known';

/** Why each file was not taken in. Those that are here already are one line, however many lie on a stick that goes round for weeks. */
export function refusalLines(refused: readonly FailureLine[]): SaidIn[] {
  const here = refused.filter(isHere);
  const named = here.length > 1 ? refused.filter((line) => !isHere(line)) : refused;
  const lines = named.map(
    ({ code, facts }): SaidIn =>
      (language) =>
        sentenceOf(new Failure(code, facts), language),
  );
  return here.length > 1 ? [...lines, (language) => wordsIn(handoverWords, language)('takenBefore', { count: here.length })] : lines;
}
