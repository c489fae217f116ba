import fc from 'fast-check';
import { type AccountLine, accountOf } from '../account.ts';
import { countedBy, lineOf } from '../count.ts';
import { type Entitlement, type EntitlementEvent, entitlementMachine, type Removal } from '../entitlement.ts';
import { type Fixture, type FixtureEvent, fixtureMachine } from '../fixture.ts';
import type { RecordId, User } from '../identity.ts';
import type { MutationDraft } from '../mutation.ts';
import { cutShort, type Operation, type OperationEvent, operationMachine } from '../operation.ts';
import { splitLine } from '../part.ts';
import { examplePolicy } from '../policy.ts';
import type { MergeRecord } from '../record.ts';
import type { Structure } from '../structure.ts';
import { type StructureEvent, structureMachine } from '../structure-machine.ts';
import { fixture, hash, held, id, operation, people, place, policyRef, removal, replacement, signature, structure } from './samples.ts';
import type { World } from './world.ts';

const at = '2026-03-20T09:00:00+08:00';
const of = ({ name, id: user }: User) => ({ name, user });
const photo = (n: number, stage: string) => ({ sha256: hash(n), stage });

/** One thing that somebody tries: which record of its kind, by whom, and how. */
export interface Move {
  kind: 'structure' | 'fixture' | 'operation' | 'remove' | 'return' | 'split' | 'line' | 'note';
  which: number;
  how: number;
  who: User;
  /** Whether it pays no heed to what is legal. */
  wild: boolean;
}

/** What a move comes to: a group of mutations by one person. */
export interface Tried {
  who: User;
  group: MutationDraft[];
}

export const move: fc.Arbitrary<Move> = fc.record({
  kind: fc.constantFrom<Move['kind'][]>(
    'structure',
    'structure',
    'fixture',
    'operation',
    'remove',
    'return',
    'split',
    'line',
    'line',
    'note',
  ),
  which: fc.nat(),
  how: fc.nat(),
  who: fc.constantFrom(...Object.values(people)),
  wild: fc.nat({ max: 4 }).map((n) => n === 0),
});

const nothing: Tried = { who: people.zhang, group: [] };
const alone = (who: User, mutation: MutationDraft): Tried => ({ who, group: [mutation] });

const pick = <T>(items: readonly T[], n: number): T | undefined => items[n % Math.max(items.length, 1)];

const ruling = (result: string, who: User) => ({
  result,
  opinion: '核',
  basis: '法',
  authority: '街道',
  docNo: '',
  on: '2026-03-03',
  by: of(who),
});
const notice = { no: '1', on: '2026-03-04', way: 'DIRECT', receiver: '王某', relation: '', witness: '', deadline: '2026-03-14' };
const agreement = {
  mode: 'ASSISTED',
  signer: signature,
  on: '2026-03-06',
  due: '2026-04-01',
  items: '',
  rewardCutoffMet: true,
  salvage: 'STORED',
};
const service = { on: '2026-03-08', way: 'DIRECT', receiver: '王某', relation: '', witness: '' };
const paper = { docNo: '2026-1', authority: '街道', on: '2026-03-08', service };
const acceptance = (who: User) => ({ on: '2026-04-01', by: of(who), result: '', residentSatisfied: null });
const aside = (from: string, who: User) => ({ from, at, by: of(who), reason: '待议', authority: '街道', reviewOn: '2026-06-01' });

