import { expect, test } from 'vitest';
import { Failure } from '#contract/failure.ts';
import { sayFailure } from './say-failure.ts';

test('a failure with a code is said in both languages, its facts filled in', () => {
  const said = sayFailure(new Failure('backup-damaged', { file: 'sets/000001.ndjson.gz', entry: 7 }));
  expect(said.split('\n')).toEqual([
    'backup-damaged',
    expect.stringContaining('sets/000001.ndjson.gz 第 7 条'),
    expect.stringContaining('sets/000001.ndjson.gz, entry 7'),
  ]);
});
