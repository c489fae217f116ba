import { Decrypter, Encrypter } from 'age-encryption';
import { z } from 'zod';
import { Failure } from '#contract/failure.ts';
import type { Database } from '../database/database.ts';

/** Shorter ones can be guessed by someone who found the backup. */
export const minPassphrase = 12;

const Base64 = z.base64().transform((text) => Buffer.from(text, 'base64'));

/** Everything that makes this server this server. */
const ServerKeys = z.object({
  server_id: z.uuid(),
  sign_public: Base64,
  sign_private: Base64,
  box_public: Base64,
  box_private: Base64,
  recovery_recipient: z.string(),
  recovery_identity: z.string(),
  created_at: z.iso.datetime(),
});
export type ServerKeys = z.infer<typeof ServerKeys>;

/** The server's keys in an age file (scrypt of 2 to the `workFactor`, 18 unless said otherwise: a second or two a try). @throws Failure backup-passphrase-missing for one that is absent or short */
export async function sealServerKeys(db: Database, passphrase: string | undefined, workFactor = 18): Promise<Uint8Array> {
  if (passphrase === undefined || [...passphrase].length < minPassphrase) throw new Failure('backup-passphrase-missing');
  const row = await db.selectFrom('server_identity').selectAll().executeTakeFirstOrThrow();
  const text = JSON.stringify({
    server_id: row.server_id,
    sign_public: row.sign_public.toString('base64'),
    sign_private: row.sign_private.toString('base64'),
    box_public: row.box_public.toString('base64'),
    box_private: row.box_private.toString('base64'),
    recovery_recipient: row.recovery_recipient,
    recovery_identity: row.recovery_identity,
    created_at: row.created_at.toISOString(),
  });
  const sealing = new Encrypter();
  sealing.setScryptWorkFactor(workFactor);
  sealing.setPassphrase(passphrase.normalize('NFKC'));
  return sealing.encrypt(text);
}

/** @throws Failure backup-passphrase-wrong */
export async function openServerKeys(sealed: Uint8Array, passphrase: string): Promise<ServerKeys> {
  const opening = new Decrypter();
  opening.addPassphrase(passphrase.normalize('NFKC'));
  const text = await opening.decrypt(sealed, 'text').catch((error: unknown) => {
    throw new Failure('backup-passphrase-wrong', {}, { cause: error });
  });
  return ServerKeys.parse(JSON.parse(text));
}