/** What each step of a structure writes, whoever tries it from wherever. */
const structureTries: Record<StructureEvent, (record: Structure, who: User, how: number) => object> = {
  survey: () => ({ status: 'surveyed' }),
  determine: (_, who, how) => ({ status: 'determined', determination: ruling(how % 4 === 0 ? 'TO_VERIFY' : 'ILLEGAL', who) }),
  keep: (_, who) => ({ status: 'kept', determination: ruling('LEGAL', who) }),
  notify: () => ({ status: 'notified', notice }),
  agreeAssisted: () => ({ status: 'agreedAssisted', agreement }),
  agreeSelf: () => ({ status: 'agreedSelf', agreement: { ...agreement, mode: 'SELF' } }),
  refuse: () => ({ status: 'refused', refusal: '不同意' }),
  order: () => ({ status: 'ordered', order: paper }),
  announce: () => ({ status: 'announced', announcement: paper }),
  urge: () => ({ status: 'urged', urging: paper }),
  decideEnforcement: () => ({ status: 'enforcementDecided', enforcement: paper }),
  schedule: (_, _who, how) => ({ status: 'scheduled', operation: id(40 + (how % 2)) }),
  remove: (record) => ({ status: 'removed', removalMode: record.found ? 'SELF' : (record.agreement?.mode ?? 'COMPULSORY') }),
  clear: () => ({ status: 'cleared', haulage: { volumeM3: 3, note: '' } }),
  makeGood: () => ({ status: 'madeGood', restoration: { checklist: '屋面' } }),
  accept: (_, who) => ({ status: 'accepted', acceptance: acceptance(who) }),
  uphold: (_, who) => ({ status: 'kept', upheld: { statement: id(70), at, by: of(who), reason: '有证' } }),
  suspend: (record, who) => ({ status: 'suspended', aside: aside(record.status, who) }),
  dispute: (record, who) => ({ status: 'disputed', aside: aside(record.status, who) }),
  defer: (record, who) => ({ status: 'deferred', aside: aside(record.status, who) }),
  resume: (record) => ({ status: record.aside?.from ?? 'surveyed', aside: null }),
  reopen: (record, who) => ({
    status: 'reopened',
    reopenings: [...(record.reopenings ?? []), { at, by: of(who), months: 3, reason: '复建' }],
    photos: [...record.photos, photo(500 + (record.reopenings ?? []).length, 'FINDING')],
  }),
  void: (_, who) => ({ status: 'void', voiding: { at, by: of(who), kind: 'MISTAKEN', reason: '误登', instead: null } }),
  findRemoved: (_, who) => ({
    status: 'foundRemoved',
    found: { on: '2026-03-19', approximate: true, note: { text: '已拆', people: [of(who), { name: '甲', user: null }], at } },
  }),
};

const fixtureTries: Record<FixtureEvent, (record: Fixture, who: User) => object> = {
  notify: () => ({ status: 'notified', notice }),
  agree: () => ({ status: 'agreed', agreement }),
  refuse: () => ({ status: 'refused', refusal: '不同意' }),
  remove: () => ({ status: 'removed' }),
  removeUnclaimed: () => ({ status: 'removed', posting: id(71) }),
  findRemoved: () => ({ status: 'removed', found: { on: '2026-03-19', approximate: false, note: null } }),
  keep: () => ({ status: 'kept' }),
  void: (_, who) => ({ status: 'void', voiding: { at, by: of(who), kind: 'MISTAKEN', reason: '误登', instead: null } }),
};

const operationTries: Record<OperationEvent, (record: Operation) => object> = {
  approve: () => ({ status: 'approved' }),
  brief: () => ({ status: 'briefed', briefing: operation().briefing }),
  run: () => ({ status: 'running' }),
  cutShort: (record) => cutShort(record, '下雨', at),
  reconcile: (record) => ({ ...cutShort(record, '无人', at), status: 'reconciled' }),
  close: () => ({ status: 'closed' }),
  postpone: () => ({ status: 'postponed', briefing: null }),
  cancel: () => ({ status: 'cancelled' }),
};

