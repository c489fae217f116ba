import type { PhotoRef } from '#domain/evidence.ts';
import type { Word } from '#domain/words.ts';
import type { Translate } from '../../words/language.ts';
import type { timelineWords } from './timeline-words.ts';

/** What a person looks for in a room's past: what was there, what went, what came back, what was signed, who came, what was said, who lives there. */
export const topics = ['there', 'gone', 'back', 'signed', 'visits', 'said', 'people'] as const;
export type Topic = (typeof topics)[number];

/** One thing that happened. `at` is a day, or a moment where the clock was read; of an undated one the order is known, not the day. */
export interface TimelineEntry {
  key: string;
  at: string;
  undated?: boolean;
  topics: readonly Topic[];
  text: string;
  photos: readonly PhotoRef[];
  /** The page of the record it is told by. */
  href?: string;
}

/** How entries are put in words: the language, the trade's words, and a household's name as this page may say it. */
export interface Sayings {
  t: Translate<typeof timelineWords.zh>;
  say(word: Word): string;
  name(full: string): string;
  aside(remark: string): string;
  list(parts: readonly string[]): string;
}
