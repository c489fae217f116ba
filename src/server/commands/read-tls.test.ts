import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testCertificate } from '../testing/test-certificate.ts';
import { readTls } from './read-tls.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'chaihuan-tls-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function read(cert: string, key: string, now = '2027-01-01') {
  const files = [path.join(folder, 'cert.pem'), path.join(folder, 'key.pem')] as const;
  await Promise.all([writeFile(files[0], cert), writeFile(files[1], key)]);
  return readTls(...files, new Date(now));
}

const otherKey = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

test.each([
  ['another certificate’s key', testCertificate.cert, otherKey],
  ['no certificate', 'junk', testCertificate.key],
  ['no key', testCertificate.cert, testCertificate.cert],
  ['nothing at all', '', ''],
])('with %s no server starts, and it says which files are meant', async (_what, cert, key) => {
  await expect(read(cert, key)).rejects.toMatchObject({ code: 'tls-unusable' });
});

test('a certificate whose end has come is said, and starts', async () => {
  const { cert, key } = testCertificate;
  expect(await read(cert, key)).toEqual({ cert, key, expired: undefined });
  const { expired } = await read(cert, key, '2127-01-01');
  expect([expired?.code, expired?.facts]).toEqual(['tls-expired', { until: '2126-11-01' }]);
});
