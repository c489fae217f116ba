import { describe, expect, test } from 'vitest';
import type { RecordType } from './identity.ts';
import { entitlementIdOf, type User } from './identity.ts';
import { cutShort, openTargets } from './operation.ts';
import { examplePolicy } from './policy.ts';
import { offered } from './state.ts';
import { structureMachine } from './structure-machine.ts';
import {
  entitlement,
  fixture,
  hash,
  held,
  id,
  operation,
  people,
  place,
  policyRef,
  removal,
  replacement,
  signature,
  structure,
} from './testing/samples.ts';
import { World } from './testing/world.ts';

const at = '2026-03-20T09:00:00+08:00';
const chen = { name: people.chen.name, user: people.chen.id };
const wang = { name: people.wang.name, user: people.wang.id };
const notice = { no: '告1', on: '2026-03-05', way: 'DIRECT', receiver: '王某', relation: '本人', witness: '', deadline: '2026-03-15' };
const agreement = {
  mode: 'SELF',
  signer: signature,
  on: '2026-03-06',
  due: '2026-03-20',
  items: '',
  rewardCutoffMet: true,
  salvage: 'SCRAPPED',
};
const ruling = { result: 'TO_VERIFY', opinion: '待核', basis: '—', authority: '城东街道', docNo: '', on: '2026-03-03', by: wang };

function setting(type: RecordType, fields: object, user: User, set: object, others: World['records'] = []): string {
  const world = new World([held(type, id(10), fields), ...others]);
  return world.apply(user, [world.patch(user, type, id(10), set)]);
}

describe('待规划核查', () => {
  const asked = structure({ status: 'determined', determination: ruling as never });
  test('is determined again when planning has answered, and not notified before', () => {
    expect(setting('structure', asked, people.chen, { status: 'notified', notice })).toBe('TO_VERIFY');
    expect(setting('structure', asked, people.wang, { determination: { ...ruling, result: 'ILLEGAL' } })).toBe('applied');
    expect(setting('structure', asked, people.wang, { status: 'kept', determination: { ...ruling, result: 'LEGAL' } })).toBe('applied');
    expect(offered(structureMachine, asked, people.wang)).toContain('determine');
  });

  test('what was determined otherwise stands', () => {
    const illegal = structure({ status: 'determined', determination: { ...ruling, result: 'ILLEGAL' } as never });
    expect(setting('structure', illegal, people.wang, { determination: ruling })).toBe('STATE');
    expect(offered(structureMachine, illegal, people.wang)).not.toContain('determine');
  });
});

describe('signatures and service', () => {
  const told = structure({ status: 'notified', determination: { ...ruling, result: 'ILLEGAL' } as never, notice: notice as never });
  const agreeing = (change: object, parties: unknown[] = []) =>
    setting('structure', { ...told, parties }, people.zhang, { status: 'agreedSelf', agreement: { ...agreement, ...change } });
  const signed = (change: object) => agreeing({ signer: { ...signature, ...change } });

  test.each([
    ['applied', {}],
    ['PROXY_RELATION', { capacity: 'PROXY', relation: '' }],
    ['applied', { capacity: 'PROXY', relation: '儿子' }],
    ['applied', { kind: 'THUMBPRINT', picture: hash(9) }],
    ['SIGNATURE_MISSING', { kind: 'THUMBPRINT', picture: null }],
    ['WITNESS_MISSING', { kind: 'WITNESSED', witness: '' }],
  ])('[C6] %s: %j', (verdict, change) => {
    expect(signed(change)).toBe(verdict);
  });

  const owners = ['1-101', '1-102'].map((room) => ({ room, role: 'OWNER', name: '' }));
  const word = { room: '1-102', name: '李某', stance: 'AGREES', signature, reason: '' };

  test('over several flats every owner signs, and one who is against it makes a dispute of it', () => {
    expect(agreeing({}, owners)).toBe('PARTIES_UNSIGNED');
    expect(agreeing({ others: [word] }, owners)).toBe('applied');
    expect(agreeing({ others: [{ ...word, signature: null }] }, owners)).toBe('SIGNATURE_MISSING');
    expect(agreeing({ others: [{ ...word, stance: 'AGAINST', signature: null }] }, owners)).toBe('PARTY_AGAINST');
    const aside = { from: 'notified', at, by: chen, reason: '102室不同意', authority: '', reviewOn: null };
    expect(setting('structure', told, people.chen, { status: 'disputed', aside })).toBe('applied');
  });

  test('a notice that was handed over names who took it', () => {
    const surveyed = fixture({ status: 'surveyed' });
    const notifying = (change: object) =>
      setting('fixture', surveyed, people.chen, { status: 'notified', notice: { ...notice, ...change } });
    expect(notifying({ receiver: '' })).toBe('RECEIVER_MISSING');
    expect(notifying({ receiver: '', way: 'ANNOUNCED' })).toBe('applied');
  });

  test('acceptance goes from contractor to supervisor, community and subdistrict; the household’s word is no veto', () => {
    const done = structure({ status: 'madeGood' });
    const steps = ['CONTRACTOR', 'SUPERVISOR', 'COMMUNITY', 'SUBDISTRICT'].map((who, n) => ({ who, on: `2026-04-0${n + 1}`, by: '周工' }));
    const accepting = (told: object) =>
      setting('structure', done, people.wang, {
        status: 'accepted',
        acceptance: { on: '2026-04-04', by: wang, result: '合格', residentSatisfied: false, ...told },
      });
    expect(accepting({ steps, signature })).toBe('applied');
    expect(accepting({})).toBe('applied');
    expect(accepting({ steps: [...steps].reverse() })).toBe('ACCEPTANCE_ORDER');
  });
});

