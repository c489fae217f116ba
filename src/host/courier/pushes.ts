import { limits } from '#contract/district-api.ts';
import { Failure } from '#contract/failure.ts';
import type { Mutation } from '#domain/mutation.ts';
import type { Generations } from '../journal/generations.ts';

/** Numbers of a journal, both ends included. */
export interface NumberRange {
  from: number;
  to: number;
}

type Lines = Pick<Generations, 'read'>;

/**
 * Journal lines of a range, dealt into pushes as they would go over the line: at most 500 mutations, a group never split.
 * @throws Failure journal-damaged where a line of the range cannot be read: numbers with a hole are never sent in one push
 */
export async function* readPushes(journal: Lines, range: NumberRange): AsyncGenerator<Mutation[]> {
  for (const push of await collect(cutRanges(journal, range, limits.batchMutations))) {
    const { muts } = await journal.read(push.from, push.to - push.from + 1);
    if (muts.some(({ n }, i) => n !== push.from + i) || muts.length !== push.to - push.from + 1) {
      throw new Failure('journal-damaged', { n: push.from });
    }
    yield muts;
  }
}

/** Cuts a range into ranges of at most `size` numbers, where no group is split. */
export async function* cutRanges(journal: Lines, { from, to }: NumberRange, size: number): AsyncGenerator<NumberRange> {
  for (let start = from; start <= to; ) {
    const end = start + size > to ? to : await lastOfGroup(journal, start + size - 1);
    yield { from: start, to: end };
    start = end + 1;
  }
}

/** The last number up to `end` after which no group goes on. */
async function lastOfGroup(journal: Lines, end: number): Promise<number> {
  const { muts } = await journal.read(end - limits.groupMutations, limits.groupMutations + 2);
  const known = new Map(muts.map((mutation) => [mutation.n, mutation.g]));
  let last = end;
  while (known.get(last) !== null && known.get(last) !== undefined && known.get(last) === known.get(last + 1)) last -= 1;
  return last;
}

export async function collect<T>(source: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const each of source) all.push(each);
  return all;
}
