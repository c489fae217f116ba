import { describe, expect, it } from 'vitest';
import { parseRoster, type RosterReading, type RosterRow } from './roster.ts';

const header: RosterRow = ['序号', '幢号', '单元', '室号', '户主（联系人）', '联系电话', '是否出租', '备注'];

function read(rows: readonly RosterRow[]): RosterReading {
  const result = parseRoster(rows);
  if (result.outcome !== 'read') throw new Error(result.outcome);
  return result;
}

const placesOf = ({ households }: RosterReading) => households.map(({ building, unit, room }) => `${building}/${unit ?? ''}/${room}`);
const listed = ({ notPlaced }: RosterReading) => notPlaced.map(({ row, reason }) => `${row} ${reason}`);

describe('a roster as a subdistrict keeps it', () => {
  const reading = read([
    ['某某新村改造住户花名册（摸底）', null, null, null, null, null, null, null],
    ['填报单位：示例街道　填报日期：2026年3月', null, null, null, null, null, null, null],
    header,
    [1, '1栋', '一单元', '1-01', '王某', '138 0000 9839', null, null],
    [2, null, '１单元', '102室', '（空置）', '0513-80007491', '自住', null],
    [3, '1栋', 1, 201, null, 13800009244, '√', '房主外地'],
    [3, '1栋', 1, 201, null, 13800009244, '√', '房主外地'],
    [null, null, null, '小计', 3, null, null, null],
    [4, null, '1单元', '101', '李某', null, null, null],
    [5, '叁号楼', '2单元', '１０１', '赵某', '不详', '否', null],
    [6, '３幢', '2', '101', '钱某', '13800000001', '是', null],
    [null, null, null, null, null, null, null, null],
    [7, '3#', 'A', 'Ａ栋底商', '孙某', null, null, null],
    [null, '合计', null, null, 6, null, null, null],
  ]);

  it('places every household it can read, under normalised names', () => {
    expect(placesOf(reading)).toEqual(['1/1/101', '1/1/102', '1/1/201', '3/2/101']);
    expect(reading.buildings).toEqual([
      { key: '1', label: '1幢', rooms: ['1-101', '1-102', '1-201'] },
      { key: '3', label: '3幢', rooms: ['2-101'] },
    ]);
  });

  it('lists every other row with its number and reason, and counts the rest', () => {
    expect(listed(reading)).toEqual(['7 double', '9 building-missing', '11 room-conflict', '13 room-unreadable']);
    expect(reading.skipped).toEqual({ title: 2, header: 1, subtotal: 2, blank: 1, 'block-name': 0 });
  });

  it('says which row a double repeats, and keeps a contradiction whole for a person to choose', () => {
    const [double, , conflict] = reading.notPlaced;
    expect(double?.otherRow).toBe(6);
    expect(conflict).toMatchObject({ otherRow: 10, household: { row: 11, contactName: '钱某', occupancy: 'TENANT' } });
  });

  it('reads a vacant flat as a household nobody is known for', () => {
    expect(reading.households[1]).toMatchObject({ contactName: '', phone: '0513-80007491', occupancy: 'OWNER', note: '空置' });
  });

  it('shows no phone in the text of a listed row', () => {
    expect(reading.notPlaced.map(({ text }) => text).join()).not.toMatch(/\d{7}/);
  });
});

