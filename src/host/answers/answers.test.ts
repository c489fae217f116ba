import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Answer } from '#contract/answer.ts';
import type { PullReply, PushReply } from '#contract/district-api.ts';
import type { FeedRecord } from '#domain/mutation.ts';
import { hash, id } from '#domain/testing/samples.ts';
import { type Answers, createAnswers } from './answers.ts';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'answers-'));
  path = join(folder, 'deep', 'answers.ndjson');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const key = Buffer.alloc(32, 7);
const open = (compactFromBytes = 1_000_000) => createAnswers({ path, key: () => key, compactFromBytes });

const row = (n: number, seq: number, name = '王某'): FeedRecord => ({
  ...{ type: 'household', id: id(n), rev: 1, seq, deleted: false, schema: 1, openConflicts: 0 },
  fields: { contactName: name },
});
const reply = (rows: FeedRecord[], cursor: number, head = cursor): PullReply => ({ epoch: 1, rows, cursor, head, next: 1, backed: 0 });
const pushed = (n: number, outcome: 'applied' | 'conflict' = 'applied'): PushReply => ({
  ...{ epoch: 1, next: n + 1, backed: 0 },
  results: [{ n, h: hash(n), outcome, rowSeq: n }],
});
const batch = id(900);

async function all(answers: Answers): Promise<Answer[]> {
  const found: Answer[] = [];
  for (let answer = await answers.read(0); answer !== undefined; answer = await answers.read(found.length)) found.push(answer);
  return found;
}

/** Where each page begins and ends. */
const pages = async (answers: Answers) =>
  (await all(answers)).map((answer) => (answer.kind === 'page' ? [answer.from, answer.cursor] : answer.results.map(({ n }) => n)));

describe('what the server answered', () => {
  test('[RS1] is there for the next run, in the order it came', async () => {
    const answers = open();
    await answers.notePage({ epoch: 1, cursor: 0 }, reply([row(1, 1), row(2, 2)], 2));
    await answers.noteResults(batch, pushed(3));
    await answers.notePage({ epoch: 1, cursor: 2 }, reply([row(1, 3)], 3));
    const again = open();
    expect(await again.count()).toBe(3);
    expect(await all(again)).toEqual([
      { kind: 'page', epoch: 1, from: 0, cursor: 2, head: 2, rows: [row(1, 1), row(2, 2)] },
      { kind: 'results', epoch: 1, batch, results: pushed(3).results },
      { kind: 'page', epoch: 1, from: 2, cursor: 3, head: 3, rows: [row(1, 3)] },
    ]);
    expect(await again.read(3)).toBeUndefined();
  });

  test('on disk it tells nobody who lives where', async () => {
    await open().notePage({ epoch: 1, cursor: 0 }, reply([row(1, 1)], 1));
    const text = await readFile(path, 'utf8');
    expect(text).toMatch(/^page 1 0 1 [\w-]+\n$/);
    expect(Buffer.from(text.split(' ')[4] ?? '', 'base64url').includes('王某')).toBe(false);
    expect(await createAnswers({ path, key: () => Buffer.alloc(32, 8) }).read(0)).toBeUndefined();
  });

  test('[RS1] a page asked for twice counts once, and what came behind it is pulled again', async () => {
    const answers = open();
    await answers.notePage({ epoch: 1, cursor: 0 }, reply([row(1, 1)], 1));
    await answers.notePage({ epoch: 1, cursor: 1 }, reply([row(2, 2)], 2));
    await answers.notePage({ epoch: 1, cursor: 2 }, reply([row(3, 3)], 3));
    await answers.notePage({ epoch: 1, cursor: 1 }, reply([row(2, 2), row(3, 3)], 3));
    expect(await pages(answers)).toEqual([
      [0, 1],
      [1, 3],
    ]);
    expect(await pages(open())).toEqual(await pages(answers));
  });

  test('[RS1] pulling from 0 begins anew; a page that does not go on from the last is let go', async () => {
    const answers = open();
    await answers.notePage({ epoch: 1, cursor: 7 }, reply([row(1, 8)], 8));
    expect(await answers.count()).toBe(0);
    await answers.noteResults(batch, pushed(1));
    expect(await answers.count()).toBe(0);
    await answers.notePage({ epoch: 1, cursor: 0 }, reply([row(1, 1)], 1));
    await answers.notePage({ epoch: 1, cursor: 7 }, reply([row(1, 8)], 8));
    expect(await pages(answers)).toEqual([[0, 1]]);
    await answers.notePage({ epoch: 2, cursor: 0 }, reply([row(1, 4)], 4));
    await answers.notePage({ epoch: 1, cursor: 1 }, reply([row(1, 5)], 5));
    expect(await pages(answers)).toEqual([[0, 4]]);
  });

  test('an idle pull adds nothing', async () => {
    const answers = open();
    await answers.notePage({ epoch: 1, cursor: 0 }, reply([row(1, 1)], 1));
    await answers.notePage({ epoch: 1, cursor: 1 }, reply([], 1));
    expect(await answers.count()).toBe(1);
  });

  test('[RS1] a torn end is no answer, and what comes then follows the last whole one', async () => {
    const answers = open();
    await answers.notePage({ epoch: 1, cursor: 0 }, reply([row(1, 1)], 1));
    const whole = (await readFile(path)).length;
    await answers.notePage({ epoch: 1, cursor: 1 }, reply([row(2, 2)], 2));
    await truncate(path, (await readFile(path)).length - 5);
    const again = open();
    expect(await pages(again)).toEqual([[0, 1]]);
    await again.notePage({ epoch: 1, cursor: 1 }, reply([row(2, 2)], 2));
    expect(await pages(open())).toEqual([
      [0, 1],
      [1, 2],
    ]);
    await writeFile(path, (await readFile(path)).fill(0x20, whole - 20, whole - 10));
    expect(await all(open())).toEqual([]);
  });

  test('[RS1] grown to twice what it comes to, it is made small again: every newest row, every newest result', async () => {
    const answers = open(1);
    for (let seq = 0; seq < 40; seq += 1) {
      await answers.notePage({ epoch: 1, cursor: seq }, reply([row(seq % 2, seq + 1, `王${seq}`)], seq + 1, 99));
      await answers.noteResults(batch, pushed(1, seq < 30 ? 'conflict' : 'applied'));
    }
    const grown = (await readFile(path)).length;
    await answers.notePage({ epoch: 1, cursor: 40 }, reply([row(9, 41)], 41));
    expect((await readFile(path)).length).toBeLessThan(grown / 4);
    const expected = [
      { kind: 'page', epoch: 1, from: 0, cursor: 41, head: 41, rows: [row(0, 39, '王38'), row(1, 40, '王39'), row(9, 41)] },
      { kind: 'results', epoch: 1, batch, results: pushed(1).results },
    ];
    expect(await all(answers)).toEqual(expected);
    expect(await all(open(1))).toEqual(expected);
    await answers.notePage({ epoch: 1, cursor: 41 }, reply([row(9, 42)], 42));
    expect(await answers.count()).toBe(3);
  });
});
