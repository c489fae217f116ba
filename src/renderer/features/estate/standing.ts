import { fixtureStatusWords, owedWord, structureStatusWords, type Word } from '#domain/words.ts';
import type { RecordOf } from '../../store/records.ts';
import type { Tone } from '../../ui/StatusTag.tsx';
import { fixtureOrder, fixtureTones } from '../fixture/tone.ts';
import { structureOrder, structureTones } from '../structure/tone.ts';

export type Thing = RecordOf<'structure'> | RecordOf<'fixture'>;

export interface Standing {
  word: Word;
  tone: Tone;
}

export function standingOf(thing: Thing): Standing {
  if (thing.type === 'structure') return { word: structureStatusWords[thing.fields.status], tone: structureTones[thing.fields.status] };
  return { word: fixtureStatusWords[thing.fields.status], tone: fixtureTones[thing.fields.status] };
}

/** 0 is worst. Both ways are laid on one scale, so that a cell can show the worse of a structure and a fixture. */
function rankOf(thing: Thing): number {
  if (thing.type === 'structure') return structureOrder.indexOf(thing.fields.status) / structureOrder.length;
  return fixtureOrder.indexOf(thing.fields.status) / fixtureOrder.length;
}

/** Things by need, worst first. */
export function byNeed(things: readonly Thing[]): Thing[] {
  return things.toSorted((a, b) => rankOf(a) - rankOf(b));
}

/**
 * The standing of the thing that needs most; undefined where nothing is recorded. Void records count for nothing. What is gone but not
 * given back is not done: where all else is, the pieces still owed are what the room needs.
 */
export function worstStanding(things: readonly Thing[], owed: number): (Standing & { count: number }) | undefined {
  const counted = things.filter(({ fields }) => fields.status !== 'void');
  const [worst] = byNeed(counted);
  if (worst === undefined) return undefined;
  const standing = standingOf(worst);
  return owed > 0 && standing.tone === 'good' ? { word: owedWord, tone: 'waiting', count: owed } : { ...standing, count: counted.length };
}
