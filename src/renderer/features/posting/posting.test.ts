import { describe, expect, test } from 'vitest';
import { id, people, place } from '#domain/testing/samples.ts';
import { afterGroup, deskOf, photo, recordOf } from '../operation/testing/desk.ts';
import { commentChange, PostingEntry, postingChanges, standingOf } from './posting.ts';

const desk = deskOf(people.chen);
const typed = { text: '2幢改造方案', where: '1单元门口', from: '2026-11-23', to: '2026-11-30', photos: [photo(1, 'SERVICE')] };

describe('公示', () => {
  const building = { ...place, unit: null, room: null };
  const changes = postingChanges(desk, id(5), building, PostingEntry.parse(typed), { place: '1幢', code: '公示' });
  const world = afterGroup([], changes, people.chen);
  const posted = recordOf('posting', id(5), world.find(({ type }) => type === 'posting')?.fields as never);

  test('says what hangs where from when to when, with a photo of it', () => {
    expect(posted.fields).toMatchObject({ place: { label: '1单元门口', room: null }, from: '2026-11-23', photos: [{ stage: 'SERVICE' }] });
  });

  test('hangs at least a day and shows a photo', () => {
    const problems = PostingEntry.safeParse({ ...typed, to: '2026-11-23', photos: [] }).error?.issues.map(({ path }) => path[0]);
    expect(problems).toEqual(['photos', 'to']);
  });

  test('[A1] a comment is added to those that were there; its text never changes', () => {
    const one = afterGroup(world, [commentChange(desk, posted, { by: '', text: '同意' })], people.chen);
    const commented = recordOf('posting', id(5), one.find(({ type }) => type === 'posting')?.fields as never);
    expect(commented.fields.comments).toMatchObject([{ text: '同意' }]);
    const rewritten = { ...commentChange(desk, commented, { by: '王某', text: '要先看样品' }), set: { text: '别的' } };
    expect(() => afterGroup(one, [rewritten as never], people.chen)).toThrow('IMMUTABLE');
  });

  test('is coming, hanging to the end of its last day, and ended', () => {
    const days = ['2026-11-22', '2026-11-23', '2026-11-30', '2026-12-01'];
    expect(days.map((day) => standingOf(posted.fields, day))).toEqual(['coming', 'hanging', 'hanging', 'ended']);
  });
});
