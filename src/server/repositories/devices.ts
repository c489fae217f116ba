import type { Kysely } from 'kysely';
import { v4 as uuidv4 } from 'uuid';
import type { EnrollRequest, EnrollScope, Grant } from '#contract/district-api.ts';
import { Failure } from '#contract/failure.ts';
import { DeviceId, type Role, UserId } from '#domain/identity.ts';
import { genesisHash } from '#domain/mutation.ts';
import type { Database } from '../database/database.ts';
import type { Tables } from '../database/tables.ts';
import { enrollCodeHash } from '../enroll-code.ts';
import { appendAudit } from './audit.ts';

type Queries = Kysely<Tables>;

/** A device as its enrollment's answer describes it. */
export interface EnrolledDevice {
  dev: DeviceId;
  serial: string;
  scope: EnrollScope;
  grants: Grant[];
}

/**
 * Uses up a code. The same code with the same key again answers the same: the first reply may have been lost on the way.
 * @throws Failure enroll-code-wrong, enroll-code-used, enroll-code-expired
 */
export async function enrollDevice(db: Database, request: EnrollRequest, at: Date): Promise<EnrolledDevice> {
  const hash = enrollCodeHash(request.code);
  return db.transaction().execute(async (tx) => {
    const code = await tx.selectFrom('enroll_codes').selectAll().where('code_hash', '=', hash).forUpdate().executeTakeFirst();
    if (code === undefined) throw new Failure('enroll-code-wrong');
    if (code.used_by !== null) return findSame(tx, code.used_by, request);
    if (code.expires_at <= at) throw new Failure('enroll-code-expired');
    const dev = code.dev ?? uuidv4();
    const [signKey, boxKey] = [Buffer.from(request.signKey, 'base64url'), Buffer.from(request.boxKey, 'base64url')];
    await addDevice(tx, { dev, subdistrict: code.subdistrict, name: request.name, signKey, boxKey, serial: code.serial }, at);
    // By a file it has been at work since that was written.
    const since = code.dev === null ? at : code.created_at;
    const grants = code.users.map((user) => ({ dev, user_id: user, from_at: since, to_at: null }));
    if (grants.length > 0) await tx.insertInto('grants').values(grants).execute();
    await tx.updateTable('enroll_codes').set({ used_by: dev }).where('code_hash', '=', hash).execute();
    await appendAudit(tx, { at, actor: dev, action: 'device.enrolled', subject: dev, facts: { code: hash.slice(0, 12) } });
    return describeDevice(tx, dev);
  });
}

async function findSame(tx: Queries, dev: string, request: EnrollRequest): Promise<EnrolledDevice> {
  const { sign_key } = await tx.selectFrom('devices').select('sign_key').where('dev', '=', dev).executeTakeFirstOrThrow();
  if (!sign_key.equals(Buffer.from(request.signKey, 'base64url'))) throw new Failure('enroll-code-used');
  return describeDevice(tx, dev);
}

export interface NewDevice {
  dev: string;
  subdistrict: string;
  name: string;
  /** Raw public keys. */
  signKey: Buffer;
  boxKey: Buffer;
  /** Where it was reserved before. */
  serial?: string | null;
}

/** The next serial of a subdistrict: nobody else gets it. */
export async function reserveSerial(tx: Queries, subdistrict: string): Promise<string> {
  const { last_serial } = await tx
    .updateTable('subdistricts')
    .set((row) => ({ last_serial: row('last_serial', '+', 1) }))
    .where('code', '=', subdistrict)
    .returning('last_serial')
    .executeTakeFirstOrThrow();
  return String(last_serial).padStart(2, '0');
}

/** Adds a device under the next serial of its subdistrict, or the one that was reserved for it. */
export async function addDevice(tx: Queries, { dev, subdistrict, name, signKey, boxKey, serial }: NewDevice, at: Date): Promise<void> {
  await tx
    .insertInto('devices')
    .values({
      dev,
      subdistrict,
      serial: serial ?? (await reserveSerial(tx, subdistrict)),
      name,
      sign_key: signKey,
      box_key: boxKey,
      enrolled_at: at,
      revoked_at: null,
      last_h: genesisHash,
    })
    .execute();
}

export async function describeDevice(tx: Queries, dev: string): Promise<EnrolledDevice> {
  const row = await tx
    .selectFrom('devices')
    .innerJoin('subdistricts', 'subdistricts.code', 'devices.subdistrict')
    .select(['devices.serial', 'subdistricts.code', 'subdistricts.name'])
    .where('devices.dev', '=', dev)
    .executeTakeFirstOrThrow();
  return {
    dev: DeviceId.parse(dev),
    serial: row.serial,
    scope: { subdistrict: row.code, subdistrictName: row.name },
    grants: await readGrants(tx, dev),
  };
}

/** Who may write on a device, and since when. */
export async function readGrants(db: Queries, dev: string): Promise<Grant[]> {
  const rows = await db
    .selectFrom('grants')
    .innerJoin('users', 'users.id', 'grants.user_id')
    .select(['users.id', 'users.name', 'users.roles', 'grants.from_at', 'grants.to_at'])
    .where('grants.dev', '=', dev)
    .orderBy('users.id')
    .execute();
  return rows.map((row) => ({
    id: UserId.parse(row.id),
    name: row.name,
    roles: row.roles satisfies Role[],
    from: row.from_at.toISOString(),
    to: row.to_at?.toISOString() ?? null,
  }));
}
