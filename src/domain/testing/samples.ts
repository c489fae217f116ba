import type { Entitlement, Removal, Replacement } from '../entitlement.ts';
import { noSizes, type Signature } from '../evidence.ts';
import type { Fixture } from '../fixture.ts';
import { type DeviceId, entitlementIdOf, type RecordId, type RecordType, type Sha256, type User, type UserId } from '../identity.ts';
import type { Fields, MutationDraft } from '../mutation.ts';
import type { Operation } from '../operation.ts';
import { type HeldConflict, isChild, type MergeContext, type MergeRecord } from '../record.ts';
import type { Structure } from '../structure.ts';

/** Ids that read like what they are: `id(7)` is the seventh record of a test. */
export const id = (n: number): RecordId => `01900000-0000-7000-8000-${String(n).padStart(12, '0')}` as RecordId;
export const hash = (n: number): Sha256 => String(n).padStart(64, '0') as Sha256;

/** The device that tests write on. Brands keep kinds of ids apart; in tests all are one row of numbers. */
export const tablet = id(600) as string as DeviceId;

const userOf = (n: number, name: string, roles: User['roles']): User => ({ id: id(900 + n) as string as UserId, name, roles });

export const people = {
  zhang: userOf(1, '张伟', ['team']),
  li: userOf(2, '李娜', ['team']),
  wang: userOf(3, '王芳', ['reviewer']),
  chen: userOf(4, '陈静', ['community']),
  zhao: userOf(5, '赵敏', ['clerk']),
  district: userOf(6, '区局', ['district']),
};

const at = '2026-03-02T08:15:00+08:00';

export const signature: Signature = {
  kind: 'SCREEN',
  name: '王某',
  capacity: 'OWNER',
  relation: '本人',
  picture: hash(99),
  witness: '',
  at,
};

export const place = { building: id(1), unit: '1', room: '101', label: null };

export function structure(change: Partial<Structure> = {}): Structure {
  return {
    code: 'CG-A1-0001',
    place: { ...place, unit: null, room: null, label: '东侧' },
    parties: [],
    zone: 'ROOFTOP',
    kind: 'SHED',
    material: 'STEEL',
    lengthM: 4,
    widthM: 3,
    heightM: 2.4,
    areaM2: 12,
    areaReason: '',
    projectionCm: null,
    builtYear: null,
    use: '储物',
    gps: null,
    surveyors: [
      { name: people.zhang.name, user: people.zhang.id },
      { name: people.li.name, user: people.li.id },
    ],
    surveyedAt: at,
    photos: [
      { sha256: hash(1), stage: 'BEFORE' },
      { sha256: hash(2), stage: 'BEFORE' },
    ],
    note: '',
    status: 'surveyed',
    determination: null,
    notice: null,
    agreement: null,
    refusal: null,
    operation: null,
    removalMode: null,
    haulage: null,
    restoration: null,
    acceptance: null,
    ...change,
  };
}

export function fixture(change: Partial<Fixture> = {}): Fixture {
  return {
    code: 'CG-A1-0002',
    place,
    parties: [],
    type: 'GRILLE',
    side: 'FRONT',
    streetFacing: false,
    positionLabel: '南阳台-窗1',
    sizes: { ...noSizes, widthMm: 1500, heightMm: 1200 },
    projectionCm: 30,
    qty: 2,
    material: 'IRON',
    condition: '',
    owner: 'KNOWN',
    blocksWorks: true,
    surveyors: [{ name: people.zhang.name, user: people.zhang.id }],
    surveyedAt: at,
    photos: [
      { sha256: hash(3), stage: 'BEFORE' },
      { sha256: hash(4), stage: 'AFTER' },
    ],
    note: '',
    status: 'agreed',
    notice: null,
    agreement: null,
    refusal: null,
    operation: null,
    ...change,
  };
}

export const policyRef = { id: id(800), version: '示例2026-1' };

