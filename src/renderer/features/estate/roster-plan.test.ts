import { describe, expect, it } from 'vitest';
import { readdress } from '#domain/address.ts';
import type { RoomChange } from '#domain/estate.ts';
import { changeRooms } from '#domain/rooms.ts';
import { parseRoster, type RosterReading, type RosterRow } from '#domain/roster.ts';
import { id, people } from '#domain/testing/samples.ts';
import type { RecordOf } from '../../store/records.ts';
import type { Change } from '../../store/save.ts';
import { afterGroup } from '../operation/testing/desk.ts';
import { chosenHouseholds, type KnownEstate, planRoster, rosterChanges } from './roster-plan.ts';

const header: RosterRow = ['幢号', '单元', '室号', '户主', '联系电话'];
const empty: KnownEstate = { id: id(1), buildings: [], households: [] };

function read(...rows: RosterRow[]): RosterReading {
  const result = parseRoster([header, ...rows]);
  if (result.outcome !== 'read') throw new Error(result.outcome);
  return result;
}

function changesOf(reading: RosterReading, known: KnownEstate, choices = new Map()): Change[] {
  let n = 100 + known.buildings.length * 50;
  const newId = () => {
    n += 1;
    return id(n);
  };
  return rosterChanges(chosenHouseholds(planRoster(reading, known), choices), known, { file: 'x.xlsx', labels: reading.buildings, newId });
}

/** The estate once those changes are in, through the server's own rules. */
function estateAfter(changes: readonly Change[]): KnownEstate {
  const world = afterGroup([], changes, people.zhao);
  const of = <T extends 'building' | 'household'>(type: T) =>
    world.filter((record) => record.type === type).map((record) => ({ ...record, pending: 0, openConflicts: 0 }) as unknown as RecordOf<T>);
  return { id: id(1), buildings: of('building'), households: of('household') };
}

const roster = read(['1幢', '1', '101', '甲', null], [null, '1', '102', '（空置）', null], ['2幢', '1', '101', '乙', '13800000000']);

