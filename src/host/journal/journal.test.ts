import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, open, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { chainHash, contentHash } from '#contract/canonical.ts';
import { genesisHash, type Mutation } from '#domain/mutation.ts';
import { createDataKey } from '../keys/data-key.ts';
import { draft, testDevice } from '../testing/drafts.ts';
import { type JournalFile, openJournal } from './journal.ts';

const dataKey = createDataKey();
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'journal-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const path = () => join(folder, 'outbox.ndjson');
const sha = (text: string) => createHash('sha256').update(text).digest('hex');

/** Opens, works, closes: what one run of the program does. */
async function run<T>(work: (journal: Awaited<ReturnType<typeof openJournal>>) => Promise<T>): Promise<T> {
  const journal = await openJournal({ folder, dataKey });
  try {
    return await work(journal);
  } finally {
    await journal.close();
  }
}

const everything = () => run(async (journal) => (await journal.read(1, 1000)).muts);

describe('appending', () => {
  test('numbers are contiguous and every line carries the hash of the one before', async () => {
    const muts = await run(async (journal) => [
      ...(await journal.append([draft(), draft()], testDevice)),
      ...(await journal.append([draft()], testDevice)),
    ]);
    expect(muts.map((mut) => mut.n)).toEqual([1, 2, 3]);
    expect(muts.map((mut) => mut.prev)).toEqual([genesisHash, muts[0]?.h, muts[1]?.h]);
    for (const mut of muts) {
      expect(mut.c).toBe(contentHash(mut, sha));
      expect(mut.h).toBe(chainHash(mut, sha));
    }
  });

  test('the chain goes on where the last run ended', async () => {
    const [first] = await run((journal) => journal.append([draft()], testDevice));
    const [second] = await run((journal) => journal.append([draft()], testDevice));
    expect(second).toMatchObject({ n: 2, prev: first?.h });
    expect(await everything()).toEqual([first, second]);
  });

  test('a uid already journaled answers its stored line and adds none', async () => {
    const one = draft();
    const other = draft();
    const [stored] = await run((journal) => journal.append([one], testDevice));
    const again = await run((journal) => journal.append([one, other, other], testDevice));
    expect(again[0]).toEqual(stored);
    expect(again[1]).toEqual(again[2]);
    expect(await everything()).toHaveLength(2);
  });

  test('calls made at once are all kept, each with its own numbers', async () => {
    const answers = await run((journal) => Promise.all(Array.from({ length: 40 }, () => journal.append([draft(), draft()], testDevice))));
    expect(answers.flat().map((mut) => mut.n)).toEqual(Array.from({ length: 80 }, (_, i) => i + 1));
    expect(await everything()).toEqual(answers.flat());
  });

  test('a mutation over 64 KiB is refused before anything is written', async () => {
    const big = draft({ set: { note: { old: null, new: '长'.repeat(30_000) } } });
    await expect(run((journal) => journal.append([draft(), big], testDevice))).rejects.toMatchObject({ code: 'input-bad' });
    expect(await everything()).toEqual([]);
  });

  test('a group that no batch could carry whole is refused before anything is written', async () => {
    const heavy = (g: string | null) => draft({ g, set: { note: { old: null, new: '长'.repeat(20_000) } } });
    const group = 'f3f1c9c2-5d0e-4a3c-9d3a-0b6f0e1f2a3b';
    const drafts = (g: string | null) => Array.from({ length: 40 }, () => heavy(g));
    await expect(run((journal) => journal.append(drafts(group), testDevice))).rejects.toMatchObject({ code: 'input-bad' });
    expect(await everything()).toEqual([]);
    expect(await run((journal) => journal.append(drafts(null), testDevice))).toHaveLength(40);
  });

  test('any text a person can write comes back as it was', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 200 }), async (note) => {
        const [saved] = await run((journal) => journal.append([draft({ set: { note: { old: null, new: note } } })], testDevice));
        expect((await everything()).at(-1)).toEqual(saved);
      }),
      { numRuns: 30 },
    );
  });
});

describe('a failing disk', () => {
  const failing = (method: 'write' | 'datasync', code: string, times: number) => async (file: string) => {
    const real = await open(file, 'r+').catch(() => open(file, 'w+'));
    const fail = () => {
      if (times-- <= 0) return undefined;
      return Object.assign(new Error(code), { code });
    };
    const wrapped: JournalFile = {
      read: real.read.bind(real),
      stat: real.stat.bind(real),
      truncate: real.truncate.bind(real),
      close: real.close.bind(real),
      async datasync() {
        const error = method === 'datasync' ? fail() : undefined;
        if (error) throw error;
        await real.datasync();
      },
      write: (async (bytes: Uint8Array, offset: number, length: number, position: number) => {
        const error = method === 'write' ? fail() : undefined;
        if (error === undefined) return real.write(bytes, offset, length, position);
        await real.write(bytes, offset, Math.floor(length / 2), position);
        throw error;
      }) as JournalFile['write'],
    };
    return wrapped;
  };

  test.each([
    ['write', 'ENOSPC', 'disk-full'],
    ['write', 'EIO', 'journal-write'],
    ['datasync', 'EIO', 'journal-write'],
    ['datasync', 'ENOSPC', 'disk-full'],
  ] as const)('a failed %s (%s) is %s, leaves nothing, and the next save works', async (method, errno, code) => {
    await run((journal) => journal.append([draft()], testDevice));
    const before = await readFile(path());
    const journal = await openJournal({ folder, dataKey, openFile: failing(method, errno, 1) });
    await expect(journal.append([draft(), draft()], testDevice)).rejects.toMatchObject({ code });
    expect(await readFile(path())).toEqual(before);
    const [next] = await journal.append([draft()], testDevice);
    await journal.close();
    expect(next?.n).toBe(2);
    expect(await everything()).toHaveLength(2);
  });

  test('a journal whose bytes cannot be taken back refuses every save until it is opened again', async () => {
    const journal = await openJournal({ folder, dataKey, openFile: failing('datasync', 'EIO', 2) });
    await expect(journal.append([draft()], testDevice)).rejects.toMatchObject({ code: 'journal-write' });
    await expect(journal.append([draft()], testDevice)).rejects.toMatchObject({ code: 'journal-write' });
    await journal.close();
    expect(await run((again) => again.append([draft()], testDevice))).toMatchObject([{ n: 1 }]);
  });
});

