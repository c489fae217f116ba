import type { SearchFilters } from '#domain/search.ts';
import { buildingId, buildingKey, codeOf, createDice, estateOfBuilding, nameOf, phoneOf, type Size, seatOf } from './district.ts';

/** A query as a person types it, and as pouchdb-find is asked for the same: on a field that it has an index for. */
export interface BenchQuery {
  kind: string;
  text: string;
  filters: SearchFilters;
  mango: Record<string, unknown>;
}

const beginning = (prefix: string) => ({ $gte: prefix, $lte: `${prefix}\ufff0` });

/** 200 queries, twenty kinds in turn, the same for the same size. */
export function mixedQueries(size: Size, initialsOf: (name: string) => string): BenchQuery[] {
  const dice = createDice(4242);
  return Array.from({ length: 200 }, (_, n) => {
    const household = Math.floor(dice() * size.households);
    const thing = Math.floor(dice() * size.things);
    const make = makers[n % makers.length] as Maker;
    return make({ household, thing, ...seatOf(household), name: nameOf(household), code: codeOf(thing), initialsOf });
  });
}

interface Drawn {
  household: number;
  thing: number;
  building: number;
  unit: string;
  room: string;
  name: string;
  code: string;
  initialsOf(name: string): string;
}
type Maker = (drawn: Drawn) => BenchQuery;

const typed = (kind: string, text: string, mango: BenchQuery['mango'], filters: SearchFilters = {}): BenchQuery => ({
  kind,
  text,
  filters,
  mango,
});
const chosen = (kind: string, filters: SearchFilters, mango: BenchQuery['mango']): BenchQuery => ({ kind, text: '', filters, mango });

const makers: Maker[] = [
  ({ building, unit, room }) =>
    typed('room, spoken', `${buildingKey(building)}幢${unit}单元${room}室`, {
      address: beginning(`${buildingKey(building)}-${unit}-${room}`),
    }),
  ({ building, unit, room }) =>
    typed('room, dashed', `${buildingKey(building)}-${unit}-${room}`, { address: beginning(`${buildingKey(building)}-${unit}-${room}`) }),
  ({ unit, room }) => typed('room alone', `${unit}-${room}`, { roomText: beginning(`${unit}-${room}`) }),
  ({ name }) => typed('name', name, { name: beginning(name) }),
  ({ name }) => typed('first sign of a name', name.slice(0, 1), { name: beginning(name.slice(0, 1)) }),
  ({ name, initialsOf }) => typed('initials', initialsOf(name), { initials: beginning(initialsOf(name)) }),
  ({ name, initialsOf }) => typed('one letter', initialsOf(name).slice(0, 1), { initials: beginning(initialsOf(name).slice(0, 1)) }),
  ({ household }) =>
    typed('phone tail', phoneOf(household).slice(-4), { phoneBack: beginning([...phoneOf(household).slice(-4)].reverse().join('')) }),
  ({ household }) => typed('phone', phoneOf(household), { phoneBack: beginning([...phoneOf(household)].reverse().join('')) }),
  ({ code }) => typed('code', code, { code: beginning(code.toLowerCase()) }),
  ({ code }) => typed('code tail', code.slice(-4), { tail: beginning(code.slice(-4)) }),
  ({ code }) => typed('code being typed', code.slice(0, 6), { code: beginning(code.slice(0, 6).toLowerCase()) }),
  ({ building }) =>
    typed('position in a building', `${buildingKey(building)}幢 厨房`, {
      address: beginning(`${buildingKey(building)}-`),
      label: { $regex: '厨房' },
    }),
  ({ building, name }) =>
    typed('name in an estate', name, { name: beginning(name), estate: estateOfBuilding(building) }, { estate: estateOfBuilding(building) }),
  () => typed('trade word and note', '防盗窗 锈蚀', { typeKind: 'fixture.GRILLE', note: { $regex: '锈蚀' } }),
  () => chosen('state', { state: 'fixture.refused' }, { typeStatus: 'fixture.refused' }),
  () =>
    chosen(
      'state and kind',
      { state: 'structure.refused', kind: 'structure.SHED' },
      { typeStatus: 'structure.refused', typeKind: 'structure.SHED' },
    ),
  ({ building }) =>
    chosen(
      'estate and state',
      { estate: estateOfBuilding(building), state: 'structure.draft' },
      { typeStatus: 'structure.draft', estate: estateOfBuilding(building) },
    ),
  ({ building }) =>
    chosen(
      'building and type',
      { building: buildingId(building), type: 'structure' },
      { building: buildingId(building), type: 'structure' },
    ),
  () => chosen('conflict', { conflict: true }, { conflict: 1 }),
];
