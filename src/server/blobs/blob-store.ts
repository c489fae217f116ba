import type { Readable } from 'node:stream';
import type { Sha256 } from '#domain/identity.ts';
import type { Rescue } from './durable-file.ts';

/**
 * Where photos live, named by the SHA-256 of their bytes [A2]. When `receive` or `adopt` resolves, the bytes hash right, are
 * durable and in place [P6]; a blob already there is left as it is.
 */
export interface BlobStore {
  /** Keeps a stream of at most `limit` bytes; answers its size. What had come of one that breaks is the `rescue`'s. @throws Failure BLOB_HASH, TOO_BIG, DISK, BUSY */
  receive(sha256: Sha256, source: Readable, limit: number, rescue?: Rescue): Promise<number>;
  /** Takes over a finished file, which is gone afterwards; answers its size. @throws Failure BLOB_HASH, DISK, BUSY, NOT_FOUND */
  adopt(sha256: Sha256, file: string): Promise<number>;
  /** The bytes; undefined where the blob is not here. */
  find(sha256: Sha256): Promise<{ size: number; read(): Readable } | undefined>;
  /** Keeps a few bytes and drops them again: whether a blob could be kept now. @throws Failure DISK, BUSY */
  probe(): Promise<void>;
}
