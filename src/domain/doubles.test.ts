import { describe, expect, test } from 'vitest';
import { fixtureDoubles, metresBetween, structureDoubles } from './doubles.ts';
import { fixture, id, place, structure } from './testing/samples.ts';

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

  test('metres are metres', () => {
    expect(metresBetween(here, here)).toBe(0);
    expect(metresBetween(here, { ...here, lat: here.lat + 0.001 })).toBeCloseTo(111.3, 0);
    expect(metresBetween(here, { ...here, lon: here.lon + 0.001 })).toBeCloseTo(94.4, 0);
  });
});
