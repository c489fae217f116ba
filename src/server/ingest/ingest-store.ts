import type { Outcome } from '#contract/district-api.ts';
import type { HeldStateName, HoldNote } from '#contract/hold.ts';
import type { HeldMember, Hold } from '#domain/hold.ts';
import type { DeviceId, RecordId, Sha256, User, UserId } from '#domain/identity.ts';
import type { FieldConflict, MergeRecord } from '#domain/merge.ts';
import type { Mutation } from '#domain/mutation.ts';
import type { ChildrenNeed, RecordNeed } from '#domain/needs.ts';
import type { HeldConflict, ScarceType } from '#domain/record.ts';

/** A device as ingest knows it. `next` is the number expected next, `lastHash` the hash of the one before. */
export interface IngestDevice {
  dev: DeviceId;
  subdistrict: string;
  /** Raw Ed25519 public key. */
  signKey: Uint8Array;
  revoked: boolean;
  next: number;
  lastHash: string;
  backed: number;
}

/** What a device was told about one of its mutations, and will be told again for ever. */
export interface Told {
  n: number;
  h: Sha256;
  outcome: Outcome;
  rowSeq: number;
  conflictId?: string;
  rule?: string;
}

/** The first mutation that carried a uid. */
export interface UidHolder {
  uid: string;
  dev: DeviceId;
  c: string;
  told: Told;
}

export interface StoredRecord {
  record: MergeRecord;
  seq: number;
  subdistrict: string;
}

/** A user may write on the device until then; no end: null. */
export interface IngestGrant {
  user: User;
  to: Date | null;
}

/** A change that waits, as the log has it and as it stands now. */
export interface StoredMember extends HeldMember<Mutation> {
  outcome: 'conflict' | 'quarantined';
  /** What its device was told. */
  toldRule: string | undefined;
  /** Its own conflict, where it opened one, and whether the record counts that. */
  conflict: string | undefined;
  raised: boolean;
}

/** A hold with those of its changes that still wait. */
export interface StoredHold extends Hold<Mutation> {
  members: readonly StoredMember[];
  state: HeldStateName;
  subdistrict: string;
}

export interface StoredConflict extends HeldConflict {
  /** What a verdict on it names. */
  hold: string;
}

/** Groups, and records whose creation, wait for a person: what follows them waits too, with the same outcome. */
export interface Parked {
  groups: Map<string, 'conflict' | 'quarantined'>;
  records: Map<RecordId, 'conflict' | 'quarantined'>;
}

export interface KeptMutation {
  mutation: Mutation;
  /** Its JSON in UTF-8, without a newline. */
  text: Buffer;
  told: Told;
  /** Set where another mutation already carried this uid: an alias, or a clash. */
  alias?: { dev: DeviceId; n: number };
}

export interface OpenedConflict {
  id: string;
  mutation: Mutation;
  rule: string | undefined;
  fields: Record<string, FieldConflict>;
}

/** A change that begins to wait. */
export interface HeldMutation {
  hold: string;
  mutation: Mutation;
  told: Told;
  fields: Record<string, FieldConflict> | undefined;
}

/** What a batch changes of one hold, new ones among them. */
export interface HoldChange {
  id: string;
  /** Its new place in the feed. */
  seq: number;
  opened: boolean;
  /** Decided: by whom and why. */
  settled?: { state: Exclude<HeldStateName, 'held'>; by: UserId; reason: string };
  notes: HoldNote[];
  assignee?: UserId;
}

/** All that one batch changes, written in one go. */
export interface IngestCommit {
  device: IngestDevice;
  batch: string;
  at: Date;
  /** The feed's new head. */
  head: number;
  mutations: KeptMutation[];
  records: StoredRecord[];
  conflicts: OpenedConflict[];
  /** Conflicts that a mutation of the batch resolved. */
  closed: { id: string; mutation: Mutation }[];
  /** Conflicts that stay open, with their fields as they stand now. */
  refreshed: { id: string; fields: Record<string, FieldConflict> }[];
  holds: HoldChange[];
  held: HeldMutation[];
  /** Held changes that are decided, each for itself or with its hold. */
  decided: { dev: DeviceId; n: number; state: Exclude<HeldStateName, 'held'> }[];
  /** Held changes that a verdict did not get through, with what stops them now. */
  reopened: { dev: DeviceId; n: number; rule: string | undefined; fields: Record<string, FieldConflict> | undefined }[];
}

/** The feed while this batch holds it alone. Every read takes the whole batch's needs at once. */
export interface IngestFeed {
  readonly head: number;
  /** The device as it stands now that the feed is held. */
  readonly device: IngestDevice;
  readTold(from: number, to: number): Promise<Told[]>;
  readUids(uids: string[]): Promise<UidHolder[]>;
  readGrants(): Promise<IngestGrant[]>;
  readPeople(ids: UserId[]): Promise<User[]>;
  readParked(groups: string[], records: RecordId[]): Promise<Parked>;
  /** What stands under these ids, whatever its type. */
  readRecords(needs: RecordNeed[]): Promise<StoredRecord[]>;
  readChildren(needs: ChildrenNeed[]): Promise<StoredRecord[]>;
  readConflicts(ids: string[]): Promise<StoredConflict[]>;
  /** These holds, and open ones with a change of one of these records that waits behind another. */
  readHolds(ids: string[], records: RecordId[]): Promise<StoredHold[]>;
  /** Every living record of these types. */
  readAll(types: ScarceType[]): Promise<StoredRecord[]>;
  keep(commit: IngestCommit): Promise<void>;
  /** Notes that the batch carried `from … to`, new or sent again: its receipt counts them. Idempotent. */
  notePush(batch: string, from: number, to: number, at: Date): Promise<void>;
}

/** Where ingest keeps what it is sent: PostgreSQL, or memory in the simulation. */
export interface IngestStore {
  findDevice(dev: DeviceId): Promise<IngestDevice | undefined>;
  /** Runs `work` while nobody else changes the feed. What it kept is durable when this resolves, and gone when it rejects. */
  exclusively<T>(dev: DeviceId, work: (feed: IngestFeed) => Promise<T>): Promise<T>;
}
