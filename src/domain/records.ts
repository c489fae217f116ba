import type { Consultation, Objection, Posting, Statement, Visit } from './consultation.ts';
import type { Debris } from './debris.ts';
import type { Entitlement, Removal, Replacement } from './entitlement.ts';
import type { Building, Estate, Household, Sweep } from './estate.ts';
import type { Finding } from './finding.ts';
import type { Fixture } from './fixture.ts';
import type { RecordType } from './identity.ts';
import type { Fields, Json } from './mutation.ts';
import type { Operation, Team } from './operation.ts';
import type { Photo } from './photo.ts';
import type { Policy } from './policy.ts';
import type { Assignment, Project, ReturnBatch, Salvage } from './project.ts';
import type { Structure } from './structure.ts';

/** The fields of each record type, as code that works with one type reads them. */
export interface FieldsOf {
  policy: Policy;
  estate: Estate;
  building: Building;
  household: Household;
  team: Team;
  sweep: Sweep;
  structure: Structure;
  fixture: Fixture;
  operation: Operation;
  removal: Removal;
  entitlement: Entitlement;
  replacement: Replacement;
  photo: Photo;
  project: Project;
  assignment: Assignment;
  debris: Debris;
  visit: Visit;
  consultation: Consultation;
  posting: Posting;
  objection: Objection;
  statement: Statement;
  returnBatch: ReturnBatch;
  finding: Finding;
  salvage: Salvage;
}

/** Which fields of a record point at others: an id, a list of ids, or objects that hold one under `id`, `building` or `from`. */
const referenceFields: Readonly<Record<RecordType, readonly string[]>> = {
  policy: [],
  estate: [],
  building: ['estate'],
  household: ['building'],
  team: ['buildings'],
  sweep: ['building'],
  structure: ['place', 'operation'],
  fixture: ['place', 'operation'],
  operation: ['team', 'targets'],
  removal: ['target', 'operation'],
  entitlement: ['place', 'removal', 'fixture', 'partOf'],
  replacement: ['entitlement', 'place'],
  // Also what a photo was once on: the record that it left still finds it.
  photo: ['links', 'relinks'],
  project: ['estate'],
  assignment: ['household', 'team'],
  debris: ['place', 'posting'],
  visit: ['place', 'household', 'team', 'about'],
  consultation: ['household'],
  posting: ['place'],
  objection: ['household', 'about'],
  statement: ['structure'],
  returnBatch: ['building', 'lines'],
  finding: ['place', 'about'],
  salvage: ['removal'],
};

function idsIn(value: Json | undefined): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(idsIn);
  if (value === null || value === undefined || typeof value !== 'object') return [];
  return [...idsIn(value.id), ...idsIn(value.building), ...idsIn(value.from)];
}

/** The ids of the records that a record's fields point at: what a store indexes to find children. */
export function referencedIds(type: RecordType, fields: Fields): string[] {
  return [...new Set(referenceFields[type].flatMap((field) => idsIn(fields[field])))];
}
