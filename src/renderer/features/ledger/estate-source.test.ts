import { expect, test } from 'vitest';
import type { LedgerSource } from '#domain/ledger.ts';
import { entitlement, fixture, id, operation, place, structure } from '#domain/testing/samples.ts';
import { sourceOfEstate } from './estate-source.ts';

const building = (n: number, estate: number) => ({
  id: id(n),
  fields: { estate: id(estate), key: String(n), label: `${n}幢`, aliases: [], rooms: [] },
});
const there = { ...place, building: id(2) };

const source: LedgerSource = {
  ...{ today: '2026-11-23', subdistrictName: '城东街道', estates: [], households: [], teams: [], removals: [] },
  ...{ replacements: [], policies: [], buildings: [building(1, 101), building(2, 102)] },
  structures: [{ id: id(10), fields: structure() }],
  fixtures: [
    { id: id(20), fields: fixture() },
    { id: id(21), fields: fixture({ place: there }) },
  ],
  operations: [{ id: id(40), fields: operation({ targets: [20, 21].map((n) => ({ type: 'fixture', id: id(n) })) }) }],
  entitlements: [{ id: id(61), fields: entitlement({ place: there }) }],
};

test('a ledger of one estate holds what lies there, and of a shared operation its own targets', () => {
  const here = sourceOfEstate(source, id(101));
  expect(here.structures.map((one) => one.id)).toEqual([id(10)]);
  expect(here.fixtures.map((one) => one.id)).toEqual([id(20)]);
  expect(here.entitlements).toEqual([]);
  expect(here.operations.map((one) => one.fields.targets.map((target) => target.id))).toEqual([[id(20)]]);
  expect(sourceOfEstate(source, id(103)).operations).toEqual([]);
});
