import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { readCommandLine, readCounts, readNames } from './command-line.ts';

const usage = 'npm run thing -- [--runs 10]';
const said: string[] = [];
let argv: string[];
beforeEach(() => {
  argv = process.argv;
  said.length = 0;
  vi.spyOn(console, 'log').mockImplementation((line: string) => void said.push(`out ${line}`));
  vi.spyOn(console, 'error').mockImplementation((line: string) => void said.push(`err ${line}`));
  vi.spyOn(process, 'exit').mockImplementation((code) => {
    throw new Error(`exit ${code}`);
  });
});
afterEach(() => {
  process.argv = argv;
  vi.restoreAllMocks();
});

const read = (...args: string[]) => {
  process.argv = ['node', 'thing', ...args];
  return readCommandLine(usage, { options: { runs: { type: 'string', default: '10' } } }).values.runs;
};

test('what is asked is read; --help says how, on stdout', () => {
  expect([read(), read('--runs', '5')]).toEqual(['10', '5']);
  expect(() => read('--help')).toThrow('exit 0');
  expect(said).toEqual([`out ${usage}`]);
});

test.each(['--rums', '--runs'])('%s ends with 2 and says how it is used, without a stack', (arg) => {
  expect(() => read(arg)).toThrow('exit 2');
  expect(said).toEqual([expect.stringMatching(/^err [^\n]*--ru[nm]s[^\n]*\nnpm run thing/)]);
});

test('a count is a whole number in its range, and a name is one there is: a run of nothing would pass', () => {
  expect(readCounts(usage, { runs: '0', seed: '7' })).toEqual({ runs: 0, seed: 7 });
  for (const text of ['abc', '', '1.5', '-1', '1e99']) expect(() => readCounts(usage, { runs: text })).toThrow('exit 2');
  expect(() => readCounts(usage, { rounds: '0' }, 1)).toThrow('exit 2');
  expect(readNames(usage, 'only', 'fleet,records', ['records', 'photos', 'fleet'])).toEqual(['records', 'fleet']);
  expect(() => readNames(usage, 'only', 'records,flet', ['records', 'fleet'])).toThrow('exit 2');
  expect(said.at(-1)).toContain('--only: there is no flet');
});
