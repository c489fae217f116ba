import { z } from 'zod';

/**
 * The closed list of failures that may reach a person. The renderer owns the sentences (one table per language);
 * process boundaries carry `{code, facts}` only. Upper-case codes are the wire's (SPEC.md, Errors).
 */
export const failureCodes = [
  // wire
  'AUTH',
  'REVOKED',
  'FORK',
  'GAP',
  'EPOCH',
  'CURSOR',
  'TOO_BIG',
  'BATCH_BAD',
  'BLOB_HASH',
  'UPGRADE',
  'BUSY',
  'DISK',
  'NOT_FOUND',
  // an administrator's commands on the server
  'backup-passphrase-missing',
  'backup-passphrase-wrong',
  'backup-missing',
  'backup-damaged',
  'backup-foreign',
  'backup-ahead',
  'backup-newer',
  'backup-running',
  'backup-unverified',
  'restore-not-empty',
  'audit-broken',
  'database-unreachable',
  'database-newer',
  'database-program-failed',
  'address-unusable',
  'tls-unusable',
  'tls-expired',
  // the district's console
  'login-wrong',
  'password-must-change',
  // reaching the server
  'server-unreachable',
  'server-broken',
  'server-other',
  'server-outdated',
  'enroll-code-wrong',
  'enroll-code-used',
  'enroll-code-expired',
  'enroll-file-damaged',
  'server-address-bad',
  // device
  'not-enrolled',
  'already-enrolled',
  'trial-unavailable',
  'trial-start-failed',
  'second-instance',
  'port-taken',
  'browser-missing',
  'skin-mismatch',
  'disk-full',
  'disk-low',
  'journal-write',
  'journal-damaged',
  'store-behind',
  'store-damaged',
  'store-foreign',
  'store-full',
  'data-folder-unwritable',
  'call-refused',
  'host-gone',
  'input-bad',
  'internal',
  // people and keys
  'sealed',
  'not-signed-in',
  'secret-wrong',
  'pin-spent',
  'passphrase-missing',
  'already-secured',
  'not-granted',
  'recovery-wrong',
  'recovery-file-wrong',
  'keys-damaged',
  // photos
  'photo-not-image',
  'photo-damaged',
  'photo-too-big',
  'photo-too-many-pixels',
  'photo-missing',
  'photo-unreadable',
  'photo-heic-unsupported',
  'file-unreadable',
  'phone-no-network',
  // the courier's stick
  'bundle-none',
  'bundle-foreign',
  'bundle-damaged',
  'bundle-newer',
  'answer-none',
  'answer-damaged',
  'answer-old',
  // handovers from desk to desk
  'handover-none',
  'handover-alone',
  'handover-foreign',
  'handover-stranger',
  'handover-own',
  'handover-known',
  'handover-photos',
  'handover-damaged',
  'stick-unreadable',
  'stick-unwritable',
  'stick-full',
  // files
  'xlsx-unreadable',
  'xlsx-columns-missing',
  'xlsx-empty',
  'pdf-failed',
  'pdf-unreadable',
  'cancelled',
] as const;

export const FailureCode = z.enum(failureCodes);
export type FailureCode = z.infer<typeof FailureCode>;

export const Facts = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));
export type Facts = z.infer<typeof Facts>;

export const FailureLine = z.object({ code: FailureCode, facts: Facts.default({}) });
export type FailureLine = z.infer<typeof FailureLine>;

/** A failure with its code, its facts (never personal data) and its cause. Thrown by host and server, read by their edges. */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly code: FailureCode;
  readonly facts: Facts;

  constructor(code: FailureCode, facts: Facts = {}, options?: { cause?: unknown }) {
    super(code, options);
    this.code = code;
    this.facts = facts;
  }

  /** The failure as it crosses a process line: its cause stays behind. Anything unknown is `internal`. */
  static line(error: unknown): FailureLine {
    return error instanceof Failure ? { code: error.code, facts: error.facts } : { code: 'internal', facts: {} };
  }
}
