import { describe, expect, test } from 'vitest';
import { maskName, maskPhone } from '#domain/masking.ts';
import type { Json } from '#domain/mutation.ts';
import { id, people } from '#domain/testing/samples.ts';
import { fieldText, type Saying, valueText } from './value-text.ts';

const saying: Saying = {
  say: (word) => word.zh,
  time: (instant) => instant.slice(0, 16).replace('T', ' '),
  name: maskName,
  phone: maskPhone,
  person: (known) => (known === people.zhang.id ? people.zhang.name : undefined),
  list: (parts) => parts.join('、'),
  clauses: (parts) => parts.join('；'),
};
const text = (field: string, value: Json, type: Parameters<typeof valueText>[0] = 'structure') => valueText(type, field, value, saying);

describe('a value in words', () => {
  test('codes are said as the trade says them, by the record they stand in', () => {
    expect(text('status', 'agreedSelf')).toBe('签约自拆');
    expect(text('status', 'open', 'entitlement')).toBe('待确认');
    expect(text('zone', 'ROOFTOP')).toBe('楼顶');
    expect(text('kind', 'SHED')).toBe('棚屋');
    expect(text('type', 'GRILLE', 'fixture')).toBe('防盗窗');
    expect(text('zone', 'constructor')).toBe('constructor');
  });

  test('nothing, yes, no, a number, a moment and an id of a machine', () => {
    expect([null, '', []].map((value) => text('note', value))).toEqual(['空', '空', '空']);
    expect([text('streetFacing', true), text('blocksWorks', false), text('areaM2', 12.5)]).toEqual(['是', '否', '12.5']);
    expect(text('surveyedAt', '2026-11-23T09:05:00+08:00')).toBe('2026-11-23 09:05');
    expect(text('operation', id(7))).toBe(id(7).slice(-6));
    expect(text('by', people.zhang.id)).toBe('张伟');
  });

  test('photos are counted by stage, and no hash is read out', () => {
    const photos = ['BEFORE', 'AFTER', 'BEFORE'].map((stage, n) => ({ sha256: `${n}`, stage }));
    expect(text('photos', photos)).toBe('拆前 2、拆后 1');
  });

  test('an address that was corrected is said from what to what, in one order whichever side it comes from', () => {
    const [from, to] = [
      { key: '3', label: '3幢' },
      { key: '15', label: '15幢' },
    ];
    const change = { from, to, on: '2026-03-02', by: '赵敏', reason: '核对' };
    const said = '原来 楼号 3、楼名 3幢；改为 楼号 15、楼名 15幢；日期 2026-03-02；经手人 赵敏；原因 核对';
    expect(text('readdresses', [change], 'building')).toBe(said);
    expect(text('readdresses', [Object.fromEntries(Object.entries(change).toReversed())], 'building')).toBe(said);
  });

  test("what lies inside is named part by part; a household's name is masked, a surveyor's is not", () => {
    const notice = { no: '', on: '2026-11-23', way: 'DIRECT', receiver: '王建国', relation: '', witness: '', deadline: '2026-11-30' };
    expect(text('notice', notice)).toBe(`日期 2026-11-23；送达方式 直接送达；收件人 ${maskName('王建国')}；期限 2026-11-30`);
    const signer = {
      kind: 'SCREEN',
      name: '王建国',
      capacity: 'OWNER',
      relation: '',
      picture: 'ab',
      witness: '',
      at: '2026-11-23T09:05:00+08:00',
    };
    expect(text('agreement', { mode: 'SELF', signer })).toContain(`姓名 ${maskName('王建国')}`);
    expect(text('agreement', { mode: 'SELF', signer })).not.toContain('王建国');
    expect(
      text('surveyors', [
        { name: '张伟', user: null },
        { name: '李娜', user: id(1) },
      ]),
    ).toBe('张伟、李娜');
    expect(text('phone', '13812349839', 'household')).toBe(maskPhone('13812349839'));
  });

  test('a field nobody named keeps its own name', () => {
    expect([fieldText('zone', saying), fieldText('toString', saying)]).toEqual(['部位', 'toString']);
    expect([fieldText('label', saying), fieldText('label', saying, 'building')]).toEqual(['位置说明', '楼名']);
  });
});
