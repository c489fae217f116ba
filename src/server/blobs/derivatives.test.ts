import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import sharp from 'sharp';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Failure } from '#contract/failure.ts';
import type { Sha256 } from '#domain/identity.ts';
import type { BlobStore } from './blob-store.ts';
import { createDerivatives } from './derivatives.ts';

const sha256 = 'ab'.repeat(32) as Sha256;

let root: string;
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'copies-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

/** A store of one blob, read as each of these says in turn. */
function storeOf(...reads: (() => Readable)[]): BlobStore {
  const unasked = async () => Promise.reject(new Error('not asked'));
  const find = async () => ({ size: 1, read: () => reads.shift()?.() ?? Readable.from([]) });
  return { find, receive: unasked, adopt: unasked, probe: unasked };
}

/** Breaks off after some bytes, as a line to S3 does. */
const broken = (picture: Buffer) => () =>
  Readable.from(
    (async function* () {
      yield picture.subarray(0, 50);
      throw new Failure('BUSY');
    })(),
  );

test('a line to the blobs that breaks ends one request and not the server: it says so, and the copy is made when it is asked for again', async () => {
  const picture = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#336699' } })
    .jpeg()
    .toBuffer();
  const copies = createDerivatives(
    storeOf(broken(picture), () => Readable.from([picture])),
    root,
  );
  await expect(copies.make(sha256, 'thumb')).rejects.toMatchObject({ code: 'BUSY' });
  expect(await readdir(root)).toEqual([]);
  expect(await copies.make(sha256, 'thumb')).toBe(path.join(root, 'thumb', 'ab', `${sha256}.jpg`));
});

test('what is no picture has no copy', async () => {
  const copies = createDerivatives(
    storeOf(() => Readable.from([Buffer.from('no picture')])),
    root,
  );
  await expect(copies.make(sha256, 'thumb')).rejects.toMatchObject({ code: 'NOT_FOUND' });
});
