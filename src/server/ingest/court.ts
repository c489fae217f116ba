import type { Outcome } from '#contract/district-api.ts';
import type { HeldStateName, HoldNote } from '#contract/hold.ts';
import type { User, UserId } from '#domain/identity.ts';
import type { FieldConflict } from '#domain/merge.ts';
import type { Mutation } from '#domain/mutation.ts';
import type { MergeContext } from '#domain/record.ts';
import type { RuleId } from '#domain/rule.ts';
import type { Docket } from './docket.ts';
import type { Parked, StoredConflict, StoredHold, StoredMember, UidHolder } from './ingest-store.ts';
import type { RecordKey, WorkingSet } from './working-set.ts';

/** What the server decided about one mutation, before the feed's new positions are known. */
export interface Judgement {
  mutation: Mutation;
  outcome: Outcome;
  rule?: string;
  conflictId?: string;
  /** The record whose row will show this mutation; absent where there is none to wait for. */
  shownBy?: RecordKey;
  /** Set where the uid was known: told what that one was told (alias), or quarantined (clash). */
  holder?: UidHolder | Judgement;
  conflict?: { rule: RuleId; fields: Record<string, FieldConflict> };
  /** The conflict that it resolved. */
  closes?: string;
  /** The conflict that it was meant to resolve and that stays open, with its fields as they stand now. */
  refreshes?: { id: string; fields: Record<string, FieldConflict> };
  /** What its verdict does to what waits. */
  effects?: HoldEffects;
}

/** What a verdict does to the holds it reaches. */
export interface HoldEffects {
  settled: SettledHold[];
  /** Conflicts that a released resolution closes. */
  closes: string[];
  note?: { hold: string; note: HoldNote; assignee?: UserId };
  reopened?: Stopped;
}

export interface SettledHold {
  hold: StoredHold;
  state: Exclude<HeldStateName, 'held'>;
  by: UserId;
  reason: string;
}

/** What stops a release: the rule, and the member that breaks it. */
export interface Stopped {
  member: StoredMember;
  rule: RuleId;
  fields: Record<string, FieldConflict> | undefined;
}

/** Everything judging looks at. Loaded for the whole batch before it starts. */
export interface Court {
  work: WorkingSet;
  subdistrict: string;
  revoked: boolean;
  findUser(mutation: Mutation): User | undefined;
  /** Grows as the batch is judged, like the two maps of `parked`. */
  uids: Map<string, UidHolder | Judgement>;
  parked: Parked;
  /** The conflicts that the batch resolves, as they were before it. */
  conflicts: ReadonlyMap<string, StoredConflict>;
  /** Those that it has resolved so far. */
  closed: Set<string>;
  /** What its verdicts are about, and what waits behind that. */
  docket: Docket;
  /** Whom something may be given back to. */
  people: ReadonlyMap<UserId, User>;
  newId(): string;
}

export type Ruling = Omit<Judgement, 'mutation'>;

/** What stands around a change of this person. */
export function contextOf(user: User | undefined, { work, conflicts, closed }: Court): MergeContext {
  return {
    user,
    conflict: (id) => {
      const held = conflicts.get(id);
      return held && { ...held, open: held.open && !closed.has(id) };
    },
    record: (type, id) => work.record(type, id),
    children: (type, parentField, parentId) => work.children(type, parentField, parentId),
    all: (type) => work.all(type),
  };
}
