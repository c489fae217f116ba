import { describe, expect, test } from 'vitest';
import { fixtureDoubles, fixturePairs, metresBetween, structureDoubles, structurePairs, tellApart } from './doubles.ts';
import { fixture, id, people, place, structure } from './testing/samples.ts';

const here = { lat: 31.9802, lon: 120.8943 };

describe('what two devices may have entered twice while offline', () => {
  test.each([
    ['the same building, zone and kind', {}, ['SAME_ZONE_AND_KIND']],
    ['a unit that one of them did not say', { place: { ...structure().place, unit: '1' } }, ['SAME_ZONE_AND_KIND']],
    ['a label that one of them did not say', { place: { ...structure().place, label: null } }, ['SAME_ZONE_AND_KIND']],
    ['the same label, written wider', { place: { ...structure().place, label: ' 东 侧' } }, ['SAME_ZONE_AND_KIND']],
    ['another label', { place: { ...structure().place, label: '西侧' } }, []],
    ['another zone', { zone: 'COURT_IN' }, []],
    ['another kind', { kind: 'ROOM' }, []],
    ['another building', { place: { ...structure().place, building: id(3) } }, []],
    ['one that is void', { status: 'void' }, []],
    [
      'a pin beside it, under another building',
      { place: { ...structure().place, building: id(3) }, gps: { ...here, lat: here.lat + 0.00003 } },
      ['NEAR_PIN'],
    ],
    ['a pin 30 m away', { place: { ...structure().place, building: id(3) }, gps: { ...here, lat: here.lat + 0.0003 } }, []],
    ['both', { gps: here }, ['SAME_ZONE_AND_KIND', 'NEAR_PIN']],
  ] as const)('a structure: %s', (_what, change, reasons) => {
    const known = [{ id: id(10), fields: structure(change) }];
    const found = structureDoubles(structure({ gps: here }), known);
    expect(found).toEqual(reasons.length === 0 ? [] : [{ id: id(10), reasons: [...reasons] }]);
  });

  test.each([
    ['the same room and position', {}, true],
    ['the same, written wider', { positionLabel: '南阳台－窗 １' }, true],
    ['another position', { positionLabel: '南阳台-窗2' }, false],
    ['another room', { place: { ...place, room: '102' } }, false],
    ['another type', { type: 'RACK' }, false],
    ['one that is void', { status: 'void' }, false],
  ] as const)('a fixture: %s', (_what, change, double) => {
    const found = fixtureDoubles(fixture(), [{ id: id(20), fields: fixture(change) }]);
    expect(found).toEqual(double ? [{ id: id(20), reasons: ['SAME_POSITION'] }] : []);
  });

  test('each two of a building are suspected once, the earlier first; nothing void, and no two that share nothing', () => {
    const other = { ...structure().place, building: id(3) };
    const known = [
      { id: id(12), fields: structure({ gps: here }) },
      { id: id(10), fields: structure({ gps: here }) },
      { id: id(11), fields: structure({ zone: 'COURT_IN' }) },
      { id: id(13), fields: structure({ place: other, gps: { ...here, lat: here.lat + 0.00003 } }) },
      { id: id(14), fields: structure({ status: 'void' }) },
    ];
    expect(structurePairs(known)).toEqual([
      { first: id(10), second: id(12), reasons: ['SAME_ZONE_AND_KIND', 'NEAR_PIN'] },
      { first: id(10), second: id(13), reasons: ['NEAR_PIN'] },
      { first: id(12), second: id(13), reasons: ['NEAR_PIN'] },
    ]);
    const windows = [20, 21, 22].map((n) => ({ id: id(n), fields: fixture({ positionLabel: n === 22 ? '北窗' : '南窗' }) }));
    expect(fixturePairs(windows)).toEqual([{ first: id(20), second: id(21), reasons: ['SAME_POSITION'] }]);
  });

  test('what a person told apart is not suspected again; what is told twice keeps both', () => {
    const by = { name: people.zhao.name, user: people.zhao.id };
    const at = '2026-03-20T09:00:00+08:00';
    const apart = tellApart(structure(), id(10), by, at);
    const known = [10, 11].map((n) => ({ id: id(n), fields: structure() }));
    expect(structureDoubles(structure({ apart }), known).map((double) => double.id)).toEqual([id(11)]);
    expect(fixtureDoubles(fixture({ apart }), [{ id: id(10), fields: fixture() }])).toEqual([]);
    expect(tellApart({ apart }, id(11), by, at)).toEqual([...apart, { other: id(11), at, by }]);
  });

  test('metres are metres', () => {
    expect(metresBetween(here, here)).toBe(0);
    expect(metresBetween(here, { ...here, lat: here.lat + 0.001 })).toBeCloseTo(111.3, 0);
    expect(metresBetween(here, { ...here, lon: here.lon + 0.001 })).toBeCloseTo(94.4, 0);
  });
});
