import { z } from 'zod';
import { AccountRole } from '#contract/console-api.ts';
import type { Database } from '../database/database.ts';
import { disableAccount, issuePassword, listAccounts } from '../repositories/accounts.ts';
import { checkAudit } from '../repositories/audit-check.ts';
import { endGrants, giveGrant, listDevices, revokeDevice } from '../repositories/device-admin.ts';

/** An id as the lists print it. @throws Error with a sentence */
function readId(option: 'dev' | 'user', text: string): string {
  const { data } = z.uuid().safeParse(text);
  if (data === undefined) throw new Error(`--${option} ${text} is no id: ${option === 'dev' ? 'device' : 'user'} list prints them`);
  return data;
}

/** `admin add --name 王处 [--role district]`: a one-time password, said this once. For an account that is there: a new one, and its role stays unless one is named. */
export async function addAccount(db: Database, name: string, role: string | undefined): Promise<string> {
  const known = (await listAccounts(db)).find((account) => account.name === name);
  const { data } = AccountRole.safeParse(role ?? known?.role ?? 'admin');
  if (data === undefined) throw new Error(`--role takes one of: ${AccountRole.options.join(', ')}`);
  return issuePassword(db, name, data, new Date());
}

/** `admin list` */
export async function accountLines(db: Database): Promise<string> {
  return (await listAccounts(db)).map(({ name, role, disabled }) => [name, role, disabled ? 'disabled' : ''].join('\t')).join('\n');
}

/** `admin disable --name 王处` */
export async function endAccount(db: Database, name: string): Promise<string> {
  await disableAccount(db, name, new Date());
  return `${name}: disabled`;
}

/** `device list [--subdistrict 320613001]` */
export async function deviceLines(db: Database, subdistrict: string | undefined): Promise<string> {
  const lines = (await listDevices(db, subdistrict)).map((device) => {
    const heard = device.heardAt === null ? '未知 never heard' : `last heard ${device.heardAt.toISOString()}`;
    const revoked = device.revokedAt === null ? '' : `revoked ${device.revokedAt.toISOString()}`;
    return [device.dev, device.subdistrict, device.serial, device.name, heard, revoked].join('\t');
  });
  return lines.join('\n');
}

/** `device revoke --dev ID` */
export async function revoke(db: Database, dev: string): Promise<string> {
  await revokeDevice(db, readId('dev', dev), new Date());
  return `${dev}: 已停用；它手里的记录仍可送达，进入待核对。 Revoked: what it holds may still be handed over, and waits for a person.`;
}

/** `user grant --user ID --dev ID` */
export async function grant(db: Database, user: string, dev: string): Promise<string> {
  await giveGrant(db, readId('user', user), readId('dev', dev), new Date());
  return `${user} → ${dev}`;
}

/** `user revoke --user ID [--dev ID]` */
export async function endGrant(db: Database, user: string, dev: string | undefined): Promise<string> {
  const ended = await endGrants(db, readId('user', user), dev === undefined ? undefined : readId('dev', dev), new Date());
  return `${ended} grants ended`;
}

/** `audit verify` */
export async function verifyAudit(db: Database): Promise<string> {
  return `${await checkAudit(db)} entries: whole`;
}
