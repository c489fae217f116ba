import { Readable } from 'node:stream';
import type { ReadableStream as NodeStream } from 'node:stream/web';
import { Decrypter, Encrypter } from 'age-encryption';
import { Failure } from '#contract/failure.ts';
import { identityOf, recipientOf } from './age-key.ts';

/** What only the holders of these raw X25519 keys can read, each by themselves, as it streams by. */
export async function sealTo(boxKeys: readonly Uint8Array[], plain: Readable): Promise<Readable> {
  const encrypter = new Encrypter();
  for (const boxKey of boxKeys) encrypter.addRecipient(recipientOf(boxKey));
  return fromWeb(await encrypter.encrypt(toWeb(plain)));
}

/**
 * What was sealed to this raw private key. Each 64 KiB are authenticated before they come out: bytes changed on the way end the stream with
 * an error. @throws Failure bundle-foreign when it was sealed to another key, bundle-damaged when it is no sealed file
 */
export async function unseal(privateKey: Uint8Array, sealed: Readable): Promise<Readable> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(identityOf(privateKey));
  try {
    return fromWeb(await decrypter.decrypt(toWeb(sealed)));
  } catch (cause) {
    sealed.destroy();
    throw toOthers(cause) ? new Failure('bundle-foreign', {}, { cause }) : damagedUnlessDisk(cause);
  }
}

/** An error of a disk stays one; any other says that the bytes are not what was written. */
export function damagedUnlessDisk(error: unknown): unknown {
  const ofDisk = error instanceof Error && 'syscall' in error;
  return error instanceof Failure || ofDisk ? error : new Failure('bundle-damaged', {}, { cause: error });
}

function toOthers(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('no identity matched');
}

function toWeb(stream: Readable): ReadableStream<Uint8Array> {
  return Readable.toWeb(stream) as unknown as ReadableStream<Uint8Array>; // one class at run time, declared twice
}

function fromWeb(stream: ReadableStream<Uint8Array>): Readable {
  const bytes = Readable.fromWeb(stream as unknown as NodeStream<Uint8Array>); // the same the other way
  // It may fail before anybody reads: whoever reads it then still meets the error.
  bytes.on('error', () => undefined);
  return bytes;
}
