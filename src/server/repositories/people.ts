import { randomBytes, randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { DeviceId, Role, User } from '#domain/identity.ts';
import type { Database } from '../database/database.ts';
import type { Tables } from '../database/tables.ts';
import { createEnrollCode, enrollCodeHash } from '../enroll-code.ts';
import { appendAudit } from './audit.ts';
import { reserveSerial } from './devices.ts';

const codeLifeMs = 24 * 3600 * 1000;
/** The first stick of a tablet without a line may be long on its way. */
const fileLifeMs = 90 * codeLifeMs;

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
  await db.transaction().execute((tx) => keepCode(tx, code, grant, { at, until: new Date(at.getTime() + codeLifeMs) }));
  return code;
}

/** A code for a file [EF1]: with the id and the serial that its device will have, valid ninety days. */
export async function issueFileCode(
  db: Database,
  grant: { subdistrict: string; users: string[] },
  at: Date,
): Promise<{ code: string; dev: DeviceId; serial: string; until: Date }> {
  const code = createEnrollCode(randomBytes(16));
  const dev = DeviceId.parse(randomUUID());
  const until = new Date(at.getTime() + fileLifeMs);
  return db.transaction().execute(async (tx) => {
    const serial = await reserveSerial(tx, grant.subdistrict);
    await keepCode(tx, code, grant, { at, until, dev, serial });
    return { code, dev, serial, until };
  });
}

async function keepCode(
  tx: Kysely<Tables>,
  code: string,
  grant: { subdistrict: string; users: string[] },
  { at, until, ...reserved }: { at: Date; until: Date; dev?: DeviceId; serial?: string },
): Promise<void> {
  const hash = enrollCodeHash(code);
  await tx
    .insertInto('enroll_codes')
    .values({
      code_hash: hash,
      subdistrict: grant.subdistrict,
      users: JSON.stringify(grant.users),
      created_at: at,
      expires_at: until,
      used_by: null,
      ...reserved,
    })
    .execute();
  const { dev } = reserved;
  const facts = { users: grant.users.length, ...(dev === undefined ? {} : { dev }) };
  await appendAudit(tx, { at, actor: 'console', action: 'code.issued', subject: hash.slice(0, 12), facts });
}
