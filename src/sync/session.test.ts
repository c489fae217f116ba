import { describe, expect, test } from 'vitest';
import { limits } from '#contract/district-api.ts';
import { Failure } from '#contract/failure.ts';
import type { Mutation } from '#domain/mutation.ts';
import { draft, hash, id, people, tablet } from '#domain/testing/samples.ts';
import { lineOf, parseLine } from '#host/journal/journal.ts';
import { createLinePushes } from '#host/remote/line-pushes.ts';
import type { Journal, SyncStore, Wire } from './ports.ts';
import { createSyncSession } from './session.ts';

/** Mutations in groups of these sizes, each with a note of so many Chinese characters. */
function grouped(sizes: readonly number[], characters = 1): Mutation[] {
  const note = { old: null, new: '长'.repeat(characters) };
  const groups = sizes.flatMap((size, group) => Array.from({ length: size }, () => (size === 1 ? null : id(group))));
  return groups.map((g, index) => ({
    ...draft('patch', 'structure', id(1), people.zhang, { g, set: { note } }),
    dev: tablet,
    n: index + 1,
    prev: hash(index),
    c: hash(0),
    h: hash(index + 1),
  }));
}

/** Pushes `lines` to a server that takes at most `most` mutations at once; answers the batches that it took. */
async function batchesOf(lines: readonly Mutation[], most = Number.POSITIVE_INFINITY): Promise<Mutation[][]> {
  const batches: Mutation[][] = [];
  let next = 1;
  const position = { epoch: 1, cursor: 0 };
  const store: Partial<SyncStore> = {
    position: async () => position,
    noteClock: async () => undefined,
    countUnsent: async () => lines.length + 1 - next,
    unsentRun: async () => (next <= lines.length ? { from: next, to: lines.length } : undefined),
    noteResults: async (results) => {
      next += results.length;
    },
    notePage: async () => 0,
    unverifiedPhotos: async () => [],
    wantedPhotos: async () => [],
    awaitedReceipts: async () => [],
    keepReceipt: async () => undefined,
    noteServer: async () => undefined,
    held: async () => [],
  };
  const journal: Journal = { follow: async () => undefined, refill: async () => undefined, renew: async () => undefined };
  const readLines = async (from: number, limit: number) => lines.slice(from - 1, from - 1 + limit).map(lineOf);
  const pushLines = createLinePushes({ readLines }, async (_batch, _epoch, sent) => {
    const mutations = sent.map(parseLine);
    if (mutations.length > most) throw new Failure('TOO_BIG');
    const expected = batches.flat().length + 1;
    if ((mutations[0]?.n ?? 0) > expected) throw new Failure('GAP', { next: expected });
    batches.push(mutations);
    const results = mutations.map(({ n, h }) => ({ n, h, outcome: 'applied' as const, rowSeq: n }));
    return { epoch: 1, next, backed: 1, results };
  });
  const wire: Partial<Wire> = {
    hello: async () => ({ serverId: id(2), epoch: 1, pMin: 1, pMax: 1, now: new Date(0).toISOString(), limits: {} }),
    pushLines: (batch, epoch, part) => pushLines({ batch, epoch, ...part }),
    pull: async () => ({ epoch: 1, rows: [], cursor: 0, head: 0, next, backed: 1 }),
    receipt: async () => ({}) as never,
    needsRoom: async () => false,
  };
  const parts = { store: store as SyncStore, wire: wire as Wire, journal, clock: { now: () => 0 }, newId: () => id(3) };
  await createSyncSession(parts).run(new AbortController().signal, () => undefined);
  return batches;
}

/** True where no group appears in two batches, and nothing is missing or twice. */
function isWhole(batches: readonly Mutation[][], lines: readonly Mutation[]): boolean {
  const seen = batches.flatMap((batch) => [...new Set(batch.map(({ g }) => g))].filter((g) => g !== null));
  return new Set(seen).size === seen.length && JSON.stringify(batches.flat()) === JSON.stringify(lines);
}

describe('a group is never split between two pushes [M2]', () => {
  test('by the number of mutations that a batch holds', async () => {
    const lines = grouped([1, 200, 200, 150, 1, 49, 200]);
    const batches = await batchesOf(lines);
    expect(batches.map((batch) => batch.length)).toEqual([401, 400]);
    expect(isWhole(batches, lines)).toBe(true);
  });

  test('by the bytes that a batch holds, counted as the wire writes them', async () => {
    const lines = grouped([60, 60, 60, 60], 5000);
    const batches = await batchesOf(lines);
    expect(batches.map((batch) => batch.length)).toEqual([120, 120]);
    expect(Math.max(...batches.map((batch) => Buffer.byteLength(JSON.stringify(batch))))).toBeLessThanOrEqual(limits.batchBytes);
    expect(isWhole(batches, lines)).toBe(true);
  });

  test('by a server that finds a batch too big [B1]', async () => {
    const lines = grouped([40, 1, 90, 30, 90]);
    const batches = await batchesOf(lines, 100);
    expect(isWhole(batches, lines)).toBe(true);
  });

  test('and one that the server will not take whole ends the session, with everything kept', async () => {
    await expect(batchesOf(grouped([40, 90]), 50)).rejects.toMatchObject({ code: 'TOO_BIG' });
  });
});