const lineTries: Record<Exclude<EntitlementEvent, 'install' | 'split'>, (line: Entitlement, who: User) => object> = {
  confirm: (_, who) => ({
    status: 'confirmed',
    confirmation: { at, by: who.id, spec: '304不锈钢平面防盗窗', upgradeYuan: 0, note: '', signature },
  }),
  order: () => ({ status: 'ordered' }),
  cancelOrder: (_, who) => ({ status: 'confirmed', cancellation: { at, by: of(who), reason: '停产' } }),
  accept: (_, who) => ({ status: 'accepted', acceptance: acceptance(who) }),
  rework: (_, who) => ({
    status: 'rework',
    acceptance: null,
    shortfall: null,
    rework: { at, by: of(who), reason: '', warrantor: '示例安装公司' },
  }),
  waive: () => ({ status: 'waived', waiver: { at, reason: '自愿', signature } }),
  compensate: (_, who) => ({ status: 'compensated', compensation: { at, by: of(who), amountYuan: 300, reason: '不需要', signature } }),
  relocate: (_, who) => ({ status: 'relocated', relocation: { at, by: of(who), to: '北面', photos: [], signature } }),
  dispute: (line, who) => ({ status: 'disputed', dispute: { at, by: of(who), kind: 'OTHER', reason: '不符', from: line.status } }),
  settle: (line, who) => ({ status: line.dispute?.from, dispute: { ...line.dispute, settled: { at, by: of(who), how: '核对' } } }),
  close: (_, who) => ({ status: 'closed', closure: { on: '2028-05-01', by: of(who) } }),
};

/** What a field that is no step's comes to, whoever may write it. */
const corrections = [
  { qty: 9 },
  { type: 'RACK' },
  { operation: id(41) },
  { targets: operation().targets },
  { note: '更正' },
  { photos: [] },
];

export const policy = { ...examplePolicy, compensation: true };

/** Three structures, three fixtures in two rooms, two operations, nothing removed. */
export function beginning(): MergeRecord[] {
  const other = { ...place, room: '102' };
  const wide = [photo(1, 'BEFORE'), photo(2, 'BEFORE'), photo(3, 'DURING'), photo(4, 'AFTER')] as Structure['photos'];
  const planned = operation({ status: 'planned', briefing: null, targets: [] });
  return [
    held('policy', policyRef.id, policy),
    ...[10, 11].map((n) => held('structure', id(n), structure({ photos: wide, status: n === 10 ? 'draft' : 'surveyed' }))),
    // Surveyed by the only reviewer, who therefore never determines it [D1].
    held('structure', id(12), structure({ photos: wide, surveyors: [of(people.wang), of(people.li)] })),
    held('fixture', id(20), fixture({ qty: 3, status: 'surveyed' })),
    held('fixture', id(21), fixture({ qty: 2, status: 'surveyed', place: other })),
    held('fixture', id(22), fixture({ qty: 1, openings: 2, status: 'agreed', place: other })),
    ...[40, 41].map((n) => held('operation', id(n), planned)),
  ];
}

interface Known {
  machine: Readonly<Record<string, { from: readonly string[]; roles: readonly string[] }>>;
  tries: Readonly<Record<string, (record: never, who: User, how: number) => object>>;
}

const known = {
  structure: { machine: structureMachine, tries: structureTries },
  fixture: { machine: fixtureMachine, tries: fixtureTries },
  operation: { machine: operationMachine, tries: operationTries },
  entitlement: { machine: entitlementMachine, tries: lineTries },
} as const satisfies Record<string, Known>;

/** A step from where the record stands, by somebody whose work it is; or, wildly, any step or correction by anybody. */
function stepping(world: World, { which, how, wild, who, kind }: Move): Tried {
  const type = kind === 'line' ? 'entitlement' : (kind as keyof typeof known);
  const record = pick(world.of(type), which);
  if (record === undefined) return nothing;
  if (wild && how % 3 === 0) return { who, group: [world.patch(who, type, record.id, pick(corrections, how) ?? {})] };
  const { machine, tries }: Known = known[type];
  const events = Object.keys(tries).filter((event) => wild || machine[event]?.from.includes(String(record.fields.status)));
  const event = pick(events, how);
  const fields = event === undefined ? undefined : tries[event];
  const able = Object.values(people).filter(({ roles }) => roles.some((role) => machine[event ?? '']?.roles.includes(role)));
  const author = wild ? who : (pick(able, which) ?? who);
  return fields === undefined
    ? nothing
    : { who: author, group: [world.patch(author, type, record.id, fields(record.fields as never, author, how))] };
}

