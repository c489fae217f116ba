import { describe, expect, it } from 'vitest';
import { accountOf, conservationBreaks } from '#domain/account.ts';
import type { Entitlement, Removal } from '#domain/entitlement.ts';
import type { Fixture } from '#domain/fixture.ts';
import { fixture, hash, held, id, people, place } from '#domain/testing/samples.ts';
import { afterGroup, deskOf, policy, recordOf } from '../operation/testing/desk.ts';
import { pastedCells } from './legacy-columns.ts';
import { dated, planTable, type ReadyRow, readTable, type TableTold } from './legacy-plan.ts';
import type { TableKnown } from './legacy-table.ts';
import { policyOf } from './promise.ts';

const building = { id: place.building, fields: { key: '12', aliases: ['甲12'] } };
const nothing = { fixture: { type: '', side: '' }, structure: { zone: '', kind: '' } };
const told = { building, first: 1, year: 2026, defaults: nothing };
const empty: TableKnown = { sha256: hash(9), structures: [], fixtures: [] };
function plan(pasted: string, change: Partial<TableTold> = {}, known = empty) {
  const table = readTable({ ...told, type: 'fixture', rows: pastedCells(pasted), ...change });
  return table && planTable(table, known);
}
const origin = { file: '旧台账.xlsx', sha256: hash(9), row: 3 };
const made = { code: 'CG-A1-0099', at: '2026-05-01T09:00:00+08:00', origin };

const clerk = deskOf(people.zhao);
const only = (changes: ReadyRow['changes']) => changes(clerk, made, undefined)[0];