describe('bringing a roster in', () => {
  it('makes each building once, with its rooms, before its households', () => {
    const changes = changesOf(roster, empty);
    expect(changes.map(({ type }) => type)).toEqual(['building', 'building', 'household', 'household', 'household']);
    expect(estateAfter(changes).buildings.map(({ fields }) => [fields.label, fields.rooms])).toEqual([
      ['1幢', ['1-101', '1-102']],
      ['2幢', ['1-101']],
    ]);
  });

  it('a second time adds nothing', () => {
    const known = estateAfter(changesOf(roster, empty));
    expect(planRoster(roster, known)).toMatchObject({ fresh: [], existing: 3, conflicts: [], newBuildings: 0 });
    expect(changesOf(roster, known)).toEqual([]);
  });

  it('[A1] from before an address was corrected means the building that was called so', () => {
    const known = estateAfter(changesOf(roster, empty));
    const by = { name: people.zhao.name, user: people.zhao.id };
    const buildings = known.buildings.map((building) => {
      const fields = building.fields.key === '2' && readdress(building.fields, '15幢', { on: '2026-05-01', by, reason: '门牌核对' });
      return fields ? { ...building, fields } : building;
    });
    expect(planRoster(roster, { ...known, buildings })).toMatchObject({ fresh: [], existing: 3, conflicts: [], newBuildings: 0 });
    const more = read(['2幢', '1', '102', '丙', null]);
    expect(changesOf(more, { ...known, buildings })).toMatchObject([
      { op: 'patch', type: 'building', set: { rooms: ['1-101', '1-102'] } },
      { op: 'create', type: 'household', fields: { room: '102' } },
    ]);
  });

  it('[A1] from before a room was renamed, split or struck off brings no such room back, and says what became of it', () => {
    const known = estateAfter(changesOf(roster, empty));
    const by = { name: people.zhao.name, user: people.zhao.id };
    const changed = (change: Omit<RoomChange, 'on' | 'by' | 'reason'>): KnownEstate => {
      const [first, ...others] = known.buildings;
      const fields = first && changeRooms(first.fields, { ...change, on: '2026-05-01', by, reason: '户型核对' });
      return { ...known, buildings: first && fields ? [{ ...first, fields }, ...others] : [] };
    };
    const next = read(['1幢', '1', '102', '丙', null], ['1幢', '1', '101', '甲', null]);
    const renamed = changed({ kind: 'RENAME', from: ['1-102'], to: ['1-102A'] });
    expect(planRoster(next, renamed)).toMatchObject({
      existing: 1,
      conflicts: [{ household: { room: '102A', contactName: '丙' } }],
      renamed: [{ row: 2, building: '1幢', from: '1-102', to: '1-102A' }],
    });
    expect(changesOf(next, renamed, new Map([[2, 'both']]))).toMatchObject([{ type: 'household', fields: { room: '102A' } }]);
    const split = changed({ kind: 'SPLIT', from: ['1-102'], to: ['1-102A', '1-102B'] });
    expect(planRoster(next, split)).toMatchObject({ existing: 1, fresh: [], notPlaced: [{ row: 2, reason: 'room-split' }] });
    const struck = changed({ kind: 'MISTAKEN', from: ['1-102'], to: [] });
    expect(planRoster(next, struck)).toMatchObject({ fresh: [], notPlaced: [{ row: 2, reason: 'room-struck' }] });
    expect([split, struck].flatMap((estate) => changesOf(next, estate))).toEqual([]);
  });

  it('two rooms that were joined are one: of two names for it a person chooses', () => {
    const known = estateAfter(changesOf(read(['1幢', '1', '103', '丁', null]), empty));
    const [first] = known.buildings;
    const by = { name: people.zhao.name, user: people.zhao.id };
    const told: RoomChange = { kind: 'JOIN', from: ['1-101', '1-102'], to: ['1-201'], on: '2026-05-01', by, reason: '打通' };
    const buildings = first ? [{ ...first, fields: { ...first.fields, rooms: ['1-103', '1-201'], roomChanges: [told] } }] : [];
    const joined = planRoster(read(['1幢', '1', '101', '甲', null], ['1幢', '1', '102', '乙', null]), { ...known, buildings });
    expect(joined.fresh).toMatchObject([{ room: '201', contactName: '甲' }]);
    expect(joined.conflicts).toMatchObject([{ household: { room: '201', contactName: '乙' }, against: { row: 2 } }]);
  });

  it('completes what a first time left undone', () => {
    const partly = changesOf(roster, empty).slice(0, 3);
    const known = estateAfter(partly);
    expect(planRoster(roster, known)).toMatchObject({ existing: 1, newBuildings: 0 });
    expect(changesOf(roster, known).map(({ op, type }) => `${op} ${type}`)).toEqual(['create household', 'create household']);
  });

  it('gives a known building the rooms it lacks', () => {
    const known = estateAfter(changesOf(roster, empty));
    const [patch] = changesOf(read(['1幢', '1', '103', '丙', null]), known);
    expect(patch).toMatchObject({ op: 'patch', type: 'building', set: { rooms: ['1-101', '1-102', '1-103'] } });
  });

  it('does not bring a different contact in beside a recorded one unasked', () => {
    const known = estateAfter(changesOf(roster, empty));
    const other = read(['1幢', '1', '101', '丁', null]);
    expect(planRoster(other, known).conflicts).toMatchObject([{ against: { contactName: '甲' }, household: { row: 2 } }]);
    expect(changesOf(other, known)).toEqual([]);
    expect(changesOf(other, known, new Map([[2, 'both']]))).toHaveLength(1);
  });

  it('between two rows for one room, a person chooses', () => {
    const torn = read(['1幢', '1', '101', '甲', null], ['1幢', '1', '101', '乙', null]);
    const names = (choice: string) =>
      changesOf(torn, empty, new Map([[3, choice]])).flatMap((change) =>
        change.type === 'household' && change.op === 'create' ? [change.fields] : [],
      );
    expect(names('keep')).toMatchObject([{ contactName: '甲' }]);
    expect(names('replace')).toMatchObject([{ contactName: '乙' }]);
    expect(names('both')).toMatchObject([{ contactName: '甲' }, { contactName: '乙' }]);
  });
});
