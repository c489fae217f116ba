import { randomBytes } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { Role, User } from '#domain/identity.ts';
import type { Database } from '../database/database.ts';
import { createEnrollCode, enrollCodeHash } from '../enroll-code.ts';
import { appendAudit } from './audit.ts';

const codeLifeMs = 24 * 3600 * 1000;

/** Adds a subdistrict, or renames it. `code` is its division code, nine digits. */
export async function keepSubdistrict(db: Database, code: string, name: string, at: Date): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const known = await tx.selectFrom('subdistricts').select('name').where('code', '=', code).executeTakeFirst();
    if (known?.name === name) return;
    await tx
      .insertInto('subdistricts')
      .values({ code, name })
      .onConflict((clash) => clash.column('code').doUpdateSet({ name }))
      .execute();
    await appendAudit(tx, { at, actor: 'console', action: 'subdistrict.added', subject: code, facts: {} });
  });
}

export async function addUser(db: Database, user: Omit<User, 'id'> & { subdistrict: string }, at: Date): Promise<User> {
  const made = User.parse({ id: uuidv7(), name: user.name, roles: user.roles });
  await db.transaction().execute(async (tx) => {
    const { id, name } = made;
    const roles = JSON.stringify(made.roles);
    await tx.insertInto('users').values({ id, subdistrict: user.subdistrict, name, roles, created_at: at }).execute();
    await appendAudit(tx, { at, actor: 'console', action: 'user.added', subject: id, facts: { roles: made.roles.join(',') } });
  });
  return made;
}

export async function listUsers(db: Database, subdistrict?: string): Promise<(User & { subdistrict: string })[]> {
  const all = db.selectFrom('users').select(['id', 'name', 'roles', 'subdistrict']).orderBy('subdistrict').orderBy('id');
  const rows = await (subdistrict === undefined ? all : all.where('subdistrict', '=', subdistrict)).execute();
  return rows.map((row) => ({
    ...User.parse({ id: row.id, name: row.name, roles: Role.array().parse(row.roles) }),
    subdistrict: row.subdistrict,
  }));
}

/** A fresh one-time code for one device, valid a day. Only its hash is kept: this is the one time it can be read. */
export async function issueEnrollCode(db: Database, grant: { subdistrict: string; users: string[] }, at: Date): Promise<string> {
  const code = createEnrollCode(randomBytes(16));
  const hash = enrollCodeHash(code);
  await db.transaction().execute(async (tx) => {
    await tx
      .insertInto('enroll_codes')
      .values({
        code_hash: hash,
        subdistrict: grant.subdistrict,
        users: JSON.stringify(grant.users),
        created_at: at,
        expires_at: new Date(at.getTime() + codeLifeMs),
        used_by: null,
      })
      .execute();
    await appendAudit(tx, {
      at,
      actor: 'console',
      action: 'code.issued',
      subject: hash.slice(0, 12),
      facts: { users: grant.users.length },
    });
  });
  return code;
}
