import { Failure } from '#contract/failure.ts';
import type { Database } from '../database/database.ts';
import { type AuditAction, auditHash } from './audit.ts';

const pageRows = 1000;

/** Walks the whole audit chain; answers how many entries it has. @throws Failure audit-broken with the first entry that does not fit */
export async function checkAudit(db: Database): Promise<number> {
  let [seq, prev] = [0, '0'.repeat(64)];
  for (;;) {
    const rows = await db.selectFrom('audit').selectAll().where('seq', '>', seq).orderBy('seq').limit(pageRows).execute();
    for (const { hash, facts, action, ...row } of rows) {
      const { at, actor, subject } = row;
      const said = facts as unknown as Record<string, string | number>; // parsed by the driver: a `jsonb` column arrives as an object
      const entry = { at, actor, subject, action: action as AuditAction, facts: said };
      const fits = row.seq === seq + 1 && row.prev === prev && hash === auditHash(entry, row.seq, prev);
      if (!fits) throw new Failure('audit-broken', { seq: seq + 1 });
      [seq, prev] = [row.seq, hash];
    }
    if (rows.length < pageRows) break;
  }
  const head = await db.selectFrom('audit_head').selectAll().executeTakeFirstOrThrow();
  if (head.seq !== seq || head.hash !== prev) throw new Failure('audit-broken', { seq: seq + 1 });
  return seq;
}
