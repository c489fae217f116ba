const letters = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
const generator = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];

/** A raw X25519 public key (32 bytes) as age spells a recipient. */
export function recipientOf(publicKey: Uint8Array): string {
  return bech32('age', publicKey);
}

/** A raw X25519 private key (32 bytes) as age spells an identity. */
export function identityOf(privateKey: Uint8Array): string {
  return bech32('age-secret-key-', privateKey).toUpperCase();
}

/** The raw 32 bytes at the end of an X25519 key's PKCS #8 (RFC 8410). */
export function rawPrivateKey(pkcs8: Uint8Array): Uint8Array {
  return pkcs8.subarray(pkcs8.length - 32);
}

/** Bech32 (BIP 173), without its limit of 90 letters. */
function bech32(prefix: string, bytes: Uint8Array): string {
  const data = inFives(bytes);
  const check = checksum([...spread(prefix), ...data, 0, 0, 0, 0, 0, 0]) ^ 1;
  const tail = [25, 20, 15, 10, 5, 0].map((shift) => (check >>> shift) & 31);
  return `${prefix}1${[...data, ...tail].map((five) => letters[five]).join('')}`;
}

function inFives(bytes: Uint8Array): number[] {
  const fives: number[] = [];
  let [held, bits] = [0, 0];
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xfff;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      fives.push((held >>> bits) & 31);
    }
  }
  return bits > 0 ? [...fives, (held << (5 - bits)) & 31] : fives;
}

function spread(prefix: string): number[] {
  const codes = [...Buffer.from(prefix, 'latin1')];
  return [...codes.map((code) => code >>> 5), 0, ...codes.map((code) => code & 31)];
}

function checksum(values: number[]): number {
  let sum = 1;
  for (const value of values) {
    const top = sum >>> 25;
    sum = ((sum & 0x1ffffff) << 5) ^ value;
    for (const [i, term] of generator.entries()) if ((top >>> i) & 1) sum ^= term;
  }
  return sum >>> 0;
}
