import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hourWarnings, statutoryDates, statutoryWarnings } from './law.ts';
import { examplePolicy } from './policy.ts';
import { type ActContext, offered, type Step, take } from './state.ts';
import { Structure } from './structure.ts';
import { type StructureEvent, structureMachine } from './structure-machine.ts';
import { hash, id, people, signature, structure } from './testing/samples.ts';

const at = '2026-03-20T09:00:00+08:00';
const [zhang, li, wang, chen] = [people.zhang, people.li, people.wang, people.chen].map(({ name, id: user }) => ({ name, user }));
if (zhang === undefined || li === undefined || wang === undefined || chen === undefined) throw new Error('four people');
const user = { ...people.wang, roles: ['team' as const, 'community' as const, 'clerk' as const, 'reviewer' as const] };
const after = { sha256: hash(7), stage: 'AFTER' as const };
const during = { sha256: hash(8), stage: 'DURING' as const };
const found = { sha256: hash(9), stage: 'FINDING' as const };
const photos = structure().photos;

const document = (change = {}) => ({
  docNo: '崇城限拆〔2026〕1号',
  authority: '城东街道办事处',
  on: '2026-04-01',
  service: { on: '2026-04-02', way: 'DIRECT' as const, receiver: '王某', relation: '本人', witness: '' },
  ...change,
});
const determination = {
  result: 'ILLEGAL' as const,
  opinion: '无规划许可',
  basis: '城乡规划法64',
  authority: '城东街道',
  docNo: '',
  on: '2026-03-21',
  by: wang,
};
const notice = {
  no: '1',
  on: '2026-03-22',
  way: 'DIRECT' as const,
  receiver: '王某',
  relation: '本人',
  witness: '',
  deadline: '2026-04-22',
};
const agreement = (mode: 'SELF' | 'ASSISTED') => ({
  mode,
  signer: signature,
  on: '2026-03-23',
  due: '2026-04-23',
  items: '',
  rewardCutoffMet: true,
  salvage: 'SCRAPPED' as const,
});
const aside = (from: Structure['status'], change = {}) => ({
  from,
  at,
  by: wang,
  reason: '待查',
  authority: '',
  reviewOn: null,
  ...change,
});
const acceptance = { on: '2026-05-01', by: wang, result: '合格', residentSatisfied: null };
const note = { text: '到场时已拆', people: [zhang, li], at };
const voiding = { at, by: wang, kind: 'MISTAKEN' as const, reason: '误登', instead: null };

type Taken = [StructureEvent, Partial<Structure>];
const context = (change: Partial<ActContext> = {}): ActContext => ({ user, removedQty: 0, ...change });

/** Takes steps in order; the state reached, or the rule that stopped them. */
function walk(start: Structure, steps: readonly Taken[], around: Partial<ActContext> = {}): string {
  let record = start;
  for (const [event, evidence] of steps) {
    const result = take(structureMachine, record, event, evidence, context(around));
    if (!result.ok) return result.rule;
    record = result.record;
  }
  return record.status;
}

const told: Taken[] = [
  ['determine', { determination }],
  ['notify', { notice }],
];
const refused: Taken[] = [...told, ['refuse', { refusal: '不同意' }]];
const decided: Taken[] = [
  ...refused,
  ['order', { order: document() }],
  ['announce', { announcement: document() }],
  ['urge', { urging: document() }],
  ['decideEnforcement', { enforcement: document() }],
];

