import { describe, expect, it } from 'vitest';
import { floorOf, parseBuilding, parseChineseNumber, parseRoom, parseUnit, placeText } from './place.ts';

describe('a building has one key, however it is written', () => {
  it.each([
    ['3#', '3'],
    ['叁号楼', '3'],
    ['３幢', '3'],
    ['8#楼', '8'],
    ['11', '11'],
    ['012栋', '12'],
    ['十二幢', '12'],
    ['二十一号楼', '21'],
    ['一百零五幢', '105'],
    ['12 号 楼', '12'],
    ['甲3幢', '甲3'],
    ['a座', 'A'],
    ['3-1幢', '3-1'],
    ['东楼', '东'],
  ])('%s → %s', (text, key) => {
    expect(parseBuilding(text)).toBe(key);
  });

  it.each(['', '幢', '合计', '小计', '物业用房', '？', '3幢、4幢', '填报单位：示例街道'])('%j names none', (text) => {
    expect(parseBuilding(text)).toBeUndefined();
  });
});

describe('a unit has one key', () => {
  it.each([
    ['1', '1'],
    ['１单元', '1'],
    ['一单元', '1'],
    ['十一单元', '11'],
    ['01单元', '1'],
    ['甲单元', '甲'],
    ['b', 'B'],
    ['3门', '3'],
  ])('%s → %s', (text, key) => {
    expect(parseUnit(text)).toBe(key);
  });

  it.each(['', '单元', '小计', '1-2', '一二单元', '零单元'])('%j names none', (text) => {
    expect(parseUnit(text)).toBeUndefined();
  });
});

describe('a room has one key', () => {
  it.each([
    ['101', '101'],
    ['1-01', '101'],
    ['１０１室', '101'],
    ['12－03', '1203'],
    ['101a', '101A'],
    ['5', '5'],
  ])('%s → %s', (text, key) => {
    expect(parseRoom(text)).toBe(key);
  });

  it.each(['', '小计', '0', '1-1', '1-101', '101-102', '101、102', '底商', '11011'])('%j names none', (text) => {
    expect(parseRoom(text)).toBeUndefined();
  });
});

describe('Chinese numbers', () => {
  it.each([
    ['零', 0],
    ['十', 10],
    ['十二', 12],
    ['贰拾叁', 23],
    ['一百一十', 110],
    ['两百', 200],
    ['一百零五', 105],
  ])('%s → %i', (text, value) => {
    expect(parseChineseNumber(text)).toBe(value);
  });

  it.each(['', '一二', '甲', '3'])('%j is none', (text) => {
    expect(parseChineseNumber(text)).toBeUndefined();
  });
});

it.each([
  ['101', 1],
  ['1203', 12],
  ['101A', 1],
  ['5', undefined],
  ['12', undefined],
])('room %s stands on floor %s', (room, floor) => {
  expect(floorOf(room)).toBe(floor);
});

it('says a place as people do', () => {
  const building = '0195a000-0000-7000-8000-000000000000' as Parameters<typeof placeText>[0]['building'];
  expect(placeText({ building, unit: '1', room: '101', label: '南阳台' }, '12幢')).toBe('12幢1单元101室 南阳台');
  expect(placeText({ building, unit: null, room: '101', label: null }, '55幢')).toBe('55幢101室');
});
