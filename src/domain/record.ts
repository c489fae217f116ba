import type { RecordId, RecordType, User } from './identity.ts';
import { valueAt } from './json.ts';
import type { FieldConflict } from './merge-fields.ts';
import type { Fields } from './mutation.ts';
import type { RuleId } from './rule.ts';

/** A record as merge and rules see it: the feed's without its place in the feed. */
export interface MergeRecord {
  type: RecordType;
  id: RecordId;
  rev: number;
  deleted: boolean;
  schema: number;
  fields: Fields;
  openConflicts: number;
  aliasOf?: RecordId;
}

/** The other records a rule looks at, changes made earlier in the same batch included. */
export interface Surroundings {
  record(type: RecordType, id: RecordId): MergeRecord | undefined;
  /** Records of a type, not deleted, whose `parentField` equals `parentId`: a field, or a path into one (`place.building`). */
  children(type: RecordType, parentField: string, parentId: RecordId): MergeRecord[];
  /** Every record of a type that a district has few of, not deleted. */
  all(type: ScarceType): MergeRecord[];
}

/** Types that a rule may ask for as a whole: which policy is in force is a question to all of them. */
export type ScarceType = 'policy';

/** Whether a record is a child as `Surroundings.children` means it: one meaning for every store. */
export function isChild(record: MergeRecord, type: RecordType, parentField: string, parentId: RecordId): boolean {
  return record.type === type && !record.deleted && valueAt(record.fields, parentField) === parentId;
}

/** A conflict as it waits for a person. */
export interface HeldConflict {
  id: string;
  type: RecordType;
  record: RecordId;
  /** `FIELD` where two people wrote a field differently; otherwise the rule that the device's change broke. */
  rule: RuleId;
  fields: Record<string, FieldConflict>;
  open: boolean;
  /** Who wrote the device's values, with the roles they have; undefined where that is no longer known. */
  author: User | undefined;
  /** Whether its mutation waits with others of one group, and can be applied only with them. */
  grouped: boolean;
}

/** What surrounds a mutation: who sent it, and what it stands beside. */
export interface MergeContext extends Surroundings {
  conflict(id: string): HeldConflict | undefined;
  /** The user as granted on that device; undefined without a grant. */
  user: User | undefined;
}
