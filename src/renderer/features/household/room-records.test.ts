import 'fake-indexeddb/auto';
import { afterEach, describe, expect, test } from 'vitest';
import { fixture, id, people, place, structure } from '#domain/testing/samples.ts';
import { createOf, findRecord, findUnanswered, type RecordOf } from '../../store/records.ts';
import { saveChanges } from '../../store/save.ts';
import { createDesk, removeDesks } from '../../store/testing/desk.ts';
import { consultationChange, objectionChanges, replyChange, visitChanges } from './changes.ts';
import { overdueOn } from './overdue.ts';
import { findRoomRecords } from './room-records.ts';

afterEach(removeDesks);

const subject = { place: '1幢1单元101室', code: '住户' };
const household = {
  ...{ building: place.building, unit: '1', room: '101', contactName: '王某', phone: null, occupancy: 'OWNER' as const },
  ...{ from: null, to: null, ownerReachable: true, accommodation: null, note: '', source: null },
};

async function recorded() {
  const { desk } = createDesk(1, { ...people.chen, roles: ['team', 'community'] });
  const across = { room: '1-101', role: 'OWNER', name: '王某' } as const;
  const before = fixture().photos.filter(({ stage }) => stage === 'BEFORE');
  await saveChanges(desk, [
    createOf('household', id(2), household),
    createOf('household', id(3), { ...household, room: '102' }),
    createOf('fixture', id(20), fixture({ status: 'surveyed', photos: before })),
    createOf(
      'fixture',
      id(21),
      fixture({ status: 'surveyed', photos: before, type: 'AWNING', place: { ...place, room: '102' }, parties: [across] }),
    ),
    createOf('structure', id(10), structure()),
  ]);
  const visit = { result: 'TALKING' as const, team: id(30), on: '2026-03-02', note: '', photos: [] };
  await saveChanges(desk, visitChanges(desk, { place, household: id(2), about: [id(20)] }, visit, subject));
  await saveChanges(desk, [consultationChange(desk, id(2), { opinion: '想看样品', due: '2026-03-01' })]);
  await saveChanges(desk, objectionChanges(desk, { household: id(2), about: null }, { by: '王某', text: '太早', photos: [] }, subject));
  return desk;
}

describe('a room as this device knows it', () => {
  test('has what is in it, what reaches over to it, and what was said by who lives there; nothing of its neighbour', async () => {
    const { db } = await recorded();
    const records = await findRoomRecords(db, place);
    expect(records.household.map((one) => one.id)).toEqual([id(2)]);
    expect(records.fixture.map((one) => one.id)).toEqual([id(20), id(21)]);
    expect([records.visit, records.consultation, records.objection].map(({ length }) => length)).toEqual([1, 1, 1]);
    expect(records.structure).toEqual([]);
    const neighbour = await findRoomRecords(db, { ...place, room: '102' });
    expect([neighbour.fixture.length, neighbour.visit.length, neighbour.consultation.length]).toEqual([1, 0, 0]);
  });

  test('an opinion is overdue from the day after its due day until it is answered', async () => {
    const desk = await recorded();
    const open = await findUnanswered(desk.db);
    expect(overdueOn(open, '2026-03-01')).toEqual([]);
    const [late] = overdueOn(open, '2026-03-02');
    expect(late?.fields.opinion).toBe('想看样品');
    const record = (await findRecord(desk.db, 'consultation', late?.id ?? '')) as RecordOf<'consultation'>;
    await saveChanges(desk, [replyChange(desk, record, { outcome: 'ACCEPTED', text: '周五送来' })]);
    expect(await findUnanswered(desk.db)).toEqual([]);
  });
});
