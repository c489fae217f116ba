import { localDay, localTime } from '../../words/local-time.ts';
import type { RoomRecords } from './room-records.ts';
import type { Sayings, TimelineEntry } from './timeline-entry.ts';
import { peopleEntries } from './timeline-people.ts';
import { returnEntries } from './timeline-returns.ts';
import { saidEntries } from './timeline-said.ts';
import { thingEntries } from './timeline-things.ts';

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
