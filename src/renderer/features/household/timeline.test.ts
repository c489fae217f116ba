import { describe, expect, test } from 'vitest';
import type { Agreement } from '#domain/evidence.ts';
import { maskName } from '#domain/masking.ts';
import {
  entitlement,
  entitlementId,
  fixture,
  hash,
  id,
  people,
  place,
  removal,
  removalId,
  replacement,
  signature,
  structure,
} from '#domain/testing/samples.ts';
import { fillIn } from '../../words/language.ts';
import { recordOf } from '../operation/testing/desk.ts';
import type { RoomRecords } from './room-records.ts';
import { byMonth, timelineOf, whenText } from './timeline.ts';
import type { Sayings } from './timeline-entry.ts';
import { timelineWords } from './timeline-words.ts';

const chen = { name: people.chen.name, user: people.chen.id };
const sayings: Sayings = {
  t: (key, values) => fillIn(timelineWords.zh[key], values),
  say: ({ zh }) => zh,
  name: maskName,
  aside: (remark) => `（${remark}）`,
  list: (parts) => parts.join('、'),
};

const nothing: RoomRecords = {
  ...{ household: [], assignment: [], structure: [], fixture: [], removal: [], entitlement: [], replacement: [] },
  ...{ visit: [], consultation: [], posting: [], objection: [], statement: [], finding: [] },
};

const household = {
  ...{ building: place.building, unit: '1', room: '101', contactName: '王建国', phone: '13800001234', occupancy: 'OWNER' as const },
  ...{ from: '2010-05-01', to: null, ownerReachable: true, accommodation: null, note: '', source: null },
};
const notice = { no: '', on: '2026-02-20', way: 'DIRECT', receiver: '王建国', relation: '', witness: '', deadline: '2026-02-27' } as const;
const agreement: Agreement = {
  ...{ mode: 'ASSISTED' as const, signer: signature, on: '2026-02-25', due: '2026-03-10', items: '' },
  ...{ rewardCutoffMet: true, salvage: 'SCRAPPED' as const },
};
const visit = {
  ...{ place, household: id(2), team: id(30), at: '2026-02-24T19:00:00+08:00', by: chen, result: 'NOT_HOME' as const },
  ...{ about: [id(20)], note: '敲门无人', photos: [] },
};
const gone = fixture({ status: 'removed', notice, agreement, surveyedAt: '2026-02-18T09:00:00+08:00' });
const confirmation = { at: '2026-03-05T14:00:00+08:00', by: people.chen.id, spec: '304平面防盗窗', upgradeYuan: 0, note: '', signature };
const back = entitlement({
  status: 'accepted',
  confirmation,
  replacement: id(70),
  acceptance: { on: '2026-04-02', by: chen, result: '合格', residentSatisfied: true },
});
const full: RoomRecords = {
  ...nothing,
  household: [recordOf('household', id(2), household)],
  fixture: [recordOf('fixture', id(20), gone)],
  removal: [recordOf('removal', removalId, removal())],
  entitlement: [recordOf('entitlement', entitlementId, back)],
  replacement: [recordOf('replacement', id(70), replacement({ installedAt: '2026-04-01T10:00:00+08:00' }))],
  visit: [recordOf('visit', id(80), visit)],
};
const told = (records: RoomRecords) => timelineOf(records, sayings);

