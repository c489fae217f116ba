import { describe, expect, it } from 'vitest';
import { held, id, people } from '#domain/testing/samples.ts';
import { createOf, patchOf, type RecordOf } from '../../store/records.ts';
import { stepChanges } from '../consent/step-changes.ts';
import { afterGroup, deskOf, photo } from '../operation/testing/desk.ts';
import { DebrisEntry, type DebrisTyped, newDebris } from './debris-form.ts';

const at = '2026-11-23T09:00:00+08:00';
const subject = { place: '1幢', code: 'CG-A1-0009' };
const typed: DebrisTyped = {
  id: '',
  code: subject.code,
  building: id(1),
  unit: '',
  room: '',
  label: '自行车棚旁',
  zone: 'COURT_OUT',
  volumeM3: '３.５',
  ownership: 'UNKNOWN',
  keepList: '腌菜缸两只',
  note: '',
  photos: [photo(1, 'BEFORE')],
  second: '',
  secondName: '',
};
const fields = newDebris(DebrisEntry.parse(typed), { code: subject.code, surveyors: [], at });
const record: RecordOf<'debris'> = { type: 'debris', id: id(30), rev: 1, fields, pending: 0, openConflicts: 0 };
const posting = createOf('posting', id(31), {
  text: '公示',
  place: fields.place,
  from: '2026-11-23',
  to: '2026-11-30',
  photos: [],
  comments: [],
});
const debrisIn = (world: ReturnType<typeof afterGroup>) => world.find(({ type }) => type === 'debris')?.fields;

describe('a heap', () => {
  it('is surveyed with its volume, whose it is and one photo', () => {
    expect(debrisIn(afterGroup([], [createOf('debris', id(30), fields)], people.zhang))).toMatchObject({
      volumeM3: 3.5,
      status: 'surveyed',
    });
    expect(DebrisEntry.safeParse({ ...typed, photos: [], ownership: '' }).error?.issues.map(({ path }) => path[0])).toEqual([
      'ownership',
      'photos',
    ]);
  });

  it('that nobody claims is posted before it is cleared, in one group', () => {
    const told = patchOf(record, { posting: id(31), status: 'notified' });
    const start = [held('debris', record.id, fields)];
    expect(debrisIn(afterGroup(start, [posting, told], people.zhang))).toMatchObject({ status: 'notified', posting: id(31) });
    expect(() => afterGroup(start, [patchOf(record, { status: 'notified' })], people.zhang)).toThrow('POSTING_MISSING');
  });

  it('is cleared with a photo of what it looks like after', () => {
    const notified = { ...record, fields: { ...fields, status: 'notified' as const, posting: id(31) } };
    const clearance = { at, by: '示例清运公司', volumeM3: 3.2 };
    const clear = (photos: ReturnType<typeof photo>[]) =>
      afterGroup(
        [held('debris', record.id, notified.fields), held('posting', id(31), posting.op === 'create' ? posting.fields : {})],
        stepChanges(deskOf(people.zhang), [notified], { clearance, status: 'cleared' }, photos, subject),
        people.zhang,
      );
    expect(debrisIn(clear([photo(2, 'AFTER')]))).toMatchObject({ status: 'cleared', clearance });
    expect(() => clear([])).toThrow('PHOTOS_BEFORE_AFTER');
  });
});