describe('the statutory way', () => {
  test('[O4] refused → ordered → announced → urged → enforcementDecided → scheduled → removed, with every document', () => {
    const compulsory: Taken = ['remove', { removalMode: 'COMPULSORY', photos: [...photos, during, after] }];
    expect(walk(structure(), [...decided, ['schedule', { operation: id(40) }], compulsory], { removedQty: 1 })).toBe('removed');
    expect(walk(structure(), [...decided, compulsory], { removedQty: 1 })).toBe('STATE');
    const bySignature: Taken[] = [...told, ['agreeAssisted', { agreement: agreement('ASSISTED') }], ['schedule', { operation: id(40) }]];
    expect(walk(structure(), [...bySignature, compulsory], { removedQty: 1 })).toBe('O4');
  });

  test.each(['order', 'announce', 'urge', 'decideEnforcement'] as const)('%s needs its document, and no step is left out', (event) => {
    const index = decided.findIndex(([step]) => step === event);
    expect(walk(structure(), [...decided.slice(0, index), [event, {}]])).toBe('EVIDENCE_MISSING');
    for (const [step, evidence] of decided.slice(index + 1)) {
      expect(walk(structure(), [...decided.slice(0, index), [step, evidence]])).toBe('STATE');
    }
  });

  test('a document left on site names its witness and shows a photo', () => {
    const left = document({ service: { ...document().service, way: 'LEFT' } });
    expect(walk(structure(), [...refused, ['order', { order: left }]])).toBe('WITNESS_MISSING');
    const witnessed = { ...left, service: { ...left.service, witness: '陈静' } };
    const service = { sha256: hash(12), stage: 'SERVICE' as const };
    expect(walk(structure(), [...refused, ['order', { order: witnessed, photos: [...photos, service] }]])).toBe('ordered');
  });

  test.each(['refused', 'ordered', 'announced', 'urged', 'enforcementDecided'] as const)(
    'from %s the household may still agree',
    (status) => {
      expect(walk(structure({ status }), [['agreeSelf', { agreement: agreement('SELF') }]])).toBe('agreedSelf');
    },
  );

  test('its dates are warnings: they lock nothing and unlock nothing', () => {
    expect(statutoryDates('2026-04-02')).toEqual({ reviewUntil: '2026-06-01', litigationUntil: '2026-10-02', earliest: '2026-10-03' });
    expect(statutoryDates('2025-08-31').litigationUntil).toBe('2026-02-28');
    expect(statutoryWarnings({ order: document() }, '2026-05-01')).toEqual(['REVIEW_RUNNING', 'LITIGATION_RUNNING']);
    expect(statutoryWarnings({ order: document() }, '2026-07-01')).toEqual(['LITIGATION_RUNNING']);
    expect(statutoryWarnings({ order: document() }, '2026-10-03')).toEqual([]);
    expect(statutoryWarnings({ order: null }, '2026-10-03')).toEqual(['NOT_SERVED']);
    expect(walk(structure(), decided)).toBe('enforcementDecided');
  });

  test.each([
    ['COMPULSORY', '2026-10-08T23:10:00+08:00', ['NIGHT']],
    ['COMPULSORY', '2026-10-01T05:59:00+08:00', ['NIGHT', 'HOLIDAY']],
    ['COMPULSORY', '2026-10-01T10:00:00+08:00', ['HOLIDAY']],
    ['COMPULSORY', '2026-10-08T12:30:00+08:00', []],
    ['ASSISTED', '2026-10-08T12:30:00+08:00', ['QUIET_HOURS']],
    ['ASSISTED', '2026-10-01T10:00:00+08:00', []],
    ['SELF', '2026-10-08T22:00:00+08:00', ['QUIET_HOURS']],
    ['SELF', '2026-10-08T06:00:00+08:00', []],
  ] as const)('行政强制法 43: %s at %s warns %j', (mode, when, warnings) => {
    expect(hourWarnings(mode, when, examplePolicy.quietHours ?? [], ['2026-10-01'])).toEqual(warnings);
  });
});

