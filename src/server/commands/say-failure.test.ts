import { expect, test } from 'vitest';
import { Failure } from '#contract/failure.ts';
import { sayFailure } from './say-failure.ts';

test.each([
  ['a port that is taken', Object.assign(new Error('listen EADDRINUSE'), { code: 'EADDRINUSE', port: 8460 }), /^port-taken\n.*8460/],
  // A name with two addresses, both refused: Node's error of it has no message.
  ['a database that is not there', Object.assign(new AggregateError([]), { code: 'ECONNREFUSED' }), /^database-unreachable\n连不上数据库/],
  [
    'a database that lets nobody in',
    Object.assign(new Error('password authentication failed'), { code: '28P01' }),
    /^database-unreachable\n/,
  ],
  [
    'a file that is not there',
    Object.assign(new Error('ENOENT: no such file'), { code: 'ENOENT', path: '/tls/cert.pem' }),
    /^file-unreadable\n\/tls\/cert\.pem.*ENOENT/,
  ],
  ['a full disk', Object.assign(new Error('ENOSPC: no space left'), { code: 'ENOSPC', path: '/srv/staging' }), /^DISK\n磁盘已满/],
  ['a full disk of PostgreSQL’s', Object.assign(new Error('could not extend file'), { code: '53100' }), /^DISK\n磁盘已满/],
  ['a photo store that is away', new Failure('BUSY', { retryAfterS: 5 }), /^BUSY\n照片库（BLOB_STORE）没有应答/],
])('%s is said in words', (_what, error, said) => {
  expect(sayFailure(error)).toMatch(said);
});

test('a failure with a code is said in both languages, its facts filled in', () => {
  const said = sayFailure(new Failure('backup-damaged', { file: 'sets/000001.ndjson.gz', entry: 7 }));
  expect(said.split('\n')).toEqual([
    'backup-damaged',
    expect.stringContaining('sets/000001.ndjson.gz 第 7 条'),
    expect.stringContaining('sets/000001.ndjson.gz, entry 7'),
  ]);
});

test.each(['bundle-foreign', 'bundle-damaged', 'bundle-newer', 'FORK', 'EPOCH', 'BATCH_BAD', 'UPGRADE', 'enroll-code-used'] as const)(
  'a bundle refused by %s is named, and said to be kept where it came from',
  (code) => {
    expect(sayFailure(new Failure(code, { file: 'a.chb' }))).toMatch(/a\.chb[^\n]*没有读入[^\n]*\n[^\n]*a\.chb/);
  },
);
