import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import { v4 as uuidv4 } from 'uuid';
import type { Account, AccountRole, LoginRequest } from '#contract/console-api.ts';
import { Failure } from '#contract/failure.ts';
import { checkPassword, hashPassword } from '../accounts/passwords.ts';
import type { Database } from '../database/database.ts';
import type { Tables } from '../database/tables.ts';
import { createEnrollCode } from '../enroll-code.ts';
import { hashText } from '../signing.ts';
import { appendAudit } from './audit.ts';

const sessionLifeMs = 12 * 3600 * 1000;

/** As long to check as a real one: who tries names learns nothing from the time it takes. */
let nobody: Promise<string> | undefined;

type Row = Pick<Tables['accounts'], 'id' | 'name' | 'role' | 'must_change'>;

function accountOf({ id, name, role, must_change }: Row): Account {
  return { id, name, role, mustChange: must_change };
}

/** Adds an account, or gives one that is there a new password. The one-time password is told once and must be changed at the first login. */
export async function issuePassword(db: Database, name: string, role: AccountRole, at: Date): Promise<string> {
  const password = createEnrollCode(randomBytes(16));
  const row = { password: await hashPassword(password), must_change: true, role, disabled_at: null };
  await db.transaction().execute(async (tx) => {
    const { id } = await tx
      .insertInto('accounts')
      .values({ id: uuidv4(), name, created_at: at, ...row })
      .onConflict((clash) => clash.column('name').doUpdateSet(row))
      .returning('id')
      .executeTakeFirstOrThrow();
    await tx.deleteFrom('account_sessions').where('account', '=', id).execute();
    await appendAudit(tx, { at, actor: 'console', action: 'account.issued', subject: id, facts: { role } });
  });
  return password;
}

/** @throws Error where there is no such account */
export async function disableAccount(db: Database, name: string, at: Date): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const row = await tx.updateTable('accounts').set({ disabled_at: at }).where('name', '=', name).returning('id').executeTakeFirst();
    if (row === undefined) throw new Error(`no account ${name}`);
    await tx.deleteFrom('account_sessions').where('account', '=', row.id).execute();
    await appendAudit(tx, { at, actor: 'console', action: 'account.disabled', subject: row.id, facts: {} });
  });
}

export async function listAccounts(db: Database): Promise<(Account & { disabled: boolean })[]> {
  const rows = await db.selectFrom('accounts').select(['id', 'name', 'role', 'must_change', 'disabled_at']).orderBy('name').execute();
  return rows.map((row) => ({ ...accountOf(row), disabled: row.disabled_at !== null }));
}

/** @throws Failure login-wrong, whatever was wrong */
export async function logIn(db: Database, { name, password }: LoginRequest, now: Date): Promise<{ token: string; account: Account }> {
  const row = await db.selectFrom('accounts').selectAll().where('name', '=', name).executeTakeFirst();
  nobody ??= hashPassword(randomBytes(16).toString('hex'));
  const right = await checkPassword(password, row?.password ?? (await nobody));
  if (row === undefined || row.disabled_at !== null || !right) {
    // A name that is none may be a password typed into the wrong field.
    await db
      .transaction()
      .execute((tx) => appendAudit(tx, { at: now, actor: 'console', action: 'account.refused', subject: row?.id ?? 'unknown', facts: {} }));
    throw new Failure('login-wrong');
  }
  return db.transaction().execute(async (tx) => {
    await appendAudit(tx, { at: now, actor: row.id, action: 'account.login', subject: row.id, facts: {} });
    return { token: await openSession(tx, row.id, now), account: accountOf(row) };
  });
}

async function openSession(tx: Kysely<Tables>, account: string, now: Date): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  await tx.deleteFrom('account_sessions').where('expires_at', '<', now).execute();
  await tx
    .insertInto('account_sessions')
    .values({ token_hash: hashText(token), account, expires_at: new Date(now.getTime() + sessionLifeMs) })
    .execute();
  return token;
}

export async function findAccount(db: Database, token: string, now: Date): Promise<Account | undefined> {
  const row = await db
    .selectFrom('account_sessions')
    .innerJoin('accounts', 'accounts.id', 'account_sessions.account')
    .select(['accounts.id', 'accounts.name', 'accounts.role', 'accounts.must_change'])
    .where('token_hash', '=', hashText(token))
    .where('expires_at', '>', now)
    .where('disabled_at', 'is', null)
    .executeTakeFirst();
  return row && accountOf(row);
}

export async function logOut(db: Database, token: string): Promise<void> {
  await db.deleteFrom('account_sessions').where('token_hash', '=', hashText(token)).execute();
}

/** Ends every session of the account and answers a new one's token. @throws Failure login-wrong for a wrong old password */
export async function changePassword(db: Database, account: string, change: { old: string; new: string }, now: Date): Promise<string> {
  const { password } = await db.selectFrom('accounts').select('password').where('id', '=', account).executeTakeFirstOrThrow();
  if (!(await checkPassword(change.old, password))) throw new Failure('login-wrong');
  const hash = await hashPassword(change.new);
  return db.transaction().execute(async (tx) => {
    await tx.updateTable('accounts').set({ password: hash, must_change: false }).where('id', '=', account).execute();
    await tx.deleteFrom('account_sessions').where('account', '=', account).execute();
    await appendAudit(tx, { at: now, actor: account, action: 'account.password', subject: account, facts: {} });
    return openSession(tx, account, now);
  });
}