describe('what sets a structure aside, brings it back, or ends it otherwise', () => {
  test.each(['defer', 'suspend', 'dispute'] as const)('%s remembers where it was, and resume goes there', (event) => {
    const full = aside('notified', { authority: '区政府', reviewOn: '2026-09-01' });
    expect(walk(structure(), [...told, [event, { aside: full }], ['resume', { aside: null }]])).toBe('notified');
    expect(walk(structure(), [...told, [event, { aside: { ...full, from: 'scheduled' } }]])).toBe('STATE');
    expect(walk(structure(), [...told, [event, { aside: full }], ['resume', {}]])).toBe('STATE');
    expect(walk(structure(), [...told, [event, {}]])).toBe('EVIDENCE_MISSING');
  });

  test('暂缓拆除 names its authority and the day it is looked at again, and is not 保留', () => {
    expect(walk(structure(), [...told, ['defer', { aside: aside('notified') }]])).toBe('EVIDENCE_MISSING');
    expect(walk(structure(), [...told, ['defer', { aside: aside('notified', { authority: '区政府' }) }]])).toBe('EVIDENCE_MISSING');
  });

  test('巡查发现已自拆: an after-photo and a note by two; then the removal is SELF', () => {
    const gone = { on: '2026-03-25', approximate: true, note };
    const withAfter = { photos: [...photos, after] };
    expect(walk(structure(), [['findRemoved', { found: gone }]])).toBe('PHOTOS_BEFORE_AFTER');
    expect(walk(structure(), [['findRemoved', { ...withAfter, found: { ...gone, note: null } }]])).toBe('EVIDENCE_MISSING');
    expect(walk(structure(), [['findRemoved', { ...withAfter, found: { ...gone, note: { ...note, people: [zhang, zhang] } } }]])).toBe(
      'D2',
    );
    const found: Taken = ['findRemoved', { ...withAfter, found: gone }];
    expect(walk(structure(), [found, ['remove', { removalMode: 'ASSISTED' }]], { removedQty: 1 })).toBe('STATE');
    expect(walk(structure(), [found, ['remove', { removalMode: 'SELF' }]], { removedQty: 1 })).toBe('removed');
  });

  test('void says why, names the record that stands instead of a duplicate, and is not for what was taken down', () => {
    expect(walk(structure(), [['void', { voiding }]])).toBe('void');
    expect(walk(structure(), [['void', { voiding: { ...voiding, kind: 'DUPLICATE' } }]])).toBe('EVIDENCE_MISSING');
    expect(walk(structure(), [['void', { voiding: { ...voiding, kind: 'DUPLICATE', instead: id(11) } }]])).toBe('void');
    expect(walk(structure(), [['void', { voiding }]], { removedQty: 1 })).toBe('STATE');
    expect(walk(structure({ status: 'removed' }), [['void', { voiding }]])).toBe('STATE');
  });

  test('复建: found again with a photo; then it is told, agreed and removed once more', () => {
    const closed = structure({ status: 'accepted', acceptance });
    const again = { at, by: zhang, months: 6 as const, reason: '原址重搭' };
    expect(walk(closed, [['reopen', { reopenings: [again] }]])).toBe('SURVEY_PHOTOS');
    const reopen: Taken = ['reopen', { reopenings: [again], photos: [...photos, after, found] }];
    const twice: Taken[] = [
      reopen,
      ['notify', { notice }],
      ['agreeSelf', { agreement: agreement('SELF') }],
      ['remove', { removalMode: 'SELF' }],
    ];
    expect(walk(closed, [reopen])).toBe('reopened');
    expect(walk(closed, twice, { removedQty: 1 })).toBe('EVIDENCE_MISSING');
    expect(walk(closed, twice, { removedQty: 2 })).toBe('removed');
    expect(
      walk(structure({ status: 'accepted', reopenings: [again] }), [['reopen', { reopenings: [{ ...again, months: 3 }, again] }]]),
    ).toBe('IMMUTABLE');
  });

  test('[D2] two determine where the policy asks for two, and the second is no surveyor [D1]', () => {
    const by = (second: typeof zhang | null) =>
      walk(structure(), [['determine', { determination: { ...determination, second } }]], { determiners: 2 });
    expect(by(null)).toBe('D2');
    expect(by(wang)).toBe('D2');
    expect(by(zhang)).toBe('D1');
    expect(by(chen)).toBe('determined');
    expect(walk(structure(), [['determine', { determination }]], { determiners: 1 })).toBe('determined');
  });
});

describe('over random histories', () => {
  const evidence: Partial<Structure> = {
    determination,
    notice,
    refusal: '不同意',
    operation: id(40),
    order: document(),
    announcement: document(),
    urging: document(),
    enforcement: document(),
    found: { on: '2026-03-25', approximate: true, note },
    haulage: { volumeM3: 3, note: '' },
    restoration: { checklist: '补漏' },
    acceptance,
    voiding,
    upheld: { statement: id(90), at, by: wang, reason: '有批文' },
    photos: [...photos, during, after, found],
  };
  const events = Object.keys(structureMachine) as StructureEvent[];
  /** What a screen would send with an event: its own evidence, photos and the operation it was planned into. */
  const only = (event: StructureEvent, all: Partial<Structure>) => {
    const step: Step<Structure> = structureMachine[event];
    const own: readonly string[] = [...(step.evidence ?? []), 'photos', 'operation'];
    return Object.fromEntries(Object.entries(all).filter(([field]) => own.includes(field)));
  };

  test('no sequence of legal events reaches an illegal state, and a refused event leaves the record untouched', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...events), fc.constantFrom('SELF', 'ASSISTED', 'COMPULSORY'), fc.nat({ max: 2 })), {
          maxLength: 60,
        }),
        (history) => {
          let record = structure();
          for (const [event, mode, removedQty] of history) {
            const before = structuredClone(record);
            const all = {
              ...evidence,
              removalMode: mode,
              agreement: agreement(mode === 'SELF' ? 'SELF' : 'ASSISTED'),
              aside: event === 'resume' ? null : aside(record.status, { authority: '区政府', reviewOn: '2026-09-01' }),
              reopenings: [...(record.reopenings ?? []), { at, by: zhang, months: 3 as const, reason: '重搭' }],
            };
            const result = take(structureMachine, record, event, only(event, all), context({ removedQty }));
            expect(record).toEqual(before);
            if (result.ok) record = result.record;
            expect(Structure.safeParse(record).success).toBe(true);
            if (record.status === 'removed' && record.removalMode === 'COMPULSORY') expect(record.enforcement).toBeTruthy();
            if (result.ok && ['defer', 'suspend', 'dispute'].includes(event)) expect(record.aside?.from).toBe(before.status);
            if (record.status === 'void') expect(offered(structureMachine, record, user)).toEqual([]);
          }
        },
      ),
      { numRuns: 80 },
    );
  });
});