describe('blank cells', () => {
  it.each([
    ['a subtotal', [null, null, null, '小计', 1, null, null, null]],
    ['a blank row', [null, null, null, null, null, null, null, null]],
    ['the header printed again', header],
  ] satisfies [string, RosterRow][])('do not reach over %s', (_, between) => {
    const reading = read([header, [1, '1幢', '1', '101', '甲', null, null, null], between, [2, null, '1', '102', '乙', null, null, null]]);
    expect(placesOf(reading)).toEqual(['1/1/101']);
    expect(listed(reading)).toEqual(['4 building-missing']);
  });

  it('do not take the building before one that could not be read', () => {
    const reading = read([
      header,
      [1, '1幢', '1', '101', '甲', null, null, null],
      [2, '物业用房', '1', '101', '乙', null, null, null],
      [3, null, '1', '102', '丙', null, null, null],
    ]);
    expect(listed(reading)).toEqual(['3 building-unreadable', '4 building-missing']);
  });

  it('continue a unit while its doors rise, and no further', () => {
    const reading = read([
      header,
      [1, '1幢', '1', '101', '甲', null, null, null],
      [2, null, null, '201', '乙', null, null, null],
      [3, null, null, '101', '丙', null, null, null],
      [4, null, null, '301', '丁', null, null, null],
      [5, null, '2', '201', '戊', null, null, null],
    ]);
    expect(placesOf(reading)).toEqual(['1/1/101', '1/1/201', '1/2/201']);
    expect(listed(reading)).toEqual(['4 unit-unclear', '5 unit-unclear']);
  });

  it('mean no unit where the estate has none', () => {
    const reading = read([
      ['楼号', '房号', '联系人'],
      ['55幢', '101室', '甲'],
      [null, '102', '乙'],
    ]);
    expect(placesOf(reading)).toEqual(['55//101', '55//102']);
    expect(reading.buildings[0]?.rooms).toEqual(['-101', '-102']);
  });

  it('take the building whose name stands alone above its block', () => {
    const reading = read([header, ['7号楼', null, null, null, null, null, null, null], [1, null, '1', '101', '甲', null, null, null]]);
    expect(placesOf(reading)).toEqual(['7/1/101']);
    expect(reading.skipped['block-name']).toBe(1);
  });
});

describe('phones', () => {
  it.each([
    [13800009244, '13800009244', ''],
    ['138 0000 9244', '13800009244', ''],
    ['（0513）80007491', '051380007491', ''],
    ['不详', null, ''],
    [null, null, ''],
    ['同住其女', null, '电话原文：同住其女'],
    ['13800009244、13900001111', '13800009244', '另有电话：13900001111'],
  ] as const)('%j → %j', (written, phone, note) => {
    const [household] = read([header, [1, '1幢', '1', '101', '甲', written, null, null]]).households;
    expect(household).toMatchObject({ phone, note });
  });
});

describe('a header', () => {
  it.each([
    [['栋号', '单元号', '房号', '姓名', '电话']],
    [['楼幢', '单元', '门牌号', '业主姓名', '手机号码']],
    [['幢（楼）号', '单元', '室 号', '户主', '联系人电话']],
  ])('is found by its names: %j', (names) => {
    const [household] = read([['标题'], names, ['1', '2', '101', '甲', '13800009244']]).households;
    expect(household).toMatchObject({ building: '1', unit: '2', room: '101', contactName: '甲', phone: '13800009244' });
  });

  it('may take two rows', () => {
    const reading = read([
      ['地址', null, null, '户主', '联系电话'],
      ['幢号', '单元', '室号', null, null],
      ['1', '2', '101', '甲', null],
    ]);
    expect(placesOf(reading)).toEqual(['1/2/101']);
  });

  it('that lacks a column is named for what it lacks', () => {
    expect(
      parseRoster([
        ['幢号', '单元', '联系电话'],
        ['1', '1', null],
      ]),
    ).toEqual({ outcome: 'columns-missing', missing: ['room', 'contact'] });
  });

  it('over no rows is an empty roster', () => {
    expect(parseRoster([header])).toEqual({ outcome: 'empty' });
    expect(parseRoster([])).toEqual({ outcome: 'empty' });
  });
});

it('lists a room that the spreadsheet turned into a date', () => {
  const reading = read([header, [1, '1幢', '1', new Date('2026-01-01'), '甲', null, null, null]]);
  expect(listed(reading)).toEqual(['2 room-date']);
});

it('accounts for every row of any roster', () => {
  const rows: RosterRow[] = [
    header,
    ...Array.from({ length: 200 }, (_, n): RosterRow => {
      const messy: RosterRow[] = [
        [n, n % 36 === 0 ? `${n}幢` : null, `${(n % 3) + 1}`, 100 + n, '甲', null, null, null],
        [null, null, null, '小计', 4, null, null, null],
        [n, '？', '1', '101', '乙', null, null, null],
        [],
      ];
      return messy[n % 11 === 0 ? n % 4 : 0] ?? [];
    }),
  ];
  const { households, notPlaced, skipped } = read(rows);
  const counted = households.length + notPlaced.length + Object.values(skipped).reduce((sum, count) => sum + count, 0);
  expect(counted).toBe(rows.length);
});
