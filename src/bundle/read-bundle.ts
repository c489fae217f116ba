import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { type Entry, fromBufferPromise, type Options, openPromise, type ZipFile } from 'yauzl';
import { z } from 'zod';
import { type BundleFile, courierLimits, manifestName, signatureName } from '#contract/courier.ts';
import { Failure } from '#contract/failure.ts';
import { damagedUnlessDisk } from './seal.ts';

/** An unsealed bundle whose names and sizes are right. Its manifest is still nobody's word until `sig` was held against a key. */
export interface OpenBundle<M> {
  manifest: M;
  /** SHA-256 of the manifest as it lies there. */
  digest: string;
  sig: string;
  /** A file's bytes; they end with Failure bundle-damaged where they are not those that were listed. */
  read(name: string): AsyncIterable<Buffer>;
  close(): void;
}

const Listed = z.object({ format: z.string(), files: z.array(z.object({ name: z.string(), size: z.int(), sha256: z.string() })) });
const zipOptions: Options = { lazyEntries: true, autoClose: false, strictFileNames: true, validateEntrySizes: true };

/** The names there may be, besides manifest and signature. Nothing in a bundle is ever unpacked under a name it brought along. */
const knownName = /^(?:photos\/[0-9a-f]{64}|[a-z]+\.(?:ndjson|json))$/;

/**
 * Opens an unsealed bundle: a file, or bytes in memory. Before a byte of its content is unpacked, every entry is stored, not compressed, has a
 * known name, once, and exactly the size that the manifest lists [CR2]. @throws Failure bundle-damaged, bundle-newer
 */
export async function openBundle<M extends { format: string; files: BundleFile[] }>(
  source: string | Buffer,
  schema: z.ZodType<M>,
  format: string,
): Promise<OpenBundle<M>> {
  const zip = await openZip(source);
  try {
    const entries = await listEntries(zip);
    const text = await readSmall(zip, entries.get(manifestName), courierLimits.manifestBytes);
    const raw: unknown = JSON.parse(text.toString('utf8'));
    const { format: written, files } = Listed.parse(raw);
    if (written !== format) throw new Failure(written.startsWith(format.slice(0, 3)) ? 'bundle-newer' : 'bundle-damaged');
    requireListed(entries, files);
    const sig = (await readSmall(zip, entries.get(signatureName), 1024)).toString('latin1');
    return {
      manifest: schema.parse(raw),
      digest: createHash('sha256').update(text).digest('hex'),
      sig,
      read: (name) => readListed(zip, entries.get(name), files.find((file) => file.name === name)?.sha256),
      close: () => zip.close(),
    };
  } catch (error) {
    zip.close();
    throw damagedUnlessDisk(error);
  }
}

function openZip(source: string | Buffer): Promise<ZipFile> {
  const opening = typeof source === 'string' ? openPromise(source, zipOptions) : fromBufferPromise(source, zipOptions);
  return opening.catch((error: unknown) => {
    throw damagedUnlessDisk(error);
  });
}

async function listEntries(zip: ZipFile): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>();
  let total = 0;
  for await (const entry of zip.eachEntry()) {
    total += entry.uncompressedSize;
    const plain = entry.compressionMethod === 0 && !entry.isEncrypted() && entry.compressedSize === entry.uncompressedSize;
    // Stored files that overlap would add up to more than there is.
    if (!plain || entries.has(entry.fileName) || total > zip.fileSize || entries.size > courierLimits.partPhotos + 10) throw damaged();
    entries.set(entry.fileName, entry);
  }
  return entries;
}

const damaged = () => new Failure('bundle-damaged');

function requireListed(entries: Map<string, Entry>, files: z.infer<typeof Listed>['files']): void {
  const names = new Set(files.map(({ name }) => name));
  const right = files.every(({ name, size }) => knownName.test(name) && entries.get(name)?.uncompressedSize === size);
  if (!right || names.size !== files.length || entries.size !== files.length + 2) throw damaged();
}

async function readSmall(zip: ZipFile, entry: Entry | undefined, limit: number): Promise<Buffer> {
  if (entry === undefined || entry.uncompressedSize > limit) throw damaged();
  return buffer(await zip.openReadStreamPromise(entry));
}

async function* readListed(zip: ZipFile, entry: Entry | undefined, sha256: string | undefined): AsyncGenerator<Buffer> {
  if (entry === undefined || sha256 === undefined) throw damaged();
  const hash = createHash('sha256');
  try {
    for await (const chunk of await zip.openReadStreamPromise(entry)) {
      hash.update(chunk);
      yield chunk;
    }
  } catch (error) {
    throw damagedUnlessDisk(error);
  }
  if (hash.digest('hex') !== sha256) throw damaged();
}

/** A page of the feed, its envelope included, is far below. */
const lineBytes = 8 * 1024 * 1024;

/** The lines of such a file, each parsed. @throws Failure bundle-damaged */
export async function* parseLines<T>(bytes: AsyncIterable<Buffer>, parse: (line: unknown) => T): AsyncGenerator<T> {
  let rest: Buffer = Buffer.alloc(0);
  try {
    for await (const chunk of bytes) {
      rest = Buffer.concat([rest, chunk]);
      if (rest.length > lineBytes + chunk.length) throw damaged();
      for (let end = rest.indexOf(0x0a); end !== -1; end = rest.indexOf(0x0a)) {
        yield parse(JSON.parse(rest.toString('utf8', 0, end)));
        rest = rest.subarray(end + 1);
      }
    }
    if (rest.length > 0) throw damaged();
  } catch (error) {
    throw damagedUnlessDisk(error);
  }
}
