import type { Word } from '#domain/words.ts';
import { useWord } from '../words/language.ts';

export type Tone = 'neutral' | 'waiting' | 'active' | 'good' | 'bad';

/** What tells a state where there is no room for its word, beside its colour. */
export const toneShapes: Readonly<Record<Tone, string>> = { neutral: '○', waiting: '◔', active: '▶', good: '✓', bad: '▲' };

/** A state by colour, shape and word: readable in sunlight and without colour. */
export function StatusTag({ word, tone }: { word: Word; tone: Tone }) {
  const say = useWord();
  return (
    <span className={`status status-${tone}`}>
      <span aria-hidden>{toneShapes[tone]}</span> {say(word)}
    </span>
  );
}
