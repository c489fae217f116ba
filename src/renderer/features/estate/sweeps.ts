import type { Zone } from '#domain/estate.ts';
import type { Word } from '#domain/words.ts';
import type { RecordOf } from '../../store/records.ts';

/** The last look at a zone: of the whole building where `unit` is null and the building has units. Undefined: nobody looked. */
export interface SweepMark {
  unit: string | null;
  sweep: RecordOf<'sweep'> | undefined;
}

/** Nobody looked. */
export const notSweptWord: Word = { zh: '未排查', en: 'Not swept' };

/** By time; the id, made in order, settles a tie. */
const later = (a: RecordOf<'sweep'>, b: RecordOf<'sweep'>) => Date.parse(a.fields.at) - Date.parse(b.fields.at) || (a.id < b.id ? -1 : 1);

/**
 * What is known of a zone. Blank is not clean: a unit that nobody looked at is its own mark. One mark stands for all where
 * all were last looked at together, or not at all.
 */
export function sweepMarks(sweeps: readonly RecordOf<'sweep'>[], zone: Zone, units: readonly (string | null)[]): SweepMark[] {
  const own = sweeps.filter(({ fields }) => fields.zone === zone).toSorted(later);
  const latestOf = (unit: string | null) => own.findLast(({ fields }) => fields.unit === null || fields.unit === unit);
  const marks = units.map((unit) => ({ unit, sweep: latestOf(unit) }));
  const [first] = marks;
  const together = marks.every(({ sweep }) => sweep?.id === first?.sweep?.id);
  if (first === undefined || together) return [{ unit: null, sweep: own.at(-1) }];
  return marks;
}

/** The last look at the windows of one unit: alone, or with the whole building. */
export function facadeSweepOf(sweeps: readonly RecordOf<'sweep'>[], unit: string | null): SweepMark['sweep'] {
  return sweepMarks(sweeps, 'FACADE', [unit])[0]?.sweep;
}
