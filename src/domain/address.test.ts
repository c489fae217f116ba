import { describe, expect, test } from 'vitest';
import { findBuilding, formerLabels, readdress } from './address.ts';
import type { Building } from './estate.ts';
import { id, people } from './testing/samples.ts';

describe('更正门牌', () => {
  const told = { on: '2026-05-01', by: { name: people.zhao.name, user: people.zhao.id }, reason: '公安门牌核对' };
  const building: Building = { estate: id(2), key: '12', label: '12幢', aliases: ['甲12'], rooms: [] };

  test('keeps every old key as an alias, once, and no key as its own alias', () => {
    const once = readdress(building, '15幢', told);
    expect(once).toMatchObject({ key: '15', label: '15幢', aliases: ['甲12', '12'] });
    const back = once && readdress(once, '12幢', told);
    expect(back).toMatchObject({ key: '12', aliases: ['甲12', '15'] });
    expect(once?.readdresses).toEqual([{ from: { key: '12', label: '12幢' }, to: { key: '15', label: '15幢' }, ...told }]);
    expect(back && formerLabels(back)).toEqual(['15幢']);
    expect(once && formerLabels(once)).toEqual(['12幢']);
    expect(readdress(building, '12幢', told)).toBeUndefined();
    expect(readdress(building, '物业用房', told)).toBeUndefined();
    expect(readdress(building, '12号楼', told)).toMatchObject({ key: '12', label: '12号楼', aliases: ['甲12'] });
  });

  test('a building is found by its key first, then by what it was called', () => {
    const other = { ...building, key: '甲12', aliases: [] };
    expect(findBuilding([building, other], '甲12')).toBe(other);
    expect(findBuilding([building], '甲12')).toBe(building);
    expect(findBuilding([building], '13')).toBeUndefined();
  });
});
