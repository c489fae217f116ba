import { expect, test } from 'vitest';
import { createTurns, createTurnsByName } from './turns.ts';

/** Work that ends when it is told to, and says in `log` when it begins. */
function held(name: string, log: string[]) {
  let resolve = (_: string) => {};
  const promise = new Promise<string>((done) => {
    resolve = done;
  });
  const work = () => {
    log.push(name);
    return promise;
  };
  return { work, end: () => resolve(name) };
}

test('work is done one at a time in the order asked, and a failed turn does not stop the next', async () => {
  const log: string[] = [];
  const inTurn = createTurns();
  const [first, second] = [held('first', log), held('second', log)];
  const answers = [
    inTurn(first.work),
    inTurn(async () => {
      throw new Error('failed');
    }),
    inTurn(second.work),
  ];
  second.end();
  first.end();
  expect((await Promise.allSettled(answers)).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(log).toEqual(['first', 'second']);
});

test('by name, work of one name waits for its own and for no other', async () => {
  const log: string[] = [];
  const inTurn = createTurnsByName();
  const [a1, a2, b1] = [held('a1', log), held('a2', log), held('b1', log)];
  const first = inTurn('a', a1.work);
  const second = inTurn('a', a2.work);
  const other = inTurn('b', b1.work);
  b1.end();
  expect(await other).toBe('b1');
  expect(log).toEqual(['a1', 'b1']);
  a2.end();
  a1.end();
  expect(await Promise.all([first, second])).toEqual(['a1', 'a2']);
});
