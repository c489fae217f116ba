import type { Word } from '#domain/words.ts';
import { useWord } from '../../words/language.ts';
import type { Choice } from './inputs.tsx';

/** A table of the trade's words as choices, in the table's order, in the current language. */
export function useChoices(): (words: Readonly<Record<string, Word>>, codes?: readonly string[]) => Choice[] {
  const say = useWord();
  return (words, codes) =>
    Object.entries(words).flatMap(([value, word]) => (codes === undefined || codes.includes(value) ? [{ value, label: say(word) }] : []));
}