describe('a fixture that nobody claims', () => {
  const unclaimed = fixture({ status: 'notified', owner: 'UNCLAIMED' });
  const posting = { text: '认领公示', place, from: '2026-03-01', to: '2026-03-10', photos: [], comments: [] };
  const gone = (day: string) => held('removal', id(50), removal({ target: id(10), at: `${day}T08:00:00+08:00` }));
  const removing = (thing: object, day: string, set: object) =>
    setting('fixture', thing, people.zhang, { status: 'removed', ...set }, [held('posting', id(60), posting), gone(day)]);

  test('is taken down after a posting that ran to its end', () => {
    expect(removing(unclaimed, '2026-03-11', {})).toBe('POSTING_MISSING');
    expect(removing(unclaimed, '2026-03-10', { posting: id(60) })).toBe('POSTING_MISSING');
    expect(removing(unclaimed, '2026-03-11', { posting: id(61) })).toBe('POSTING_MISSING');
    expect(removing(unclaimed, '2026-03-11', { posting: id(60) })).toBe('applied');
    expect(removing(fixture({ status: 'notified' }), '2026-03-11', { posting: id(60) })).toBe('STATE');
  });

  test('a posting does not end before it begins', () => {
    expect(setting('posting', posting, people.chen, { to: '2026-02-01' })).toBe('DATES');
  });
});

describe('[O2] a record is in at most one open operation', () => {
  const other = (status: 'running' | 'reconciled') => held('operation', id(41), operation({ status, results: {} }));

  test.each([
    ['running', 'O2'],
    ['reconciled', 'applied'],
  ] as const)('held by one that is %s: %s', (status, verdict) => {
    const bound = fixture({ operation: id(41) });
    expect(setting('fixture', bound, people.zhang, { operation: id(40) }, [other(status)])).toBe(verdict);
    const world = new World([held('fixture', id(20), bound), other(status)]);
    const planned = operation({ status: 'planned', briefing: null });
    expect(world.apply(people.zhang, [world.create(people.zhang, 'operation', id(40), planned)])).toBe(verdict);
  });

  test('中止 defers what is left in one tap, and what was removed stands', () => {
    const results = { [id(20)]: { outcome: 'REMOVED', reason: '', photos: [], at } } as never;
    const running = operation({ results, targets: [20, 21, 22].map((n) => ({ type: 'fixture', id: id(n) })) });
    const cut = cutShort(running, '下雨', at);
    expect(openTargets({ ...running, ...cut })).toEqual([]);
    expect(cut.results[id(20)]?.outcome).toBe('REMOVED');
    expect(cut.results[id(21)]).toMatchObject({ outcome: 'DEFERRED', reason: '下雨' });
    expect(setting('operation', running, people.zhang, cut)).toBe('applied');
  });
});

