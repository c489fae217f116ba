import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Sha256 } from '#domain/identity.ts';
import type { PhotoSize } from '#domain/photo.ts';
import { createDataKey } from '../keys/data-key.ts';
import { chunkBytes } from '../keys/sealed-file.ts';
import { hashBytes } from './hash.ts';
import { createSealedVault, type SealedVault } from './vault.ts';

const dataKey = createDataKey();
const bytes = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), randomBytes(chunkBytes + 5000)]);
const sha256 = hashBytes(bytes);
const never = new AbortController().signal;

let folder: string;
let vault: SealedVault;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vault-'));
  vault = createSealedVault(folder, dataKey);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function files(): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** The hash of the original as the vault gives it: half a megabyte is compared faster so. */
async function hashIn(from: SealedVault): Promise<Sha256 | undefined> {
  const read = await from.read(sha256, 'original');
  return read && hashBytes(read);
}

async function onlyFile(): Promise<string> {
  const [path, ...others] = await files();
  if (path === undefined || others.length > 0) throw new Error(`${others.length} files too many`);
  return path;
}

describe('the vault', () => {
  test('gives back every size as it was written, under any run of the program with the same key', async () => {
    await vault.write(sha256, 'original', bytes);
    await vault.write(sha256, 'thumb', Buffer.from('small'));
    const again = createSealedVault(folder, dataKey);
    expect(await hashIn(again)).toBe(sha256);
    expect(await again.read(sha256, 'thumb')).toEqual(Buffer.from('small'));
    expect([await again.has(sha256, 'thumb'), await again.has(sha256, 'display')]).toEqual([true, false]);
    expect(await again.read(sha256, 'display')).toBeUndefined();
    await again.drop(sha256, 'thumb');
    expect([await again.has(sha256, 'thumb'), await again.read(sha256, 'thumb')]).toEqual([false, undefined]);
  });

  test('tells by no name and no byte what lies in it, and nothing under another key', async () => {
    await vault.write(sha256, 'original', bytes);
    const path = await onlyFile();
    expect(path).not.toContain(sha256);
    expect((await readFile(path)).includes(bytes.subarray(4, 36))).toBe(false);
    const stranger = createSealedVault(folder, createDataKey());
    expect([await stranger.has(sha256, 'original'), await stranger.read(sha256, 'original')]).toEqual([false, undefined]);
  });

  test('never gives wrong bytes: any flipped bit and any cut is a photo that is there and cannot be read', async () => {
    await vault.write(sha256, 'original', bytes);
    const path = await onlyFile();
    const whole = await readFile(path);
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.integer({ min: 0, max: 7 }), fc.boolean(), async (at, bit, cut) => {
        const broken = Buffer.from(cut ? whole.subarray(0, at) : whole);
        if (!cut) broken.writeUInt8(broken.readUInt8(at) ^ (1 << bit), at);
        await writeFile(path, broken);
        expect([await vault.has(sha256, 'original'), await vault.read(sha256, 'original')]).toEqual([true, undefined]);
      }),
      { numRuns: 60 },
    );
  });

  test('two files that changed places are both unreadable', async () => {
    await vault.write(sha256, 'display', bytes);
    const display = await onlyFile();
    await vault.write(sha256, 'thumb', bytes);
    const thumb = (await files()).find((path) => path !== display) ?? '';
    const [one, other] = [await readFile(display), await readFile(thumb)];
    await writeFile(display, other);
    await writeFile(thumb, one);
    expect([await vault.read(sha256, 'display'), await vault.read(sha256, 'thumb')]).toEqual([undefined, undefined]);
  });

  test('[A2] a whole original is never written again; a damaged one is, when the same picture comes again', async () => {
    await vault.write(sha256, 'original', bytes);
    const path = await onlyFile();
    const first = await readFile(path);
    await vault.write(sha256, 'original', bytes);
    expect((await readFile(path)).equals(first)).toBe(true);
    await writeFile(path, first.subarray(0, 1000));
    await vault.write(sha256, 'original', bytes);
    expect(await hashIn(vault)).toBe(sha256);
  });
});