describe('[LEGACY] a table of old promises', () => {
  const promises = [
    '城港新村拆窗承诺表',
    '地址\t户主\t类型\t位置\t朝向\t原尺寸(mm)\t数量\t备注',
    '城港新村12幢1单元101室\t王某\t防盗窗\t南阳台\t正面\t1500×1200\t2\t答应还',
    '12-1-102\t\t晾衣架\t\t背面\t2000mm\t1\t',
    '',
    '13幢1单元101室\t李某\t防盗窗\t南阳台\t正面\t\t1\t',
    '12幢1单元201室\t\t铁门\t门口\t正面\t\t1\t',
  ].join('\n');

  it('is read under its own column names: what a row says becomes what its form would have said', () => {
    const read = plan(promises);
    expect(read?.ready.map(({ row }) => row)).toEqual([3, 4]);
    const [first, second] = read?.ready.map(({ changes }) => only(changes)) ?? [];
    expect(first).toMatchObject({
      fields: {
        ...{ type: 'GRILLE', side: 'FRONT', positionLabel: '南阳台', qty: 2, note: '答应还' },
        place: { building: place.building, unit: '1', room: '101' },
        ...{ sizes: { widthMm: 1500, heightMm: 1200 }, parties: [{ name: '王某', room: '1-101' }], origin: { row: 3 } },
      },
    });
    expect(second).toMatchObject({ fields: { type: 'RACK', positionLabel: '旧表第4行', sizes: { lengthMm: 2000 } } });
  });

  it('what cannot come in is named by its row, and why', () => {
    expect(plan(promises)?.left).toEqual([
      { row: 6, text: '13幢1单元101室 李某 防盗窗 南阳台 正面 1', why: 'elsewhere', fields: [] },
      { row: 7, text: '12幢1单元201室 铁门 门口 正面 1', why: 'fields', fields: ['type'] },
    ]);
  });

  it('its rows are as good as any that were typed, for those who keep the tables', () => {
    const group = (plan(promises)?.ready ?? []).flatMap(({ changes, row }) =>
      changes(clerk, { ...made, origin: { ...origin, row } }, undefined),
    );
    expect(afterGroup([], group, people.zhao).filter(({ type }) => type === 'fixture')).toHaveLength(2);
    expect(() => afterGroup([], group, people.zhang)).toThrow('ROLE');
  });

  it('says once what is the same for all its rows', () => {
    const bare = '室\t数量\n101\t1\n102\t2';
    expect(plan(bare)?.left.map(({ fields }) => fields)).toEqual([
      ['type', 'side'],
      ['type', 'side'],
    ]);
    const defaults = { ...nothing, fixture: { type: 'GRILLE', side: 'FRONT' } };
    expect(plan(bare, { defaults })?.ready).toHaveLength(2);
  });

  it('comes in once: neither the same row of the same file, nor the same thing at the same place, nor a row that repeats another', () => {
    const head = '室\t类型\t位置\t朝向\n';
    const rows = ['101', '102', '103', '103'].map((room) => `${room}\t防盗窗\t窗1\t正面`).join('\n');
    const at = (room: string) => ({ ...place, unit: null, room });
    const fixtures = [
      recordOf('fixture', id(20), fixture({ place: at('900'), origin: { kind: 'LEGACY', ...origin, row: 2 } })),
      recordOf('fixture', id(21), fixture({ place: at('102'), type: 'GRILLE', positionLabel: '窗1' })),
    ];
    const read = plan(head + rows, {}, { ...empty, fixtures });
    expect(read?.ready.map(({ row }) => row)).toEqual([4]);
    expect(read?.left.map(({ row, why }) => [row, why])).toEqual([
      [2, 'recorded'],
      [3, 'recorded'],
      [5, 'twice'],
    ]);
  });

  it('a paste from the middle of a table keeps the numbers of its rows', () => {
    expect(plan('室\t类型\t朝向\n101\t雨棚\t正面', { first: 40 })?.ready.map(({ row }) => row)).toEqual([41]);
  });

  it('without a row that names its columns is not guessed at', () => {
    expect(plan('101\t防盗窗\n102\t防盗窗')).toBeUndefined();
    expect(plan('')).toBeUndefined();
  });

  it('of structures is read by zone and kind, in metres', () => {
    const read = plan('幢\t部位\t类别\t结构\t长(m)\t宽(m)\t面积(㎡)\t搭建年份\n12\t楼顶\t棚屋\t彩钢板\t4\t3\t12\t2009', {
      type: 'structure',
    });
    expect(read?.left).toEqual([]);
    expect(read?.ready.map(({ changes }) => only(changes))).toMatchObject([
      { fields: { zone: 'ROOFTOP', kind: 'SHED', material: 'STEEL', areaM2: 12, builtYear: 2009, status: 'surveyed' } },
    ]);
  });

  it('[C1] [C2] [C4] of what came down before the app opens the lines that are owed, by its source rows and by nobody but a clerk', () => {
    const read = plan('室\t类型\t朝向\t数量\t拆除日期\n101\t防盗窗\t正面\t2\t2023.5.1\n102\t空调罩\t正面\t1\t2023-06-01');
    expect(read?.ready.map(({ removedOn }) => removedOn)).toEqual(['2023-05-01', '2023-06-01']);
    const group = (read?.ready ?? []).flatMap(({ changes, row, removedOn }) =>
      changes(clerk, { ...made, origin: { ...origin, row } }, { on: removedOn ?? '', policy, contractor: '旧账未写' }),
    );
    const world = afterGroup([], group, people.zhao);
    const of = (type: string) => world.filter((record) => record.type === type);
    expect(of('fixture').map(({ fields }) => fields.status)).toEqual(['removed', 'removed']);
    // An AC cover is owed nothing under this policy [C3].
    expect(of('entitlement')).toMatchObject([{ fields: { type: 'GRILLE', qty: 2, removedOn: '2023-05-01', status: 'open' } }]);
    const fields = <F>(type: string) => of(type).map(({ id: own, fields: said }) => ({ id: own, fields: said as F }));
    const accounts = accountOf(
      fields<Removal>('removal'),
      new Map(fields<Fixture>('fixture').map((one) => [one.id as string, one.fields])),
      fields<Entitlement>('entitlement'),
      (_, { type }) => type === 'GRILLE',
    );
    expect(conservationBreaks(accounts)).toEqual([]);
    expect(() => afterGroup([], group, people.zhang)).toThrow('ROLE');
    const [thing, removal] = [recordOf('fixture', id(20), fixture({ status: 'surveyed' })), group.find(({ type }) => type === 'removal')];
    if (removal?.op !== 'create') throw new Error('it came down');
    const elsewhere = { ...removal, fields: { ...removal.fields, target: id(20) } } as typeof removal;
    expect(() => afterGroup([held('fixture', thing.id, thing.fields)], [elsewhere], people.zhao)).toThrow('EVIDENCE_MISSING');
  });

  it('of a day before any policy is given back by the first there was', () => {
    const later = { id: id(90), fields: { from: '2026-06-01' } };
    expect(policyOf([later, policy], '2020-01-01')).toBe(policy);
    expect(policyOf([later, policy], '2026-07-01')).toBe(later);
  });

  it('of what came down, a row whose day nobody says stays out, in its place among those left', () => {
    const read = plan('室\t类型\t朝向\t拆除日期\n101\t防盗窗\t正面\t\n102\t防盗窗\t正面\t2023.5.1\n103\t铁门\t正面\t');
    const { ready, left } = dated(read ?? { ready: [], left: [] }, (on) => on !== null);
    expect(ready.map(({ row }) => row)).toEqual([3]);
    expect(left.map(({ row, fields }) => [row, fields])).toEqual([
      [2, ['removedOn']],
      [4, ['type']],
    ]);
  });

  it('of many rows is planned beside many things in one go through each', () => {
    const rows = Array.from({ length: 300 }, (_, n) => `${n + 1001}\t防盗窗\t窗1\t正面`);
    const table = readTable({ ...told, type: 'fixture', rows: pastedCells(['室\t类型\t位置\t朝向', ...rows].join('\n')) });
    let read = 0;
    const known = Array.from({ length: 300 }, (_, n) => {
      const { positionLabel, ...fields } = fixture({ place: { ...place, unit: null, room: String(n + 2001) } });
      const counted = {
        ...fields,
        get positionLabel() {
          read += 1;
          return positionLabel;
        },
      };
      return recordOf('fixture', id(3000 + n), counted);
    });
    expect(table && planTable(table, { ...empty, fixtures: known }).ready).toHaveLength(300);
    expect(read).toBe(300);
  });

  it('a day that is none leaves its row out', () => {
    expect(plan('室\t类型\t朝向\t拆除日期\n101\t防盗窗\t正面\t去年')?.left).toMatchObject([
      { row: 2, why: 'fields', fields: ['removedOn'] },
    ]);
  });
});
