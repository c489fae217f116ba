import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findBuilding, formerLabels, parseAddress, readdress } from './address.ts';
import type { Building } from './estate.ts';
import { id, people } from './testing/samples.ts';

describe('an address has one meaning, however it is written', () => {
  test.each([
    ['12幢1单元101室', '12', '1', '101'],
    ['12-1-101', '12', '1', '101'],
    ['１２－１－１０１', '12', '1', '101'],
    ['十二号楼一单元101', '12', '1', '101'],
    ['3#1单元101', '3', '1', '101'],
    ['叁号楼 2单元 203室', '3', '2', '203'],
    ['55幢101室', '55', null, '101'],
    ['55幢101', '55', null, '101'],
    ['8#楼', '8', null, null],
    ['3-1幢2单元', '3-1', '2', null],
    ['甲3幢 乙单元 12-03', '甲3', '乙', '1203'],
    ['A座1203', 'A', null, '1203'],
    ['012栋03单元0101', '12', '3', '0101'],
    ['12', '12', null, null],
  ])('%s', (text, building, unit, room) => {
    expect(parseAddress(text)).toEqual({ building, unit, room });
  });

  test.each(['', '合计', '物业用房', '3幢小计单元101', '3、4幢101室', '12幢1单元底商'])('%j is none', (text) => {
    expect(parseAddress(text)).toBeUndefined();
  });

  test('what its keys say, said in words again, is the same address', () => {
    const number = fc.integer({ min: 1, max: 199 });
    fc.assert(
      fc.property(
        number,
        fc.option(fc.integer({ min: 1, max: 9 })),
        fc.option(fc.integer({ min: 101, max: 3204 })),
        (building, unit, room) => {
          const text = `${building}幢${unit === null ? '' : `${unit}单元`}${room === null ? '' : `${room}室`}`;
          expect(parseAddress(text)).toEqual({
            building: String(building),
            unit: unit?.toString() ?? null,
            room: room?.toString() ?? null,
          });
        },
      ),
    );
  });
});

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
