import { hashText } from './signing.ts';

/** Crockford's base 32: no I, L, O or U, so that nothing is misread from a screen or a sheet of paper. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** 128 random bits as a code a person can type: `7ZX4-…`, 26 characters in groups of four. `random` are 16 bytes. */
export function createEnrollCode(random: Uint8Array): string {
  let bits = BigInt(`0x${Buffer.from(random).toString('hex')}`);
  let code = '';
  for (let position = 0; position < 26; position += 1) {
    code = (alphabet[Number(bits & 31n)] ?? '') + code;
    bits >>= 5n;
  }
  return (code.match(/.{1,4}/g) ?? []).join('-');
}

/** Hash under which a code is stored, the same for every way of typing it. */
export function enrollCodeHash(typed: string): string {
  const bare = typed.normalize('NFKC').toUpperCase().replace(/[\s-]/gu, '');
  return hashText(`enroll ${bare.replace(/O/g, '0').replace(/[IL]/g, '1')}`);
}
