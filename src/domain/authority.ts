import { type FieldRow, fieldRows, stepFields } from './authority-table.ts';
import { entitlementMachine } from './entitlement.ts';
import type { RecordType, Role, User } from './identity.ts';
import { sameJson } from './json.ts';
import { kinds } from './kinds.ts';
import type { Fields } from './mutation.ts';
import type { MergeRecord } from './record.ts';
import type { RuleId } from './rule.ts';

const everyone: readonly Role[] = ['team', 'community', 'clerk', 'reviewer', 'district'];

/** Who may bring a record of each type into being. */
export const creators: Readonly<Record<RecordType, readonly Role[]>> = {
  policy: ['district'],
  estate: ['clerk', 'district'],
  building: ['clerk', 'community', 'district'],
  household: ['clerk', 'community'],
  team: ['team', 'clerk'],
  sweep: ['team', 'community'],
  structure: ['team', 'community'],
  fixture: ['team', 'community'],
  operation: ['team', 'clerk'],
  removal: ['team'],
  entitlement: ['team', 'clerk'],
  replacement: ['team', 'community'],
  photo: everyone,
  project: ['clerk', 'district'],
  assignment: ['clerk', 'community'],
  debris: ['team', 'community'],
  visit: ['team', 'community'],
  consultation: ['team', 'community'],
  posting: ['team', 'community', 'clerk'],
  objection: ['team', 'community', 'clerk'],
  statement: ['team', 'community', 'clerk'],
  returnBatch: ['community', 'clerk'],
  finding: everyone,
  salvage: ['team', 'community', 'clerk'],
};

/** What comes from before the app is brought in by those who keep the tables: its source row stands for evidence. */
const importers: readonly Role[] = ['clerk', 'district'];

const has = (user: Pick<User, 'roles'>, roles: readonly Role[]) => user.roles.some((role) => roles.includes(role));

/** Whether this person may begin a record of a type. What a screen offers, and what the server asks again. */
export function mayCreate(type: RecordType, user: Pick<User, 'roles'>): boolean {
  return has(user, creators[type]);
}

/** Whether this person may begin this record, which may come from before the app, or be a part of a line that is split. */
export function mayBegin({ type, fields }: Pick<MergeRecord, 'type' | 'fields'>, user: Pick<User, 'roles'>): boolean {
  if (type === 'entitlement' && fields.partOf) return has(user, entitlementMachine.split.roles);
  return fields.origin ? has(user, importers) : mayCreate(type, user);
}

function refusal(row: FieldRow, before: Fields, user: Pick<User, 'roles'>): RuleId | undefined {
  if (row.roles.length === 0) return row.rule;
  if (!has(user, row.roles)) return 'ROLE';
  return row.states === undefined || row.states.includes(String(before.status)) ? undefined : 'LATE';
}

/** The fields that this person may change on a record as it stands, beside the steps that its machine offers. */
export function mayPatch(type: RecordType, fields: Fields, user: Pick<User, 'roles'>): string[] {
  return fieldRows(type)
    .filter((row) => refusal(row, fields, user) === undefined)
    .flatMap((row) => row.fields);
}

/**
 * The rule that keeps this person from changing what differs between two versions of a record: their role, the record's state, or that the field
 * never changes. What a machine's steps write is judged by the machine. Undefined where they may.
 */
export function patchRule(before: MergeRecord, after: MergeRecord, user: Pick<User, 'roles'>): RuleId | undefined {
  const steps = stepFields(before.type);
  const differs = (field: string) => !sameJson(before.fields[field], after.fields[field]);
  const changed = Object.keys(kinds[before.type].fields.shape).filter((field) => !steps.has(field) && differs(field));
  for (const row of fieldRows(before.type)) {
    const rule = changed.some((field) => row.fields.includes(field)) ? refusal(row, before.fields, user) : undefined;
    if (rule !== undefined) return rule;
  }
  return undefined;
}
