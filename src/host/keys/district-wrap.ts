import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { RecoveryAnswer, type RecoveryRequest } from '#contract/recovery.ts';
import type { DataKey } from './data-key.ts';
import { findOpenKeys, type KeyFile, type OpenKeys } from './key-file.ts';

/** Whether the district's recovery key is one that a data key can be wrapped to. */
export function isRecipient(recipient: string): boolean {
  try {
    new Encrypter().addRecipient(recipient);
    return true;
  } catch {
    return false;
  }
}

/** The data key as only the district can unwrap it. */
export async function wrapForDistrict(dataKey: DataKey, recipient: string): Promise<NonNullable<KeyFile['wraps']['recovery']>> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  return { recipient, wrapped: Buffer.from(await encrypter.encrypt(dataKey.export())).toString('base64url') };
}

/** One run's talk with the district about being opened again: it ends with the process, and old answers with it. */
export interface RecoveryTalk {
  request(about: Pick<RecoveryRequest, 'dev' | 'serverId' | 'wrapped'>): Promise<string>;
  /** What the answer opens, or undefined when it answers another run, another device or nothing. */
  findAnswered(file: KeyFile, answer: string): Promise<OpenKeys | undefined>;
}

export function createRecoveryTalk(): RecoveryTalk {
  let identity: Promise<string> | undefined;

  return {
    async request(about) {
      identity ??= generateX25519Identity();
      const answerTo = await identityToRecipient(await identity);
      const request: RecoveryRequest = { format: 'chaihuan-recovery-request-1', ...about, answerTo };
      return `${JSON.stringify(request, null, 2)}\n`;
    },
    async findAnswered(file, answer) {
      if (identity === undefined) return undefined;
      const decrypter = new Decrypter();
      decrypter.addIdentity(await identity);
      try {
        const { wrapped } = RecoveryAnswer.parse(JSON.parse(answer));
        return findOpenKeys(file, await decrypter.decrypt(Buffer.from(wrapped, 'base64url')));
      } catch {
        return undefined;
      }
    },
  };
}
