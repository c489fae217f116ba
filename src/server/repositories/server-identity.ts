import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { v4 as uuidv4 } from 'uuid';
import type { Database } from '../database/database.ts';
import { createBoxKeys, createSignKeys } from '../signing.ts';

/** Who this server is. Keys are raw public (32 bytes) and PKCS#8 private. */
export interface ServerIdentity {
  serverId: string;
  epoch: number;
  signPublic: Buffer;
  signPrivate: Buffer;
  boxPublic: Buffer;
  boxPrivate: Buffer;
  /** age recipient to which every device wraps its data key. */
  recoveryRecipient: string;
}

/** The identity of this database, made on first start. Several servers that start at once agree on one. */
export async function openServerIdentity(db: Database, now: Date): Promise<ServerIdentity> {
  const known = await findServerIdentity(db);
  if (known !== undefined) return known;
  const [sign, box, recovery] = [createSignKeys(), createBoxKeys(), await generateX25519Identity()];
  await db
    .insertInto('server_identity')
    .values({
      server_id: uuidv4(),
      epoch: 1,
      sign_public: sign.publicKey,
      sign_private: sign.privateKey,
      box_public: box.publicKey,
      box_private: box.privateKey,
      recovery_recipient: await identityToRecipient(recovery),
      recovery_identity: recovery,
      created_at: now,
    })
    .onConflict((clash) => clash.doNothing())
    .execute();
  const made = await findServerIdentity(db);
  if (made === undefined) throw new Error('server identity was not kept');
  return made;
}

async function findServerIdentity(db: Database): Promise<ServerIdentity | undefined> {
  const row = await db.selectFrom('server_identity').selectAll().executeTakeFirst();
  return (
    row && {
      serverId: row.server_id,
      epoch: row.epoch,
      signPublic: row.sign_public,
      signPrivate: row.sign_private,
      boxPublic: row.box_public,
      boxPrivate: row.box_private,
      recoveryRecipient: row.recovery_recipient,
    }
  );
}
