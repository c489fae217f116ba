import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { failureCodes } from '#contract/failure.ts';
import { failureWords, ruleWords } from './failure-words.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const han = /\p{Script=Han}/u;
const factsIn = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort();

test('every failure, and every rule that says no, is a sentence in both languages with the same facts, and no code', () => {
  const codes = new RegExp(`(?<![\\w-])(${failureCodes.join('|')})(?![\\w-])`);
  for (const [code, { zh, en }] of Object.entries({ ...failureWords, ...ruleWords })) {
    expect(zh, code).toMatch(/。$/);
    expect(en, code).toMatch(/[.?]$/);
    expect([han.test(zh), han.test(en), codes.test(zh), codes.test(en)], code).toEqual([true, false, false, false]);
    expect(factsIn(zh), code).toEqual(factsIn(en));
  }
});

/** All tests as text: beside the code, in what they share, and in the browser. */
async function readTests(): Promise<string> {
  const [beside, browser] = await Promise.all(['src', 'e2e'].map((folder) => readdir(join(root, folder), { recursive: true })));
  const tests = (beside ?? []).filter((name) => /\.test\.tsx?$/.test(name) || /[\\/]testing[\\/].*-suite\.ts$/.test(name));
  const files = [
    ...tests.map((name) => join('src', name)),
    ...(browser ?? []).filter((name) => name.endsWith('.ts')).map((name) => join('e2e', name)),
  ];
  return (
    await Promise.all(files.filter((file) => !file.endsWith('failure-words.test.ts')).map((file) => readFile(join(root, file), 'utf8')))
  ).join('\n');
}

test('every failure is brought about by a test: it is there by its code, or by how its sentence begins', async () => {
  const tests = await readTests();
  const beginning = (zh: string) => /^[^，。；：（{]+/u.exec(zh)?.[0] ?? zh;
  const met = failureCodes.filter(
    (code) => new RegExp(`['"\`]${code}['"\`]`).test(tests) || tests.includes(beginning(failureWords[code].zh)),
  );
  expect(failureCodes.filter((code) => !met.includes(code))).toEqual([]);
});
