import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const algorithm = 'aes-256-gcm';
const mark = Buffer.from('CHS1', 'latin1');
const saltBytes = 32;
const tagBytes = 16;

/** Plain bytes of every chunk but the last. */
export const chunkBytes = 256 * 1024;
export const headerBytes = mark.length + saltBytes;

/**
 * A whole file, sealed in chunks as in the STREAM construction: `CHS1`, 32 random bytes, then chunk after chunk of ciphertext and tag.
 * Each file has a key of its own, from `key`, its random bytes and `about` (what the file is: in another place it does not open). A
 * chunk's nonce is its number and whether it is the last: a chunk that was changed, moved, dropped or added makes the whole file unreadable.
 */
export function sealFile(key: Uint8Array, about: string, bytes: Uint8Array): Buffer {
  const chunks = countChunks(bytes.byteLength, chunkBytes);
  const sealed = Buffer.allocUnsafe(headerBytes + bytes.byteLength + chunks * tagBytes);
  const salt = randomBytes(saltBytes);
  mark.copy(sealed);
  salt.copy(sealed, mark.length);
  const fileKey = fileKeyOf(key, salt, about);

  let at = headerBytes;
  for (let i = 0; i < chunks; i++) {
    const cipher = createCipheriv(algorithm, fileKey, nonceOf(i, chunks), { authTagLength: tagBytes });
    at += cipher.update(bytes.subarray(i * chunkBytes, (i + 1) * chunkBytes)).copy(sealed, at);
    cipher.final();
    at += cipher.getAuthTag().copy(sealed, at);
  }
  return sealed;
}

/** All the bytes as they were, or undefined when anything about them, the key or `about` is another: never a part of them. */
export function findFile(key: Uint8Array, about: string, sealed: Uint8Array): Buffer | undefined {
  const chunks = findChunks(key, about, sealed);
  return chunks && Buffer.concat(chunks);
}

/** The same, chunk by chunk as they were opened: for who sends them on, and needs no copy in one piece. */
export function findChunks(key: Uint8Array, about: string, sealed: Uint8Array): Buffer[] | undefined {
  const body = sealed.byteLength - headerBytes;
  if (body < tagBytes || !isSealedFile(sealed)) return undefined;
  const count = countChunks(body, chunkBytes + tagBytes);
  const fileKey = fileKeyOf(key, sealed.subarray(mark.length, headerBytes), about);
  const chunks: Buffer[] = [];
  for (let i = 0; i < count; i++) {
    const start = headerBytes + i * (chunkBytes + tagBytes);
    const opened = findChunk(fileKey, nonceOf(i, count), sealed.subarray(start, start + chunkBytes + tagBytes));
    if (opened === undefined) return undefined;
    chunks.push(opened);
  }
  return chunks;
}

/** Whether these are the first bytes of a sealed file: no picture and no PDF begins so. */
export function isSealedFile(bytes: Uint8Array): boolean {
  return mark.every((byte, i) => bytes[i] === byte);
}

/** An empty file has one empty chunk: without it, nothing would say that it ends there. */
function countChunks(bytes: number, size: number): number {
  return Math.max(1, Math.ceil(bytes / size));
}

function findChunk(key: Uint8Array, nonce: Uint8Array, sealed: Uint8Array): Buffer | undefined {
  const end = sealed.byteLength - tagBytes;
  if (end < 0) return undefined;
  const decipher = createDecipheriv(algorithm, key, nonce, { authTagLength: tagBytes }).setAuthTag(sealed.subarray(end));
  const opened = decipher.update(sealed.subarray(0, end));
  try {
    decipher.final();
    return opened;
  } catch {
    return undefined;
  }
}

function fileKeyOf(key: Uint8Array, salt: Uint8Array, about: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', key, salt, `chaihuan/file/${about}`, 32));
}

/** Eleven bytes of number, one that is 1 in the last chunk. */
function nonceOf(i: number, chunks: number): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt32BE(i, 7);
  nonce[11] = i === chunks - 1 ? 1 : 0;
  return nonce;
}
