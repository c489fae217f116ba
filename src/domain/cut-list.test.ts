import { expect, test } from 'vitest';
import { cutList } from './cut-list.ts';
import type { Confirmation } from './decision.ts';
import { entitlement, fixture, id, people, place, signature } from './testing/samples.ts';

const batch = { contractor: '示例[门窗]厂', contractNo: 'HT-7' };
const confirmation: Confirmation = {
  ...{ at: '2026-03-20T09:00:00+08:00', by: people.chen.id, spec: '316隐形防护网', upgradeYuan: 0, note: '左开', signature },
  type: 'INVISIBLE_GUARD',
};
const fixtures = new Map([[id(20) as string, { id: id(20), fields: fixture() }]]);
const line = (n: number, change: Parameters<typeof entitlement>[0]) => ({ id: id(n), fields: entitlement(change) });
const list = (lines: ReturnType<typeof line>[]) => cutList({ building: '1幢', batch, lines, fixtures });

test('it says what comes back, not what went, with the sizes that were removed', () => {
  const { columns, rows } = list([line(61, { status: 'confirmed', confirmation })]);
  const said = Object.fromEntries(columns.map(({ title }, index) => [title, rows[0]?.[index]]));
  expect(said).toMatchObject({
    返还类型: '隐形防护网',
    规格: '316隐形防护网',
    数量: 2,
    '原宽(mm)': 1500,
    '原高(mm)': 1200,
    备注: '左开',
    合同号: 'HT-7',
  });
  expect(said).toMatchObject({ '实测宽(mm)': '', 位置: '南阳台-窗1' });
});

test('room 2 stands before room 10, what is not confirmed is not made, and no household is named', () => {
  const of = (n: number, room: string) => line(n, { status: 'confirmed', confirmation, place: { ...place, room } });
  const { rows } = list([of(61, '1001'), of(62, '201'), line(63, { status: 'open' })]);
  expect(rows.map((row) => row[2])).toEqual(['201', '1001']);
  expect(JSON.stringify(rows)).not.toContain(signature.name);
});

test('its name is one that a sheet may have', () => {
  expect(list([]).name).toBe('下料单 1幢 示例 门窗 厂');
});