describe('返工', () => {
  const lineId = entitlementIdOf(id(50));
  const claim = (day: string, warrantor = '示例安装公司') => ({ at: `${day}T09:00:00+08:00`, by: chen, reason: '松动', warrantor });
  const reworking = (status: 'installed' | 'accepted' | 'closed', rework: object | null) => {
    const line = entitlement({ status, replacement: id(60) });
    const world = new World([
      held('policy', policyRef.id, examplePolicy),
      held('entitlement', lineId, line),
      held('replacement', id(60), replacement()),
    ]);
    const set = { status: 'rework', acceptance: null, shortfall: null, rework };
    const verdict = world.apply(people.chen, [world.patch(people.chen, 'entitlement', lineId, set)]);
    if (verdict !== 'applied') return verdict;
    const another = replacement({ installer: '另一家公司' });
    return world.apply(people.chen, [world.create(people.chen, 'replacement', id(61), another)]);
  };

  test('under warranty names who gave it, and another may do it; afterwards it is a dispute', () => {
    expect(reworking('accepted', null)).toBe('EVIDENCE_MISSING');
    expect(reworking('accepted', claim('2028-03-03'))).toBe('WARRANTY_OVER');
    expect(reworking('accepted', claim('2028-03-02', '别家'))).toBe('EVIDENCE_MISSING');
    expect(reworking('accepted', claim('2028-03-02'))).toBe('applied');
    expect(reworking('installed', null)).toBe('applied');
    expect(reworking('closed', claim('2028-03-02'))).toBe('STATE');
  });
});

describe('projects and return batches', () => {
  const project = {
    estate: id(2),
    year: 2026,
    name: '改造',
    contractor: '',
    supervisor: '',
    agent: '',
    from: null,
    to: null,
    policy: null,
    note: '',
  };
  const batch = { building: place.building, contractor: '示例安装公司', contractNo: '', lines: [id(70)], deliveries: [], note: '' };
  const line = (n: number, change = {}) => held('entitlement', id(n), entitlement(change));
  const begin = (type: RecordType, fields: object, others: World['records']) => {
    const world = new World(others);
    return world.apply(people.zhao, [world.create(people.zhao, type, id(10), fields)]);
  };

  test('an estate has one project a year, under a policy that is there', () => {
    expect(begin('project', project, [])).toBe('applied');
    expect(begin('project', project, [held('project', id(11), project)])).toBe('PROJECT_TWICE');
    expect(begin('project', { ...project, year: 2027 }, [held('project', id(11), project)])).toBe('applied');
    expect(begin('project', { ...project, policy: policyRef }, [])).toBe('NO_RECORD');
    expect(begin('project', { ...project, from: '2026-05-01', to: '2026-04-01' }, [])).toBe('DATES');
  });

  test('a batch gives back lines of its building, each in one batch', () => {
    expect(begin('returnBatch', batch, [])).toBe('NO_RECORD');
    expect(begin('returnBatch', batch, [line(70)])).toBe('applied');
    expect(begin('returnBatch', { ...batch, building: id(3) }, [line(70)])).toBe('C2');
    expect(begin('returnBatch', batch, [line(70), held('returnBatch', id(11), batch)])).toBe('BATCH_TWICE');
  });

  describe('a contractor fails, and lines leave the batch', () => {
    const leaving = {
      withdrawals: [
        { at: '2026-04-01T09:00:00+08:00', by: { name: people.zhao.name, user: people.zhao.id }, reason: '停产', lines: [id(70)] },
      ],
    };
    const setting = (world: World, fields: object) => world.apply(people.zhao, [world.patch(people.zhao, 'returnBatch', id(11), fields)]);
    const world = (status: string) => new World([line(70, { status }), held('returnBatch', id(11), batch)]);

    test('a line that is still ordered does not leave: its order is cancelled first', () => {
      expect(setting(world('ordered'), leaving)).toBe('STATE');
      expect(setting(world('confirmed'), leaving)).toBe('applied');
    });

    test('one that left is free for another batch, and that it left is never taken back [A1]', () => {
      const here = world('confirmed');
      const another = () => here.apply(people.zhao, [here.create(people.zhao, 'returnBatch', id(12), batch)]);
      expect(another()).toBe('BATCH_TWICE');
      setting(here, leaving);
      expect(another()).toBe('applied');
      expect(setting(here, { withdrawals: [] })).toBe('IMMUTABLE');
    });

    test('nothing leaves that was never in it', () => {
      const strange = { withdrawals: leaving.withdrawals.map((one) => ({ ...one, lines: [id(71)] })) };
      expect(setting(world('confirmed'), strange)).toBe('C2');
    });
  });
});
