import type { PhotoRef } from '#domain/evidence.ts';
import type { Word } from '#domain/words.ts';
import type { Translate } from '../../words/language.ts';
import { localDay, localTime } from '../../words/local-time.ts';
import type { RoomRecords } from './room-records.ts';
import { peopleEntries } from './timeline-people.ts';
import { returnEntries } from './timeline-returns.ts';
import { saidEntries } from './timeline-said.ts';
import { thingEntries } from './timeline-things.ts';
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

const isDay = (at: string) => at.length === 10;
const dayOf = (at: string) => (isDay(at) ? at : localDay(new Date(at)));

/** The day of an entry, with the time of day where it is known. */
export function whenText({ at, undated }: Pick<TimelineEntry, 'at' | 'undated'>): string {
  if (undated) return '';
  return isDay(at) ? at : localTime(at);
}

/** A day without a time stands for its end: what was written up that day happened in the course of it. */
const order = (at: string) => (isDay(at) ? Date.parse(`${at}T23:59:59`) : Date.parse(at));

/** Everything that happened in a room, the newest first; of one moment, what is told later comes first. */
export function timelineOf(records: RoomRecords, sayings: Sayings): TimelineEntry[] {
  const told = [
    ...peopleEntries(records, sayings),
    ...thingEntries(records, sayings),
    ...returnEntries(records, sayings),
    ...saidEntries(records, sayings),
  ];
  return told
    .map((entry, index) => ({ entry, index }))
    .sort((a, b) => order(b.entry.at) - order(a.entry.at) || b.index - a.index)
    .map(({ entry }) => entry);
}

/** Entries of one month under one heading: a year of visits stays readable. */
export function byMonth(entries: readonly TimelineEntry[]): { month: string; entries: TimelineEntry[] }[] {
  const months: { month: string; entries: TimelineEntry[] }[] = [];
  for (const entry of entries) {
    const month = dayOf(entry.at).slice(0, 7);
    const last = months.at(-1);
    if (last?.month === month) last.entries.push(entry);
    else months.push({ month, entries: [entry] });
  }
  return months;
}
