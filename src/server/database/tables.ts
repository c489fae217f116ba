import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type { AccountRole } from '#contract/console-api.ts';
import type { HeldState, Outcome } from '#contract/district-api.ts';
import type { HoldNote } from '#contract/hold.ts';
import type { RecordType, Role } from '#domain/identity.ts';
import type { Fields } from '#domain/mutation.ts';

/** `bigint` columns arrive as numbers (see `createDatabase`): seq and n stay far below 2^53. */
type Json<T> = ColumnType<T, string, string>;

export interface Tables {
  server_identity: {
    server_id: string;
    epoch: number;
    sign_public: Buffer;
    sign_private: Buffer;
    box_public: Buffer;
    box_private: Buffer;
    recovery_recipient: string;
    recovery_identity: string;
    created_at: Date;
  };
  feed_head: { seq: number };
  subdistricts: { code: string; name: string; last_serial: Generated<number> };
  users: { id: string; subdistrict: string; name: string; roles: JSONColumnType<Role[]>; created_at: Date };
  devices: {
    dev: string;
    subdistrict: string;
    serial: string;
    name: string;
    sign_key: Buffer;
    box_key: Buffer;
    enrolled_at: Date;
    revoked_at: Date | null;
    next_n: Generated<number>;
    last_h: string;
    backed: Generated<number>;
    heard_at: Date | null;
    /** Its newest number and how far its clock was ahead, as it said when it was last met. */
    last_n: Generated<number | null>;
    clock_ms: Generated<number | null>;
  };
  grants: { dev: string; user_id: string; from_at: Date; to_at: Date | null };
  enroll_codes: {
    code_hash: string;
    subdistrict: string;
    users: JSONColumnType<string[]>;
    created_at: Date;
    expires_at: Date;
    used_by: string | null;
    /** Of a file: the id and serial of the device it is for. */
    dev: Generated<string | null>;
    serial: Generated<string | null>;
  };
  nonces: { nonce: string; expires_at: Date };
  sessions: { token_hash: string; dev: string; expires_at: Date };
  mutations: {
    dev: string;
    n: number;
    h: string;
    c: string;
    uid: string;
    g: string | null;
    op: string;
    type: RecordType;
    record_id: string;
    /** JSON as text: checked before it is written, it need not be read again for that. */
    body: string;
    /** SHA-256 of the photos it adds. */
    photos: string[];
    outcome: Outcome;
    row_seq: number;
    conflict_id: string | null;
    rule: string | null;
    alias_dev: string | null;
    alias_n: number | null;
    batch: string;
    received_at: Date;
  };
  records: {
    type: RecordType;
    id: string;
    rev: number;
    seq: number;
    deleted: boolean;
    schema: number;
    fields: Json<Fields>;
    open_conflicts: number;
    alias_of: string | null;
    subdistrict: string;
  };
  conflicts: {
    id: string;
    type: RecordType;
    record_id: string;
    dev: string;
    n: number;
    user_id: string;
    rule: string | null;
    fields: Json<unknown>;
    opened_at: Date;
    closed_at: Date | null;
    closed_dev: string | null;
    closed_n: number | null;
  };
  holds: {
    id: string;
    subdistrict: string;
    dev: string;
    seq: number;
    opened_at: Date;
    state: HeldState['state'];
    assignee: string | null;
    notes: Json<HoldNote[]>;
    decided_at: Date | null;
    decided_by: string | null;
    reason: string | null;
  };
  held: {
    dev: string;
    n: number;
    hold: string;
    record_id: string;
    op: string;
    outcome: Outcome;
    rule: string;
    fields: Json<unknown> | null;
    state: HeldState['state'];
  };
  pushes: { batch: string; dev: string; from_n: number; to_n: number; at: Date; kept_by: Generated<string> };
  blobs: { sha256: string; size: number; verified_at: Date; backed: Generated<boolean>; kept_by: Generated<string> };
  uploads: { id: string; dev: string; size: number; sha256: string | null; created_at: Date };
  audit: {
    seq: number;
    at: Date;
    actor: string;
    action: string;
    subject: string;
    facts: Json<Record<string, string | number>>;
    prev: string;
    hash: string;
  };
  audit_head: { seq: number; hash: string };
  accounts: {
    id: string;
    name: string;
    role: AccountRole;
    password: string;
    must_change: boolean;
    created_at: Date;
    disabled_at: Date | null;
  };
  account_sessions: { token_hash: string; account: string; expires_at: Date };
  backup_targets: { id: string; place: string; confirmed_by: string | null; confirmed_at: Date | null; verified_at: Date | null };
  migrations: { name: string; at: Generated<Date> };
}
