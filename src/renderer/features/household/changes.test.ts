import { describe, expect, test } from 'vitest';
import { fixture, held, id, people, place } from '#domain/testing/samples.ts';
import { afterGroup, deskOf, photo, recordOf } from '../operation/testing/desk.ts';
import {
  accommodationChange,
  answerChange,
  consultationChange,
  objectionChanges,
  occupantChange,
  replyChange,
  visitChanges,
} from './changes.ts';
import { AccommodationEntry, OccupantEntry, ReplyEntry, VisitEntry } from './entries.ts';

const desk = deskOf(people.chen);
const subject = { place: '1幢1单元101室', code: '住户' };
const household = {
  ...{ building: place.building, unit: '1', room: '101', contactName: '王某', phone: null, occupancy: 'OWNER' as const },
  ...{ from: null, to: null, ownerReachable: true, accommodation: null, note: '', source: null },
};

describe('at the door', () => {
  const entry = VisitEntry.parse({ result: 'NOT_HOME', team: id(30), on: '2026-11-22', note: '', photos: [photo(1, 'SERVICE')] });
  const visited = { place, household: id(2), about: [id(20)] };

  test('an attempt is a visit: a fact of its day, with its photo', () => {
    const world = afterGroup([held('fixture', id(20), fixture())], visitChanges(desk, visited, entry, subject), people.chen);
    expect(world.find(({ type }) => type === 'visit')?.fields).toMatchObject({
      result: 'NOT_HOME',
      about: [id(20)],
      photos: [{ stage: 'SERVICE' }],
      by: { name: people.chen.name },
    });
    expect(world.find(({ type }) => type === 'visit')?.fields.at).toMatch(/^2026-11-22T/);
    expect(world.find(({ type }) => type === 'photo')?.fields.links).toHaveLength(1);
  });

  test('a visit names a team and a result', () => {
    const wrong = VisitEntry.safeParse({ result: '', team: '', on: '', note: '', photos: [] });
    expect(wrong.error?.issues.map(({ path }) => path[0])).toEqual(['result', 'team', 'on']);
  });

  test('is not for a reviewer to record', () => {
    expect(() => afterGroup([], visitChanges(deskOf(people.wang), visited, entry, subject), people.wang)).toThrow('ROLE');
  });
});

describe('a room that no roster knew', () => {
  test('gets the household that was asked at its door; a phone is one, or none', () => {
    const entry = OccupantEntry.parse({ contactName: '周某', phone: '', occupancy: 'TENANT', from: '' });
    const world = afterGroup([], [occupantChange(desk, place, entry)], people.chen);
    expect(world.find(({ type }) => type === 'household')?.fields).toMatchObject({ room: '101', phone: null, from: null, to: null });
    expect(OccupantEntry.safeParse({ contactName: '周某', phone: '12', occupancy: 'TENANT', from: '' }).success).toBe(false);
  });
});

describe('what a household says', () => {
  const asked = afterGroup([], [consultationChange(desk, id(2), { opinion: '想先看样品', due: '2026-11-30' })], people.chen);
  const opinion = asked.find(({ type }) => type === 'consultation');
  const record = recordOf('consultation', opinion?.id ?? id(0), opinion?.fields as never);

  test('[A1] is answered once, accepted or explained', () => {
    const reply = ReplyEntry.parse({ outcome: 'EXPLAINED', text: '样品在社区办公室' });
    const answered = afterGroup(asked, [replyChange(desk, record, reply)], people.chen);
    const now = answered.find(({ type }) => type === 'consultation');
    expect(now?.fields.reply).toMatchObject({ outcome: 'EXPLAINED', by: { name: people.chen.name } });
    const again = replyChange(desk, recordOf('consultation', record.id, now?.fields as never), { outcome: 'ACCEPTED', text: '改口' });
    expect(() => afterGroup(answered, [again], people.chen)).toThrow('IMMUTABLE');
    expect(ReplyEntry.safeParse({ outcome: '', text: '' }).success).toBe(false);
  });

  test('an objection is kept as it was said, and answered', () => {
    const told = { household: id(2), about: null };
    const world = afterGroup([], objectionChanges(desk, told, { by: '王某', text: '施工太早', photos: [] }, subject), people.chen);
    const objection = world.find(({ type }) => type === 'objection');
    const answered = afterGroup(
      world,
      [answerChange(desk, recordOf('objection', objection?.id ?? id(0), objection?.fields as never), '改为九点')],
      people.zhao,
    );
    expect(answered.find(({ type }) => type === 'objection')?.fields).toMatchObject({ text: '施工太早', reply: { text: '改为九点' } });
  });

  test('an accommodation says what we do; what is not plain is said how', () => {
    const entry = AccommodationEntry.parse({ accommodation: 'TIME_WINDOW', note: '上午九点后施工' });
    const world = afterGroup(
      [held('household', id(2), household)],
      [accommodationChange(recordOf('household', id(2), household), entry)],
      people.chen,
    );
    expect(world.find(({ type }) => type === 'household')?.fields).toMatchObject({ accommodation: 'TIME_WINDOW', note: '上午九点后施工' });
    expect(AccommodationEntry.safeParse({ accommodation: 'OTHER', note: '' }).success).toBe(false);
    expect(AccommodationEntry.safeParse({ accommodation: 'NONE', note: '' }).success).toBe(true);
  });
});