const ofStructure = { targetType: 'structure', qty: 1, areaM2: 12, policy: null } as const;

/** Now and then somebody writes a line that is not its removal's [C2]. */
function wrongly(line: Entitlement, wild: boolean, how: number): Entitlement {
  return wild && how % 4 === 2 ? { ...line, qty: line.qty + 1 } : line;
}

function removing(world: World, { which, how, wild, who: anybody }: Move, newId: RecordId): Tried {
  const who = wild ? anybody : people.zhang;
  const record = pick([...world.of('fixture'), ...world.of('structure')], which);
  if (record === undefined) return nothing;
  if (record.type === 'structure') {
    const mode = pick(['SELF', 'ASSISTED', 'COMPULSORY'] as const, how);
    return alone(who, world.create(who, 'removal', newId, removal({ ...ofStructure, target: record.id, mode })));
  }
  const thing = record.fields as unknown as Fixture;
  const qty = 1 + (how % 3);
  const made: Removal = removal({ target: record.id, qty, counted: countedBy(policy, thing, { qty, sizes: null }) });
  const line = lineOf(newId, made, thing, policy);
  const opened =
    line === undefined || (wild && how % 4 === 1) ? [] : [world.create(who, 'entitlement', line.id, wrongly(line.fields, wild, how))];
  return { who, group: [world.create(who, 'removal', newId, made), ...opened] };
}

function returning(world: World, { which, wild, who: anybody }: Move, newId: RecordId): Tried {
  const who = wild ? anybody : people.chen;
  const line = pick(world.of('entitlement'), which);
  if (line === undefined) return nothing;
  const group = [
    world.create(who, 'replacement', newId, replacement({ entitlement: line.id })),
    world.patch(who, 'entitlement', line.id, { status: 'installed', replacement: newId }),
  ];
  return { who, group };
}

function splitting(world: World, { which, how, wild, who: anybody }: Move): Tried {
  const who = wild ? anybody : people.chen;
  const record = pick(world.of('entitlement'), which);
  const line = record && { id: record.id, fields: record.fields as unknown as Entitlement };
  const parts = line && splitLine(line, 1 + (how % 3));
  if (line === undefined || parts === undefined) return nothing;
  const group = [
    ...parts.map((part) => world.create(who, 'entitlement', part.id, part.fields)),
    world.patch(who, 'entitlement', line.id, { status: 'split' }),
  ];
  return { who, group };
}

/** The group of mutations that a move comes to on a world as its author sees it. Empty where there is nothing to try it on. */
export function tried(world: World, one: Move, newId: RecordId): Tried {
  switch (one.kind) {
    case 'structure':
    case 'fixture':
    case 'operation':
    case 'line':
      return stepping(world, one);
    case 'remove':
      return removing(world, one, newId);
    case 'return':
      return returning(world, one, newId);
    case 'split':
      return splitting(world, one);
    case 'note': {
      const record = pick([...world.of('structure'), ...world.of('fixture')], one.which);
      return record === undefined ? nothing : alone(one.who, world.patch(one.who, record.type, record.id, { note: `记${one.how % 5}` }));
    }
    default:
      return one.kind satisfies never;
  }
}

const fieldsOf = <F>(records: readonly MergeRecord[]) =>
  records.map((record) => ({ id: record.id, fields: record.fields as unknown as F }));

export function accountsOf(world: World): AccountLine[] {
  const fixtures = new Map(fieldsOf<Fixture>(world.of('fixture')).map((one) => [one.id as string, one.fields]));
  return accountOf(fieldsOf<Removal>(world.of('removal')), fixtures, fieldsOf<Entitlement>(world.of('entitlement')));
}
