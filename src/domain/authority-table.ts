import { debrisMachine } from './debris.ts';
import { entitlementMachine } from './entitlement.ts';
import { findingMachine } from './finding.ts';
import { fixtureMachine } from './fixture.ts';
import type { RecordType, Role } from './identity.ts';
import { kinds } from './kinds.ts';
import { operationMachine } from './operation.ts';
import type { FieldsOf } from './records.ts';
import type { RuleId } from './rule.ts';
import { structureMachine } from './structure-machine.ts';

/** Fields that the same people may change while a record is in the same states; nobody: never, by the rule named. */
export interface FieldRow {
  fields: readonly string[];
  roles: readonly Role[];
  /** States in which they may still change; absent: in all of them. */
  states?: readonly string[];
  rule: RuleId;
}

type StateOf<T extends RecordType> = FieldsOf[T] extends { status: infer S extends string } ? S : never;

const row = <T extends RecordType>(
  roles: readonly Role[],
  fields: readonly (keyof FieldsOf[T] & string)[],
  states?: readonly StateOf<T>[],
): FieldRow => ({ fields, roles, rule: 'ROLE', ...(states === undefined ? {} : { states }) });

const never = <T extends RecordType>(fields: readonly (keyof FieldsOf[T] & string)[], rule: RuleId = 'IMMUTABLE'): FieldRow => ({
  fields,
  roles: [],
  rule,
});

const field = ['team', 'community'] as const satisfies Role[];
const desk = ['team', 'community', 'clerk'] as const satisfies Role[];
const office = ['clerk', 'community'] as const satisfies Role[];
const tables = ['clerk', 'district'] as const satisfies Role[];
const judges = ['clerk', 'reviewer'] as const satisfies Role[];
const everyone = ['team', 'community', 'clerk', 'reviewer', 'district'] as const satisfies Role[];

/** It still stands: what was surveyed of it may still be corrected. Later a supplementary survey is added [O3]. */
const structureStands = [
  ...(['draft', 'surveyed', 'determined', 'notified', 'agreedSelf', 'agreedAssisted', 'refused', 'ordered', 'announced'] as const),
  ...(['urged', 'enforcementDecided', 'scheduled', 'kept', 'deferred', 'suspended', 'disputed', 'reopened'] as const),
] as const satisfies StateOf<'structure'>[];
const fixtureStands = ['surveyed', 'notified', 'agreed', 'refused', 'kept'] as const satisfies StateOf<'fixture'>[];
const beforeItRuns = ['planned', 'approved', 'briefed', 'postponed'] as const satisfies StateOf<'operation'>[];
const beforeItEnds = [...beforeItRuns, 'running'] as const satisfies StateOf<'operation'>[];
const beforeItCloses = [...beforeItEnds, 'cutShort', 'reconciled'] as const satisfies StateOf<'operation'>[];

/**
 * Who may change which fields of a record, and in which states: one closed table beside the machines, which say it of the state and of what
 * their steps write. A fact has no row, because nothing of it changes; a test sees that every other field has exactly one.
 */
