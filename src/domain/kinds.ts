import type { z } from 'zod';
import { Consultation, Objection, Posting, Statement, Visit } from './consultation.ts';
import { Debris } from './debris.ts';
import { Entitlement, Removal, Replacement } from './entitlement.ts';
import { Building, Estate, Household, Sweep } from './estate.ts';
import { Finding } from './finding.ts';
import { Fixture } from './fixture.ts';
import type { RecordType } from './identity.ts';
import { Operation, Team } from './operation.ts';
import { Photo } from './photo.ts';
import { Policy } from './policy.ts';
import { Assignment, Project, ReturnBatch, Salvage } from './project.ts';
import { Structure } from './structure.ts';

/** How one type of record is validated and merged. */
export interface Kind {
  fields: z.ZodObject;
  /** Fields that are one thought and conflict together. A field in no group is a group of its own. */
  groups: Readonly<Record<string, readonly string[]>>;
  /** Lists merged element by element: what was added is added, what was removed is removed. */
  sets: readonly string[];
  /** Objects merged key by key. */
  maps: readonly string[];
  /** Facts: never patched, a correction is a new record. */
  immutable: boolean;
}

const fact = (fields: z.ZodObject): Kind => ({ fields, groups: {}, sets: [], maps: [], immutable: true });

const stateOfTarget = [
  'status',
  'determination',
  'notice',
  'agreement',
  'refusal',
  'refusalRecord',
  'operation',
  'removalMode',
  'haulage',
  'restoration',
  'acceptance',
  'order',
  'announcement',
  'urging',
  'enforcement',
  'found',
  'aside',
  'upheld',
  'voiding',
  'reopenings',
  'posting',
];

const stateOfLine = [
  'status',
  'confirmation',
  'replacement',
  'waiver',
  'shortfall',
  'acceptance',
  'compensation',
  'relocation',
  'cancellation',
  'dispute',
  'closure',
  'rework',
];

/** The registry: one row per record type. */
export const kinds: Readonly<Record<RecordType, Kind>> = {
  policy: fact(Policy),
  estate: { fields: Estate, groups: {}, sets: [], maps: [], immutable: false },
  building: {
    fields: Building,
    groups: { name: ['key', 'label', 'readdresses'] },
    sets: ['aliases', 'rooms', 'roomChanges', 'readdresses'],
    maps: [],
    immutable: false,
  },
  household: {
    fields: Household,
    groups: {
      place: ['building', 'unit', 'room'],
      contact: ['contactName', 'phone', 'ownerReachable'],
      occupancy: ['occupancy', 'from', 'to', 'ending'],
    },
    sets: [],
    maps: [],
    immutable: false,
  },
  team: { fields: Team, groups: {}, sets: ['members', 'buildings'], maps: [], immutable: false },
  sweep: fact(Sweep),
  structure: {
    fields: Structure,
    groups: {
      place: ['place', 'zone'],
      sizes: ['lengthM', 'widthM', 'heightM', 'areaM2', 'areaReason', 'projectionCm'],
      state: stateOfTarget,
    },
    sets: ['photos', 'parties', 'surveyors', 'supplements', 'rechecks', 'apart'],
    maps: [],
    immutable: false,
  },
  fixture: {
    fields: Fixture,
    groups: { place: ['place', 'positionLabel', 'side'], sizes: ['sizes', 'projectionCm', 'qty', 'openings'], state: stateOfTarget },
    sets: ['photos', 'parties', 'surveyors', 'supplements', 'apart'],
    maps: [],
    immutable: false,
  },
  operation: {
    fields: Operation,
    groups: { plan: ['date', 'window', 'team', 'leader', 'projectManager', 'safetyOfficer'], state: ['status', 'briefing'] },
    sets: ['targets', 'members', 'present', 'absentDevices'],
    maps: ['results', 'isolations', 'contacts'],
    immutable: false,
  },
  removal: fact(Removal),
  entitlement: {
    fields: Entitlement,
    groups: { state: stateOfLine },
    sets: [],
    maps: [],
    immutable: false,
  },
  replacement: fact(Replacement),
  photo: { fields: Photo, groups: {}, sets: ['links', 'relinks', 'shares'], maps: [], immutable: false },
  project: { fields: Project, groups: { span: ['from', 'to'] }, sets: [], maps: [], immutable: false },
  assignment: { fields: Assignment, groups: { holder: ['household', 'team', 'from', 'to'] }, sets: [], maps: [], immutable: false },
  debris: {
    fields: Debris,
    groups: { place: ['place', 'zone'], state: ['status', 'notice', 'posting', 'clearance', 'acceptance'] },
    sets: ['photos', 'surveyors'],
    maps: [],
    immutable: false,
  },
  visit: fact(Visit),
  consultation: { fields: Consultation, groups: {}, sets: [], maps: [], immutable: false },
  posting: { fields: Posting, groups: { span: ['from', 'to'] }, sets: ['photos', 'comments'], maps: [], immutable: false },
  objection: { fields: Objection, groups: {}, sets: ['photos'], maps: [], immutable: false },
  statement: { fields: Statement, groups: {}, sets: ['photos'], maps: [], immutable: false },
  returnBatch: {
    fields: ReturnBatch,
    groups: { contract: ['contractor', 'contractNo'] },
    sets: ['lines', 'deliveries', 'withdrawals'],
    maps: [],
    immutable: false,
  },
  finding: {
    fields: Finding,
    groups: { state: ['status', 'order', 'rectification', 'recheck'] },
    sets: ['photos'],
    maps: [],
    immutable: false,
  },
  salvage: fact(Salvage),
};

/** The name of the group a field belongs to: its own name where it stands alone. */
export function groupOf(kind: Kind, field: string): string {
  for (const [name, fields] of Object.entries(kind.groups)) if (fields.includes(field)) return name;
  return field;
}