export function removal(change: Partial<Removal> = {}): Removal {
  return {
    target: id(20),
    targetType: 'fixture',
    operation: id(40),
    mode: 'ASSISTED',
    at,
    qty: 2,
    areaM2: null,
    sizes: null,
    photos: [],
    contractor: '示例拆除公司',
    salvage: 'SCRAPPED',
    policy: policyRef,
    ...change,
  };
}

export const removalId = id(50);

export function entitlement(change: Partial<Entitlement> = {}): Entitlement {
  return {
    removal: removalId,
    fixture: id(20),
    place,
    type: 'GRILLE',
    qty: 2,
    removedSizes: { ...noSizes, widthMm: 1500, heightMm: 1200 },
    removedOn: '2026-03-02',
    policy: policyRef,
    status: 'open',
    confirmation: null,
    replacement: null,
    waiver: null,
    shortfall: null,
    acceptance: null,
    ...change,
  };
}

export const entitlementId = entitlementIdOf(removalId);

export function replacement(change: Partial<Replacement> = {}): Replacement {
  return {
    entitlement: entitlementId,
    basis: 'ENTITLEMENT',
    installer: '示例安装公司',
    spec: '304不锈钢平面防盗窗',
    sizes: { ...noSizes, widthMm: 1500, heightMm: 1200 },
    installedAt: at,
    photos: [
      { sha256: hash(5), stage: 'INSTALL' },
      { sha256: hash(6), stage: 'INSTALL' },
    ],
    serial: '',
    windowOpens: true,
    residentResult: '满意',
    warrantor: '示例安装公司',
    warrantyUntil: '2028-03-02',
    ...change,
  };
}

export function operation(change: Partial<Operation> = {}): Operation {
  return {
    no: '2026-001',
    date: '2026-03-02',
    window: { from: '09:00', to: '11:30' },
    team: id(30),
    leader: '张伟',
    projectManager: '周工',
    safetyOfficer: '吴安',
    members: [{ name: '李娜', org: 'URBAN_MANAGEMENT', certificate: '' }],
    targets: [{ type: 'fixture', id: id(20) }],
    weather: '晴',
    briefing: { at, by: '张伟', checklist: ['停电确认'], contactAttempted: true, signature: hash(98) },
    results: {},
    status: 'running',
    note: '',
    ...change,
  };
}

/** A record as the server holds it. */
export function held(type: RecordType, recordId: RecordId, fields: object, change: Partial<MergeRecord> = {}): MergeRecord {
  return { type, id: recordId, rev: 1, deleted: false, schema: 1, fields: structuredClone(fields) as Fields, openConflicts: 0, ...change };
}

/** A mutation that a person made, not yet journaled. */
export function draft(
  op: MutationDraft['op'],
  type: RecordType,
  recordId: RecordId,
  user: User,
  change: Partial<MutationDraft> = {},
): MutationDraft {
  return {
    uid: id(700),
    g: null,
    op,
    type,
    id: recordId,
    base: { rev: 1 },
    set: {},
    seen: {},
    conflict: null,
    photos: { add: [], remove: [] },
    user: user.id,
    schema: 1,
    app: '0.1.0',
    at: { wall: at, monoMs: 0, boot: id(701), offMs: 0 },
    ...change,
  };
}

export const created = (fields: object): MutationDraft['set'] =>
  Object.fromEntries(Object.entries(structuredClone(fields) as Fields).map(([field, value]) => [field, { old: null, new: value }]));

/** What surrounds a mutation, from a plain list of records. */
export function around(user: User | undefined, records: readonly MergeRecord[], conflicts: readonly HeldConflict[] = []): MergeContext {
  return {
    user,
    conflict: (conflictId) => conflicts.find((conflict) => conflict.id === conflictId),
    record: (type, recordId) => records.find((record) => record.id === recordId && record.type === type),
    children: (type, field, parent) => records.filter((record) => isChild(record, type, field, parent)),
    all: (type) => records.filter((record) => record.type === type && !record.deleted),
  };
}