const table: { readonly [T in RecordType]: readonly FieldRow[] } = {
  policy: [],
  estate: [row<'estate'>(tables, ['name', 'neighborhood']), never<'estate'>(['code', 'subdistrict'])],
  building: [
    row<'building'>(['clerk', 'community', 'district'], ['key', 'label', 'aliases', 'rooms', 'roomChanges', 'readdresses']),
    row<'building'>(['reviewer'], ['closing']),
    row<'building'>(desk, ['pin']),
    never<'building'>(['estate']),
  ],
  household: [
    row<'household'>(office, ['building', 'unit', 'room', 'occupancy', 'from', 'to', 'ending']),
    row<'household'>(desk, ['contactName', 'phone', 'ownerReachable', 'accommodation', 'note']),
    never<'household'>(['source']),
  ],
  team: [row<'team'>(['team', 'clerk'], ['name', 'leader', 'members', 'buildings'])],
  sweep: [],
  structure: [
    row<'structure'>(
      desk,
      [
        ...(['place', 'zone', 'kind', 'material', 'lengthM', 'widthM', 'heightM', 'areaM2', 'areaReason', 'projectionCm'] as const),
        ...(['builtYear', 'use', 'gps', 'pin'] as const),
      ],
      structureStands,
    ),
    row<'structure'>(field, ['surveyors', 'surveyedAt'], ['draft', 'surveyed']),
    row<'structure'>(field, ['supplements'], [...structureStands, 'foundRemoved', 'removed']),
    row<'structure'>(field, ['rechecks'], ['accepted']),
    row<'structure'>(['team', 'clerk', 'reviewer'], ['operation', 'isolation']),
    row<'structure'>(judges, ['apart']),
    row<'structure'>(desk, ['parties']),
    row<'structure'>(everyone, ['photos', 'note']),
    never<'structure'>(['code', 'origin']),
  ],
  fixture: [
    row<'fixture'>(
      desk,
      [
        ...(['place', 'type', 'side', 'streetFacing', 'positionLabel', 'sizes', 'projectionCm', 'qty', 'openings'] as const),
        ...(['material', 'condition', 'blocksWorks'] as const),
      ],
      fixtureStands,
    ),
    row<'fixture'>(field, ['surveyors', 'surveyedAt'], ['surveyed']),
    row<'fixture'>(field, ['supplements', 'interim'], [...fixtureStands, 'removed']),
    row<'fixture'>(['team', 'clerk', 'reviewer'], ['operation']),
    row<'fixture'>(judges, ['apart']),
    row<'fixture'>(desk, ['parties', 'owner']),
    row<'fixture'>(everyone, ['photos', 'note']),
    never<'fixture'>(['code', 'origin']),
  ],
  operation: [
    row<'operation'>(
      ['team', 'clerk', 'reviewer'],
      ['date', 'window', 'team', 'leader', 'projectManager', 'safetyOfficer', 'members'],
      beforeItRuns,
    ),
    // Who leads which targets changes with who has come.
    row<'operation'>(['team', 'clerk', 'reviewer'], ['targets', 'groups'], beforeItEnds),
    // What an absent device brings later is still an outcome; that each target has exactly one is O1's to say.
    row<'operation'>(['team'], ['results'], ['running', 'cutShort', 'reconciled']),
    row<'operation'>(['team', 'clerk'], ['no', 'weather', 'note', 'isolations', 'present', 'absentDevices'], beforeItCloses),
  ],
  removal: [],
  entitlement: [
    never<'entitlement'>(
      ['removal', 'fixture', 'place', 'type', 'qty', 'countedIn', 'removedSizes', 'removedOn', 'policy', 'partOf'],
      'C2',
    ),
  ],
  replacement: [],
  photo: [
    row<'photo'>(['team', 'community', 'clerk', 'reviewer'], ['links', 'watermark', 'relinks', 'marks', 'shares']),
    row<'photo'>(['clerk', 'reviewer'], ['redactions']),
    never<'photo'>([
      ...(['sha256', 'bytes', 'width', 'height', 'mime', 'stage', 'capturedAt', 'capturedSource', 'importedAt', 'deviceId'] as const),
      ...(['deviceName', 'clockOffsetMs', 'gps', 'takenBy'] as const),
    ]),
  ],
  project: [
    row<'project'>(tables, ['name', 'contractor', 'supervisor', 'agent', 'from', 'to', 'policy', 'note']),
    never<'project'>(['estate', 'year']),
  ],
  assignment: [row<'assignment'>(office, ['responsible', 'from', 'to']), never<'assignment'>(['household', 'team'])],
  debris: [
    row<'debris'>(desk, ['place', 'zone', 'volumeM3', 'ownership', 'keepList'], ['surveyed', 'notified']),
    row<'debris'>(field, ['surveyors', 'surveyedAt'], ['surveyed']),
    row<'debris'>(everyone, ['photos', 'note']),
    never<'debris'>(['code']),
  ],
  visit: [],
  consultation: [row<'consultation'>(desk, ['due', 'reply']), never<'consultation'>(['household', 'at', 'by', 'opinion'])],
  posting: [row<'posting'>(desk, ['from', 'to', 'photos', 'comments']), never<'posting'>(['text', 'place'])],
  objection: [
    row<'objection'>(['team', 'community', 'clerk', 'reviewer'], ['reply', 'photos']),
    never<'objection'>(['at', 'by', 'household', 'about', 'text']),
  ],
  statement: [
    row<'statement'>(['reviewer'], ['decision']),
    row<'statement'>(desk, ['photos']),
    never<'statement'>(['structure', 'at', 'by', 'text']),
  ],
  returnBatch: [
    row<'returnBatch'>(office, ['contractor', 'contractNo', 'lines', 'deliveries', 'note', 'withdrawals']),
    never<'returnBatch'>(['building']),
  ],
  finding: [
    row<'finding'>(everyone, ['place', 'category', 'text', 'about'], ['found']),
    row<'finding'>(everyone, ['photos']),
    never<'finding'>(['foundAt', 'by']),
  ],
  salvage: [],
};

/** The rows of a type. Empty for a fact. */
export function fieldRows(type: RecordType): readonly FieldRow[] {
  return table[type];
}

const machines: Partial<Record<RecordType, Readonly<Record<string, { roles: readonly Role[]; evidence?: readonly string[] }>>>> = {
  structure: structureMachine,
  fixture: fixtureMachine,
  operation: operationMachine,
  entitlement: entitlementMachine,
  debris: debrisMachine,
  finding: findingMachine,
};

/** The fields that a type's machine writes: its state, and what its steps prove. */
export function stepFields(type: RecordType): ReadonlySet<string> {
  const machine = machines[type];
  return new Set(machine === undefined ? [] : ['status', ...Object.values(machine).flatMap((step) => step.evidence ?? [])]);
}

/** The fields of a type that neither a row nor a step accounts for, or that two do. Empty is good; facts have none. */
export function unaccountedFields(type: RecordType): string[] {
  if (kinds[type].immutable) return [];
  const told = [...stepFields(type), ...table[type].flatMap(({ fields }) => fields)];
  return Object.keys(kinds[type].fields.shape).filter((name) => told.filter((other) => other === name).length !== 1);
}
