import type { RecordId, RecordType, User } from './identity.ts';
import type { Fields } from './mutation.ts';

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
  /** Records of a type, not deleted, whose `parentField` equals `parentId`. */
  children(type: RecordType, parentField: string, parentId: RecordId): MergeRecord[];
}

/** What surrounds a mutation: who sent it, and what it stands beside. */
export interface MergeContext extends Surroundings {
  /** The user as granted on that device; undefined without a grant. */
  user: User | undefined;
}
