import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chunkBytes, findFile, headerBytes, isSealedFile, sealFile } from './sealed-file.ts';

const key = randomBytes(32);
const about = 'original';
const sealedChunk = chunkBytes + 16;
const sizes = [0, 1, chunkBytes - 1, chunkBytes, chunkBytes + 1, 3 * chunkBytes, 3 * chunkBytes + 7];

describe('a sealed file', () => {
  test.each(sizes)('of %i bytes opens as it was, and has nothing in common with a second seal of the same', (size) => {
    const bytes = randomBytes(size);
    const sealed = sealFile(key, about, bytes);
    expect(isSealedFile(sealed)).toBe(true);
    expect(findFile(key, about, sealed)?.equals(bytes)).toBe(true);
    expect(sealFile(key, about, bytes).subarray(4, 60)).not.toEqual(sealed.subarray(4, 60));
  });

  test('opens under no other key and as nothing else', () => {
    const sealed = sealFile(key, about, randomBytes(100));
    expect(findFile(randomBytes(32), about, sealed)).toBeUndefined();
    expect(findFile(key, 'display', sealed)).toBeUndefined();
  });

  const whole = sealFile(key, about, randomBytes(2 * chunkBytes + 1000));
  const anywhere = fc.integer({ min: 0, max: whole.length - 1 });
  /** Where formats break: header, first and last bytes of chunks. */
  const edges = fc.constantFrom(0, 3, 4, headerBytes - 1, headerBytes, headerBytes + sealedChunk - 1, headerBytes + sealedChunk);

  test('with one flipped bit anywhere does not open', () => {
    fc.assert(
      fc.property(fc.oneof(anywhere, edges), fc.integer({ min: 0, max: 7 }), (at, bit) => {
        const flipped = Buffer.from(whole);
        flipped.writeUInt8(flipped.readUInt8(at) ^ (1 << bit), at);
        expect(findFile(key, about, flipped)).toBeUndefined();
      }),
    );
  });

  test('cut at any byte does not open, nor with bytes behind its end', () => {
    fc.assert(
      fc.property(fc.oneof(anywhere, edges), (at) => {
        expect(findFile(key, about, whole.subarray(0, at))).toBeUndefined();
        expect(findFile(key, about, Buffer.concat([whole, whole.subarray(at)]))).toBeUndefined();
      }),
    );
  });

  test('with chunks swapped, dropped, doubled or taken from another file does not open', () => {
    const parts = (sealed: Buffer) => {
      const chunks: Buffer[] = [];
      for (let at = headerBytes; at < sealed.length; at += sealedChunk) chunks.push(sealed.subarray(at, at + sealedChunk));
      return { header: sealed.subarray(0, headerBytes), chunks };
    };
    const one = parts(sealFile(key, about, randomBytes(4 * chunkBytes)));
    const other = parts(sealFile(key, about, randomBytes(4 * chunkBytes)));
    const pick = fc.record({ from: fc.constantFrom(one, other), i: fc.integer({ min: 0, max: 3 }) });
    fc.assert(
      fc.property(fc.array(pick, { maxLength: 6 }), (picks) => {
        const untouched = picks.length === 4 && picks.every(({ from, i }, at) => from === one && i === at);
        fc.pre(!untouched);
        const made = Buffer.concat([one.header, ...picks.map(({ from, i }) => from.chunks[i] ?? Buffer.alloc(0))]);
        expect(findFile(key, about, made)).toBeUndefined();
      }),
    );
  });
});
