import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { type BundleFile, manifestName, signatureName } from '#contract/courier.ts';
import { Failure } from '#contract/failure.ts';
import { Sha256 } from '#domain/identity.ts';
import { renameStubborn } from './rename.ts';
import { sealTo } from './seal.ts';

/** Adds a file and waits until its bytes have gone through: only one is in memory at a time. */
export type AddFile = (name: string, bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>) => Promise<BundleFile>;

export interface BundleContent {
  /** The raw X25519 keys of those it is for. */
  boxKeys: readonly Uint8Array[];
  /** Signs the manifest, of which it is given the SHA-256. */
  sign(digest: string): string;
  /** Adds the files and answers the manifest without their list. */
  fill(add: AddFile): Promise<object>;
}

/** The same moment in every ZIP: when a bundle was made is said where it is signed, or not at all. */
const zipOptions = { compress: false, mtime: new Date(1980, 0, 1), mode: 0o100600 };

/**
 * Writes a sealed bundle: beside, fsynced, renamed, read back and rehashed [CR1]. Answers its size in bytes. A bundle that is not finished
 * leaves nothing behind. @throws Failure stick-full, stick-unwritable, or what `fill` throws
 */
export async function writeBundle(place: string, content: BundleContent): Promise<number> {
  const beside = `${place}.${randomUUID().slice(0, 8)}.part`;
  try {
    const written = await writeBeside(beside, content);
    await renameStubborn(beside, place);
    await syncFolder(path.dirname(place));
    const found = await hashAll(createReadStream(place));
    if (found.sha256 === written.sha256) return written.size;
    await rm(place, { force: true });
    throw new Failure('stick-unwritable', { file: path.basename(place) });
  } catch (error) {
    await rm(beside, { force: true }).catch(() => undefined);
    throw stickFailure(error);
  }
}

/** Whichever fails first is why: a disk that fails leaves the filling waiting for ever. */
async function writeBeside(beside: string, content: BundleContent): Promise<{ sha256: string; size: number }> {
  const zip = new ZipFile();
  const plain = zip.outputStream as Readable;
  // Whoever adds a file hears of what went wrong with it.
  zip.on('error', () => undefined);
  const writing = sealTo(content.boxKeys, plain).then((sealed) => writeSynced(beside, sealed));
  const filling = fillZip(zip, content).catch((error: unknown) => {
    plain.destroy(new Error('not filled'));
    throw error;
  });
  try {
    const [written] = await Promise.all([writing, filling]);
    return written;
  } catch (error) {
    await writing.catch(() => undefined);
    throw error;
  }
}

async function fillZip(zip: ZipFile, { sign, fill }: BundleContent): Promise<void> {
  const files: BundleFile[] = [];
  const manifest = await fill(async (name, bytes) => {
    const file = await addFile(zip, name, bytes);
    files.push(file);
    return file;
  });
  const text = Buffer.from(JSON.stringify({ ...manifest, files }));
  zip.addBuffer(text, manifestName, zipOptions);
  zip.addBuffer(Buffer.from(sign(createHash('sha256').update(text).digest('hex'))), signatureName, zipOptions);
  zip.end();
}

function addFile(zip: ZipFile, name: string, bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<BundleFile> {
  const hash = createHash('sha256');
  let size = 0;
  async function* counted() {
    for await (const chunk of bytes) {
      hash.update(chunk);
      size += chunk.byteLength;
      yield chunk;
    }
  }
  return new Promise((resolve, reject) => {
    zip.addReadStreamLazy(name, zipOptions, (give) => {
      const stream = Readable.from(counted(), { objectMode: false });
      stream.once('end', () => resolve({ name, sha256: Sha256.parse(hash.digest('hex')), size }));
      stream.once('error', reject);
      give(null, stream);
    });
  });
}

async function writeSynced(place: string, source: Readable): Promise<{ sha256: string; size: number }> {
  const file = await open(place, 'wx', 0o600).catch((error: unknown) => {
    source.destroy();
    throw error;
  });
  try {
    const written = await hashAll(source, async (chunk) => void (await file.writeFile(chunk)));
    await file.sync();
    return written;
  } finally {
    await file.close();
  }
}

async function hashAll(
  source: AsyncIterable<Uint8Array>,
  each: (chunk: Uint8Array) => Promise<void> = async () => undefined,
): Promise<{ sha256: string; size: number }> {
  const hash = createHash('sha256');
  let size = 0;
  for await (const chunk of source) {
    hash.update(chunk);
    size += chunk.byteLength;
    await each(chunk);
  }
  return { sha256: hash.digest('hex'), size };
}

/** Windows has no such call: NTFS journals its folders. Some sticks' file systems refuse it, and then the rename is all there is. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  await handle.sync().catch(() => undefined);
  await handle.close();
}

/** What a stick's file system says, as people are told. */
export function stickFailure(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error && 'syscall' in error ? error.code : undefined;
  if (code === undefined) return error;
  return new Failure(code === 'ENOSPC' || code === 'EDQUOT' ? 'stick-full' : 'stick-unwritable', {}, { cause: error });
}
