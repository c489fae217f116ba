import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findSealed, seal } from './sealing.ts';

const key = randomBytes(32);

test('what was sealed opens with its key, about the same thing, and never twice alike', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.string(), (bytes, about) => {
      const sealed = seal(key, about, bytes);
      expect(findSealed(key, about, sealed)).toEqual(Buffer.from(bytes));
      expect(findSealed(randomBytes(32), about, sealed)).toBeUndefined();
      expect(findSealed(key, `${about}.`, sealed)).toBeUndefined();
      expect(seal(key, about, bytes)).not.toEqual(sealed);
    }),
  );
});

test('no byte can change, and none can be missing', () => {
  const sealed = seal(key, 'about', Buffer.from('张伟 13800000000'));
  for (let at = 0; at < sealed.length; at++) {
    const changed = Buffer.from(sealed);
    changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
    expect(findSealed(key, 'about', changed)).toBeUndefined();
    expect(findSealed(key, 'about', sealed.subarray(0, at))).toBeUndefined();
  }
});
