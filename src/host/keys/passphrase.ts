import { Failure } from '#contract/failure.ts';
import { Passphrase } from '#contract/host-api.ts';
import type { UserId } from '#domain/identity.ts';
import type { DataKey } from './data-key.ts';
import { findOpenKeys, type KeyFile, type OpenKeys, type PassphraseWrap } from './key-file.ts';
import { findSealed, seal } from './sealing.ts';
import { freshStretching, passphraseCost, stretch } from './stretch.ts';

/** @throws Failure input-bad when what counts of it is under 8 characters */
export async function wrapWithPassphrase(
  dataKey: DataKey,
  user: UserId,
  passphrase: string,
  cost = passphraseCost,
): Promise<PassphraseWrap> {
  if (!Passphrase.safeParse(passphrase.normalize('NFKC')).success) throw new Failure('input-bad', { field: 'passphrase' });
  const stretching = freshStretching(cost);
  const sealed = seal(await stretch(passphrase, stretching), aboutWrap(user), dataKey.export());
  return { ...stretching, sealed: sealed.toString('base64url') };
}

/** What this person's passphrase opens, or undefined when it is another or they have none. */
export async function findByPassphrase(file: KeyFile, user: UserId, passphrase: string): Promise<OpenKeys | undefined> {
  const wrap = file.people.find((person) => person.user === user)?.passphrase ?? null;
  if (wrap === null) return undefined;
  const secret = findSealed(await stretch(passphrase, wrap), aboutWrap(user), Buffer.from(wrap.sealed, 'base64url'));
  return secret && findOpenKeys(file, secret);
}

function aboutWrap(user: UserId): string {
  return `keys.json/passphrase/${user}`;
}
