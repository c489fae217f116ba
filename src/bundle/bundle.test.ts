import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ZipFile } from 'yazl';
import { z } from 'zod';
import { Sha256 } from '#domain/identity.ts';
import { openObject } from '#domain/open-object.ts';
import { identityOf, rawPrivateKey, recipientOf } from './age-key.ts';
import { openBundle, parseLines } from './read-bundle.ts';
import { sealTo, unseal } from './seal.ts';
import { writeBundle } from './write-bundle.ts';

const Manifest = openObject({
  format: z.literal('tst1'),
  about: z.string(),
  files: z.array(z.object({ name: z.string(), sha256: Sha256, size: z.int() })),
});

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stick-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function boxPair() {
  const { publicKey, privateKey } = generateKeyPairSync('x25519');
  const raw = Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url');
  return { publicKey: raw, privateKey: rawPrivateKey(privateKey.export({ format: 'der', type: 'pkcs8' })) };
}

const own = boxPair();
const photo = randomBytes(200_000);
const photoName = `photos/${'a'.repeat(64)}`;

const write = (place: string, format = 'tst1') =>
  writeBundle(place, {
    boxKeys: [own.publicKey],
    sign: (digest) => `signed ${digest}`,
    fill: async (add) => {
      await add('lines.ndjson', [Buffer.from('{"n":1}\n{"n":'), Buffer.from('2}\n')]);
      await add(photoName, [photo]);
      return { format, about: 'a day' };
    },
  });

async function unsealed(place: string, key = own.privateKey): Promise<Buffer> {
  return buffer(await unseal(key, createReadStream(place)));
}

test('raw keys are spelled as age spells its own', async () => {
  expect(await identityToRecipient(identityOf(own.privateKey))).toBe(recipientOf(own.publicKey));
  expect(identityOf(own.privateKey)).toMatch(/^AGE-SECRET-KEY-1[0-9A-Z]{58}$/);
  expect((await generateX25519Identity()).length).toBe(identityOf(own.privateKey).length);
});

test('[CR1] what was written is read again, signed and whole, and nothing lies beside it', async () => {
  const place = join(folder, 'x.chb');
  const size = await write(place);
  expect(await readdir(folder)).toEqual(['x.chb']);
  expect((await readFile(place)).length).toBe(size);
  const bundle = await openBundle(await unsealed(place), Manifest, 'tst1');
  expect(bundle.manifest).toMatchObject({
    about: 'a day',
    files: [
      { name: 'lines.ndjson', size: 16 },
      { name: photoName, size: 200_000 },
    ],
  });
  expect(bundle.sig).toBe(`signed ${bundle.digest}`);
  const lines: unknown[] = [];
  for await (const line of parseLines(bundle.read('lines.ndjson'), (each) => each)) lines.push(line);
  expect(lines).toEqual([{ n: 1 }, { n: 2 }]);
  expect((await buffer(bundle.read(photoName))).equals(photo)).toBe(true);
});

test('[CR1] a bundle that cannot be filled, or not written, leaves nothing behind', async () => {
  const place = join(folder, 'x.chb');
  const cut = writeBundle(place, {
    boxKeys: [own.publicKey],
    sign: () => '',
    fill: async (add) => {
      await add(photoName, [photo]);
      throw new Error('stopped');
    },
  });
  await expect(cut).rejects.toThrow('stopped');
  expect(await readdir(folder)).toEqual([]);
  const full = writeBundle(place, {
    boxKeys: [own.publicKey],
    sign: () => '',
    fill: () => Promise.reject(Object.assign(new Error('no room'), { code: 'ENOSPC', syscall: 'write' })),
  });
  await expect(full).rejects.toMatchObject({ code: 'stick-full' });
  expect(await readdir(folder)).toEqual([]);
  await expect(write(join(folder, 'no', 'such', 'x.chb'))).rejects.toMatchObject({ code: 'stick-unwritable' });
});

