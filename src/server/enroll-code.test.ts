import { expect, test } from 'vitest';
import { createEnrollCode, enrollCodeHash } from './enroll-code.ts';

test('a code holds all 128 bits in letters that are not mistaken for one another', () => {
  expect(createEnrollCode(new Uint8Array(16))).toBe('0000-0000-0000-0000-0000-0000-00');
  expect(createEnrollCode(new Uint8Array(16).fill(255))).toBe('7ZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZ');
});

test('what a person may type differently is the same code, and another code is not', () => {
  const code = '7Z10-ABCD-EFGH-JKMN-PQRS-TVWX-YZ';
  for (const typed of ['7zio abcd efgh jkmn pqrs tvwx yz', '７Z10ABCDEFGHJKMNPQRSTVWXYZ', '7ZLO-ABCD-EFGH-JKMN-PQRS-TVWX-YZ']) {
    expect(enrollCodeHash(typed)).toBe(enrollCodeHash(code));
  }
  expect(enrollCodeHash('7Z10-ABCD-EFGH-JKMN-PQRS-TVWX-YY')).not.toBe(enrollCodeHash(code));
});