describe('opening', () => {
  test('a journal cut at any byte keeps every whole call before the cut and none of the call it cut', async () => {
    const calls = await run(async (journal) => [
      await journal.append([draft()], testDevice),
      await journal.append([draft(), draft(), draft()], testDevice),
      await journal.append([draft()], testDevice),
    ]);
    const whole = await readFile(path());
    const ends = callEnds(whole, calls);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: whole.length }), async (cut) => {
        await rm(folder, { recursive: true });
        await run(async () => undefined);
        await writeFile(path(), whole.subarray(0, cut));
        const kept = calls.filter((_, i) => (ends[i] ?? 0) <= cut).flat();
        expect(await everything()).toEqual(kept);
        const torn = (await readdir(folder)).filter((name) => name.startsWith('outbox.torn'));
        expect(torn).toHaveLength(ends.includes(cut) || cut === 0 ? 0 : 1);
        const [next] = await run((journal) => journal.append([draft()], testDevice));
        expect(next).toMatchObject({ n: kept.length + 1, prev: kept.at(-1)?.h ?? genesisHash });
      }),
      { numRuns: 60 },
    );
  });

  test('a flipped byte in any line but the last is named, copied beside, and costs that line alone', async () => {
    const muts = await run(async (journal) => {
      const saved: Mutation[] = [];
      for (let i = 0; i < 6; i++) saved.push(...(await journal.append([draft()], testDevice)));
      return saved;
    });
    const whole = await readFile(path());
    const lastLine = whole.lastIndexOf(0x0a, whole.length - 2) + 1;
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: lastLine - 2 }), fc.integer({ min: 0, max: 7 }), async (at, bit) => {
        const flipped = Buffer.from(whole);
        flipped[at] = (flipped[at] ?? 0) ^ (1 << bit);
        await writeFile(path(), flipped);
        const { state, kept } = await run(async (journal) => ({ state: journal.state(), kept: (await journal.read(1, 1000)).muts }));
        const hit = whole.subarray(0, at).filter((byte) => byte === 0x0a).length;
        const lost = whole[at] === 0x0a ? [hit, hit + 1] : [hit];
        expect(kept).toEqual(muts.filter((_, i) => !lost.includes(i)));
        expect(state).toMatchObject({ last: 6, tornBytes: 0, damaged: [{ afterN: lost[0], beforeN: (lost.at(-1) ?? 0) + 2 }] });
        expect(await readFile(path())).toEqual(flipped);
        expect((await readdir(folder)).some((name) => name.startsWith('outbox.damaged-'))).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  test('paging reads every line once', async () => {
    await run(async (journal) => {
      await journal.append(
        Array.from({ length: 25 }, () => draft()),
        testDevice,
      );
      const numbers: number[] = [];
      for (let from = 1; ; ) {
        const page = await journal.read(from, 10);
        if (page.muts.length === 0) break;
        expect(page.last).toBe(25);
        numbers.push(...page.muts.map((mut) => mut.n));
        from = (numbers.at(-1) ?? 0) + 1;
      }
      expect(numbers).toEqual(Array.from({ length: 25 }, (_, i) => i + 1));
    });
  });
});

test('a process killed while it appends loses no acknowledged line', { timeout: 60_000 }, async () => {
  const secret = dataKey.export().toString('base64url');
  const acknowledged: string[] = [];
  for (const killAfter of [3, 17, 40]) {
    const child = spawn(process.execPath, ['--import', 'tsx', join(import.meta.dirname, '../testing/append-forever.ts'), folder, secret], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let answers = 0;
    for await (const h of createInterface({ input: child.stdout })) {
      acknowledged.push(h);
      answers += 1;
      if (answers === killAfter) child.kill('SIGKILL');
    }
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  }
  const kept = new Set((await everything()).map((mut) => mut.h as string));
  expect(acknowledged.length).toBeGreaterThanOrEqual(60);
  expect(acknowledged.filter((h) => !kept.has(h))).toEqual([]);
});

/** Where each call ends in the file. */
function callEnds(whole: Buffer, calls: Mutation[][]): number[] {
  const lineEnds: number[] = [];
  for (let at = whole.indexOf(0x0a); at !== -1; at = whole.indexOf(0x0a, at + 1)) lineEnds.push(at + 1);
  let lines = 0;
  return calls.map((call) => {
    lines += call.length;
    return lineEnds[lines - 1] ?? 0;
  });
}