test('[CR3] another key is bundle-foreign; a flipped bit anywhere, and what is no bundle, is bundle-damaged', async () => {
  const place = join(folder, 'x.chb');
  await write(place);
  await expect(unsealed(place, boxPair().privateKey)).rejects.toMatchObject({ code: 'bundle-foreign' });
  const good = await readFile(place);
  for (const at of [5, 100, 250, good.length >> 1, good.length - 5]) {
    const bad = Buffer.from(good);
    bad[at] = (bad[at] ?? 0) ^ 1;
    await writeFile(place, bad);
    await expect(unsealed(place), `byte ${at}`).rejects.toThrow();
  }
  await writeFile(place, 'hello');
  await expect(unsealed(place)).rejects.toMatchObject({ code: 'bundle-damaged' });
});

test('[CR3] a newer format is bundle-newer, another kind of file is bundle-damaged', async () => {
  const place = join(folder, 'x.chb');
  await write(place, 'tst2');
  await expect(openBundle(await unsealed(place), Manifest, 'tst1')).rejects.toMatchObject({ code: 'bundle-newer' });
  await write(place, 'other1');
  await expect(openBundle(await unsealed(place), Manifest, 'tst1')).rejects.toMatchObject({ code: 'bundle-damaged' });
});

/** A ZIP by hand, with a manifest that lists what it is told to. */
async function zipOf(entries: [string, Buffer, boolean?][], listed: { name: string; size: number }[]): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, bytes, compress = false] of entries) zip.addBuffer(bytes, name, { compress });
  const files = listed.map((file) => ({ ...file, sha256: 'b'.repeat(64) }));
  zip.addBuffer(Buffer.from(JSON.stringify({ format: 'tst1', about: '', files })), 'manifest.json', { compress: false });
  zip.addBuffer(Buffer.from('sig'), 'manifest.sig', { compress: false });
  zip.end();
  return buffer(zip.outputStream as Readable);
}

const ten = Buffer.alloc(10);

test.each<[string, [string, Buffer, boolean?][], { name: string; size: number }[]]>([
  ['a file that nobody listed', [['lines.ndjson', ten]], []],
  ['a listed file that is not there', [], [{ name: 'lines.ndjson', size: 10 }]],
  ['another size than listed', [['lines.ndjson', ten]], [{ name: 'lines.ndjson', size: 11 }]],
  ['a name of its own', [['setup.exe', ten]], [{ name: 'setup.exe', size: 10 }]],
  [
    'a compressed file, which may be a bomb',
    [['lines.ndjson', Buffer.alloc(1_000_000), true]],
    [{ name: 'lines.ndjson', size: 1_000_000 }],
  ],
  [
    'a name that comes twice',
    [
      ['lines.ndjson', ten],
      ['lines.ndjson', ten],
    ],
    [{ name: 'lines.ndjson', size: 10 }],
  ],
])('[CR2] %s is refused before a byte is unpacked', async (_, entries, listed) => {
  await expect(openBundle(await zipOf(entries, listed), Manifest, 'tst1')).rejects.toMatchObject({ code: 'bundle-damaged' });
});

test('[CR2] a name that climbs out of its folder is refused', async () => {
  const name = `photos/${'a'.repeat(64)}`;
  const zip = await zipOf([[name, ten]], [{ name, size: 10 }]);
  const climbing = Buffer.from(zip.toString('latin1').replaceAll(name, `../../${'a'.repeat(name.length - 6)}`), 'latin1');
  await expect(openBundle(climbing, Manifest, 'tst1')).rejects.toMatchObject({ code: 'bundle-damaged' });
});

test('[CR2] bytes that do not hash as listed end in bundle-damaged', async () => {
  const bundle = await openBundle(await zipOf([['lines.ndjson', ten]], [{ name: 'lines.ndjson', size: 10 }]), Manifest, 'tst1');
  await expect(buffer(bundle.read('lines.ndjson'))).rejects.toMatchObject({ code: 'bundle-damaged' });
});

test('what is sealed can be as long as it likes: it streams', async () => {
  const pieces = Array.from({ length: 40 }, () => randomBytes(70_000));
  const back = await buffer(await unseal(own.privateKey, await sealTo([own.publicKey], Readable.from(pieces, { objectMode: false }))));
  expect(back.equals(Buffer.concat(pieces))).toBe(true);
});