describe('photos of a version that did not seal', () => {
  const plainPath = (size: PhotoSize, of: Sha256 = sha256) => join(folder, size, of.slice(0, 2), of);

  async function leave(size: PhotoSize, content: Uint8Array, of: Sha256 = sha256): Promise<void> {
    await mkdir(dirname(plainPath(size, of)), { recursive: true });
    await writeFile(plainPath(size, of), content);
  }

  test('are read where they lie, and are sealed by the pass that leaves no plain file and no old folder', async () => {
    await leave('original', bytes);
    await leave('thumb', Buffer.from('small'));
    await writeFile(`${plainPath('thumb')}.0a1b2c.part`, 'sm');
    expect(await hashIn(vault)).toBe(sha256);
    await vault.sealPlain(never);
    expect(await readdir(folder)).not.toEqual(expect.arrayContaining(['original']));
    expect((await files()).filter((path) => path.includes(sha256))).toEqual([]);
    expect(await hashIn(vault)).toBe(sha256);
    expect(await vault.read(sha256, 'thumb')).toEqual(Buffer.from('small'));
  });

  test('are sealed by the next write, and an older copy is never sealed over a newer one', async () => {
    await leave('display', Buffer.from('older'));
    await Promise.all([vault.sealPlain(never), vault.write(sha256, 'display', Buffer.from('newer')), vault.sealPlain(never)]);
    expect(await vault.read(sha256, 'display')).toEqual(Buffer.from('newer'));
    await leave('display', Buffer.from('left by a kill between sealing and removing'));
    await vault.sealPlain(never);
    expect(await vault.read(sha256, 'display')).toEqual(Buffer.from('newer'));
    expect(await files()).toHaveLength(1);
  });

  test('are read by somebody while the pass is under way, whichever comes first', async () => {
    await leave('original', bytes);
    const [, ...reads] = await Promise.all([vault.sealPlain(never), ...Array.from({ length: 20 }, () => vault.read(sha256, 'original'))]);
    expect(reads.every((read) => read !== undefined && bytes.equals(read))).toBe(true);
  });

  test('stay readable when the pass is broken off, and the next pass ends it', async () => {
    const many = Array.from({ length: 12 }, (_, i) => Buffer.from(`photo ${i}`));
    for (const photo of many) await leave('original', photo, hashBytes(photo));
    const closing = new AbortController();
    const pass = vault.sealPlain(closing.signal);
    await vault.read(hashBytes(many[0] ?? bytes), 'original');
    closing.abort();
    await pass;
    for (const photo of many) expect(await vault.read(hashBytes(photo), 'original')).toEqual(photo);
    await vault.sealPlain(never);
    for (const photo of many) expect(await vault.read(hashBytes(photo), 'original')).toEqual(photo);
    expect(await files()).toHaveLength(many.length);
  });

  test('are sealed though one of them cannot be', async () => {
    const unreadable = hashBytes(Buffer.from('a folder where a photo was'));
    await mkdir(plainPath('thumb', unreadable), { recursive: true });
    await leave('original', bytes);
    await expect(vault.sealPlain(never)).rejects.toThrow('1 plain photos');
    expect(existsSync(plainPath('original'))).toBe(false);
    expect(await hashIn(vault)).toBe(sha256);
  });

  test('are not read when they are no longer what their name says', async () => {
    await leave('original', Buffer.from('another picture'));
    expect(await vault.read(sha256, 'original')).toBeUndefined();
    await vault.sealPlain(never);
    expect(await vault.read(sha256, 'original')).toBeUndefined();
    await vault.write(sha256, 'original', bytes);
    expect(await hashIn(vault)).toBe(sha256);
  });
});
