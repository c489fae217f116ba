import { describe, expect, test } from 'vitest';
import { createSeal } from './seal.ts';
import { otherKey, storeKey } from './testing/store-key.ts';

const seal = createSeal(storeKey);
const damaged = expect.objectContaining({ code: 'store-damaged' });

describe('what is sealed', () => {
  const value = { contactName: '王某', phone: '13812349839', parties: [null, 1.5, true] };

  test('opens with the same key at the same place, and only there', () => {
    const sealed = seal.close(value, 'view\n1');
    expect(createSeal(storeKey).open(sealed, 'view\n1')).toEqual(value);
    expect(() => seal.open(sealed, 'view\n2')).toThrow(damaged);
    expect(() => seal.open(sealed, 'rows\n1')).toThrow(damaged);
    expect(() => createSeal(otherKey).open(sealed, 'view\n1')).toThrow(damaged);
  });

  test('does not open once any byte of it is another', () => {
    const sealed = seal.close(value, 'view\n1');
    for (let at = 0; at < sealed.length; at += 1) {
      const flipped = sealed.slice();
      flipped[at] = (flipped[at] ?? 0) ^ 1;
      expect(() => seal.open(flipped, 'view\n1')).toThrow(damaged);
    }
  });

  test('does not open cut short, down to nothing', () => {
    const sealed = seal.close(value, 'view\n1');
    for (const length of [0, 1, 23, 24, 39, 40, sealed.length - 1]) {
      expect(() => seal.open(sealed.slice(0, length), 'view\n1')).toThrow(damaged);
    }
  });

  test('is never twice the same', () => {
    expect(seal.close(value, 'view\n1')).not.toEqual(seal.close(value, 'view\n1'));
  });
});

describe('a hashed token', () => {
  test('is the same for the same token and key, and for no other', () => {
    expect(seal.blind('王')).toBe(createSeal(storeKey).blind('王'));
    expect(seal.blind('王')).not.toBe(seal.blind('李'));
    expect(seal.blind('王')).not.toBe(createSeal(otherKey).blind('王'));
  });

  test('is 12 signs of base64, whatever the token', () => {
    for (const token of ['', '王', '13812349839', 'a'.repeat(200)]) expect(seal.blind(token)).toMatch(/^[A-Za-z0-9+/]{12}$/);
  });
});

test('a text that is no key makes no seal', () => {
  expect(() => createSeal('')).toThrow(expect.objectContaining({ code: 'keys-damaged' }));
});
