import { expect, it } from 'vitest';
import { RecordId } from '#domain/identity.ts';
import type { RecordOf } from '../../store/records.ts';
import { sweepMarks } from './sweeps.ts';

const building = RecordId.parse('0195a000-0000-7000-8000-000000000000');
let count = 0;

function sweep(unit: string | null, at: string, result: 'NONE' | 'FOUND' = 'NONE'): RecordOf<'sweep'> {
  count += 1;
  const id = RecordId.parse(`0195a000-0000-7000-8000-${String(count).padStart(12, '0')}`);
  const fields = { building, unit, zone: 'ROOFTOP', result, at, by: '张三', note: '' } as const;
  return { type: 'sweep', id, rev: 1, fields, pending: 0, openConflicts: 0 };
}

const units = ['1', '2'];

it('nobody looked: one mark without a sweep', () => {
  expect(sweepMarks([], 'ROOFTOP', units)).toEqual([{ unit: null, sweep: undefined }]);
});

it('a look at the whole building stands for every unit', () => {
  const whole = sweep(null, '2026-03-02T08:00:00Z');
  expect(sweepMarks([whole], 'ROOFTOP', units)).toEqual([{ unit: null, sweep: whole }]);
});

it('a look at one unit leaves the others blank', () => {
  const one = sweep('1', '2026-03-02T08:00:00Z');
  expect(sweepMarks([one], 'ROOFTOP', units)).toEqual([
    { unit: '1', sweep: one },
    { unit: '2', sweep: undefined },
  ]);
});

it('the latest look counts, whichever way the clock’s offset is written', () => {
  const early = sweep(null, '2026-03-02T08:00:00+08:00');
  const late = sweep('1', '2026-03-02T01:00:00Z', 'FOUND');
  expect(sweepMarks([late, early], 'ROOFTOP', units).map((mark) => mark.sweep?.id)).toEqual([late.id, early.id]);
});

it('other zones say nothing of this one', () => {
  expect(sweepMarks([sweep(null, '2026-03-02T08:00:00Z')], 'COURT_IN', units)).toEqual([{ unit: null, sweep: undefined }]);
});
