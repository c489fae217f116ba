import type { Word } from '#domain/words.ts';
import { useWord } from '../words/language.ts';

export type Tone = 'neutral' | 'waiting' | 'active' | 'good' | 'bad';

const shapes: Record<Tone, string> = { neutral: '○', waiting: '◔', active: '▶', good: '✓', bad: '▲' };

/** A state by colour, shape and word: readable in sunlight and without colour. */
export function StatusTag({ word, tone }: { word: Word; tone: Tone }) {
  const say = useWord();
  return (
    <span className={`status status-${tone}`}>
      <span aria-hidden>{shapes[tone]}</span> {say(word)}
    </span>
  );
}
