import type { Kysely } from 'kysely';
import { canonicalJson } from '#contract/canonical.ts';
import type { Tables } from '../database/tables.ts';
import { hashText } from '../signing.ts';

export type AuditAction =
  | 'subdistrict.added'
  | 'user.added'
  | 'code.issued'
  | 'device.enrolled'
  | 'device.reenrolled'
  | 'device.recovered'
  | 'session.opened'
  | 'photo.read'
  | 'bundle.taken'
  | 'bundle.parked'
  | 'bundle.answered'
  | 'device.revoked'
  | 'grant.given'
  | 'grant.ended'
  | 'account.issued'
  | 'account.disabled'
  | 'account.login'
  | 'account.refused'
  | 'account.password'
  | 'backup.made'
  | 'backup.failed'
  | 'backup.confirmed'
  | 'server.restored';

export interface AuditEntry {
  at: Date;
  /** A device's id, or `console`. */
  actor: string;
  action: AuditAction;
  /** Id of what was acted on. */
  subject: string;
  /** Never personal data. */
  facts: Record<string, string | number>;
}

/** Adds an entry to the hash chain, in the caller's transaction: what is audited and its entry are kept together. */
export async function appendAudit(tx: Kysely<Tables>, entry: AuditEntry): Promise<void> {
  const head = await tx.selectFrom('audit_head').selectAll().forUpdate().executeTakeFirstOrThrow();
  const seq = head.seq + 1;
  const hash = auditHash(entry, seq, head.hash);
  const { facts, ...columns } = entry;
  await tx
    .insertInto('audit')
    .values({ ...columns, seq, facts: JSON.stringify(facts), prev: head.hash, hash })
    .execute();
  await tx.updateTable('audit_head').set({ seq, hash }).execute();
}

/** `hash` of an entry: SHA-256 over the canonical JSON of everything in it and of the hash before. */
export function auditHash({ at, ...entry }: AuditEntry, seq: number, prev: string): string {
  return hashText(canonicalJson({ ...entry, at: at.toISOString(), seq, prev }));
}
