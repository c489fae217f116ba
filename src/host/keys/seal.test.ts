import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openSealed, seal, sealBytes } from './seal.ts';

const key = randomBytes(32);

test('whatever is sealed opens as it was, and two seals of it have nothing in common', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.string(), (bytes, aad) => {
      const sealed = seal(key, bytes, aad);
      expect(sealed).toHaveLength(bytes.length + sealBytes);
      expect(openSealed(key, sealed, aad)).toEqual(Buffer.from(bytes));
      expect(seal(key, bytes, aad)).not.toEqual(sealed);
    }),
  );
});

test('one flipped bit anywhere, a cut, another purpose or another key opens nothing', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), fc.nat(), fc.integer({ min: 0, max: 7 }), (bytes, where, bit) => {
      const sealed = seal(key, bytes, 'pin');
      const at = where % sealed.length;
      const flipped = Buffer.from(sealed);
      flipped[at] = (flipped[at] ?? 0) ^ (1 << bit);
      expect(openSealed(key, flipped, 'pin')).toBeUndefined();
      expect(openSealed(key, sealed.subarray(0, at), 'pin')).toBeUndefined();
      expect(openSealed(key, sealed, 'pins')).toBeUndefined();
      expect(openSealed(randomBytes(32), sealed, 'pin')).toBeUndefined();
    }),
  );
});