describe('the timeline of a room', () => {
  test('tells what was there, went and came back, who signed and who came, the newest first', () => {
    expect(told(full).map(({ at, topics }) => `${at.slice(0, 10)} ${topics.join()}`)).toEqual([
      '2026-04-02 back',
      '2026-04-01 back',
      '2026-03-05 back,signed',
      '2026-03-02 gone',
      '2026-02-25 signed',
      '2026-02-24 visits',
      '2026-02-20 signed',
      '2026-02-18 there',
      '2010-05-01 people',
    ]);
  });

  test('says names only as its page may', () => {
    const texts = told(full).map(({ text }) => text);
    expect(texts.join()).not.toContain('王建国');
    expect(texts).toContain('告知 防盗窗 南阳台-窗1：直接送达，王**，限 2026-02-27 前（文号待编）');
    expect(texts).toContain('陈静 入户，无人在家：敲门无人');
    expect(told(nothing)).toEqual([]);
  });

  test('of a refusal without a day says its place in the order, and no day', () => {
    const refused = fixture({ status: 'refused', notice, refusal: '不同意' });
    const [first] = told({ ...nothing, fixture: [recordOf('fixture', id(20), { ...refused, surveyedAt: '2026-02-18T09:00:00+08:00' })] });
    expect(first).toMatchObject({ at: '2026-02-20', undated: true, text: '拒签 防盗窗 南阳台-窗1：不同意' });
    expect(first && whenText(first)).toBe('');
    const record = { on: '2026-02-22', refuser: '王建国', by: chen, witness: '刘强' };
    const witnessed = told({ ...nothing, fixture: [recordOf('fixture', id(20), { ...refused, refusalRecord: record })] });
    expect(witnessed).toContainEqual(expect.objectContaining({ at: '2026-02-22', text: '拒签 防盗窗 南阳台-窗1：不同意，见证人 刘*' }));
  });

  test('tells an opinion and its answer, a statement and its decision, a posting and what was said of it', () => {
    const at = '2026-02-21T10:00:00+08:00';
    const said: RoomRecords = {
      ...nothing,
      structure: [recordOf('structure', id(10), structure({ status: 'kept' }))],
      consultation: [
        recordOf('consultation', id(81), {
          ...{ household: id(2), at, by: chen, opinion: '想先看样品', due: '2026-02-28' },
          reply: { at: '2026-02-23T10:00:00+08:00', by: chen, outcome: 'ACCEPTED', text: '周五送样品' },
        }),
      ],
      posting: [
        recordOf('posting', id(82), {
          ...{ text: '改造方案', place: { ...place, unit: null, room: null }, from: '2026-02-10', to: '2026-02-17', photos: [] },
          comments: [{ at, by: '', text: '同意' }],
        }),
      ],
      statement: [
        recordOf('statement', id(83), {
          ...{ structure: id(10), at, by: '王建国', text: '有批文', photos: [{ sha256: hash(8), stage: 'FINDING' as const }] },
          decision: { at: '2026-02-26T10:00:00+08:00', by: chen, result: 'UPHELD', reason: '批文属实' },
        }),
      ],
    };
    const texts = told(said).map(({ text }) => text);
    expect(texts).toContain('征询意见：想先看样品（陈静 记）');
    expect(texts).toContain('意见采纳：周五送样品（陈静）');
    expect(texts).toContain('公示至 2026-02-17：改造方案，收到意见 1 条');
    expect(texts).toContain('王** 对 棚屋 东侧 陈述申辩：有批文');
    expect(texts).toContain('陈述申辩成立，棚屋 东侧 保留：批文属实');
  });

  test('of one day tells a determination before its notice, and the notice before what was signed', () => {
    const on = '2026-02-20';
    const by = chen;
    const determination = { result: 'ILLEGAL' as const, opinion: '无许可', basis: '64', authority: '城管局', docNo: '', on, by };
    const shed = structure({
      status: 'agreedAssisted',
      determination,
      notice,
      agreement: { ...agreement, on },
      surveyedAt: `${on}T08:00:00+08:00`,
    });
    const texts = told({ ...nothing, structure: [recordOf('structure', id(10), shed)] }).map(({ text }) => text.slice(0, 2));
    expect(texts).toEqual(['签约', '告知', '棚屋', '摸排']);
  });

  test('stands under one heading a month', () => {
    const months = byMonth(told(full));
    expect(months.map(({ month, entries }) => [month, entries.length])).toEqual([
      ['2026-04', 2],
      ['2026-03', 2],
      ['2026-02', 4],
      ['2010-05', 1],
    ]);
  });
});
