import { createHash, randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { describe, expect, test, vi } from 'vitest';
import { DeviceId, Sha256 } from '#domain/identity.ts';
import { genesisHash, type Mutation } from '#domain/mutation.ts';
import { readWhole, writeWhole } from '#host/folder/durable-file.ts';
import { openGenerations } from '#host/journal/generations.ts';
import { openJournal } from '#host/journal/journal.ts';
import { createDataKey } from '#host/keys/data-key.ts';
import { draft, testDevice } from '#host/testing/drafts.ts';
import { createFolderBlobStore } from '#server/blobs/folder-blob-store.ts';
import { CrashDisk } from './testing/crash/crash-disk.ts';
import { disks, walkCrashes } from './testing/crash/crash-walk.ts';

/** The module as it is; the code under test gets it through the disk of the walk, wherever there is one. */
const real = vi.hoisted(() => ({ fs: undefined as unknown as typeof import('node:fs/promises') }));
vi.mock('node:fs/promises', async (importOriginal) => {
  real.fs = await importOriginal<typeof import('node:fs/promises')>();
  const seen =
    (name: 'open' | 'mkdir' | 'rename' | 'rm') =>
    (...args: unknown[]) => {
      const fs = disks.current?.watch(real.fs) ?? real.fs;
      return (fs[name] as (...all: unknown[]) => unknown)(...args);
    };
  return { ...real.fs, open: seen('open'), mkdir: seen('mkdir'), rename: seen('rename'), rm: seen('rm') };
});

const dataKey = createDataKey();
const newDisk = () => new CrashDisk();
const calls = [[draft()], [draft(), draft(), draft()], [draft()]];
const nextDevice = DeviceId.parse('0198a000-0000-7000-8000-00000000d002');

/** Lines as a chain from the first: nothing of another history among them. */
function expectChained(lines: readonly Mutation[], dev: DeviceId): void {
  expect(lines.map(({ n }) => n)).toEqual(lines.map((_, index) => index + 1));
  expect(lines.map(({ prev }) => prev)).toEqual([genesisHash, ...lines.map(({ h }) => h)].slice(0, lines.length));
  expect(lines.every((line) => line.dev === dev)).toBe(true);
}

async function readLines(folder: string, file?: string): Promise<Mutation[]> {
  const journal = await openGenerations({ folder, dataKey, file, dev: () => testDevice });
  const { muts } = await journal.read(1, 100);
  await journal.close();
  return muts;
}

describe('a crash before and after every change of the disk', () => {
  test('[SV1] keeps every journaled line that was acknowledged, and of a call that was not, all or nothing', async () => {
    const points = await walkCrashes<Mutation[]>(newDisk, {
      async run(folder, acknowledge) {
        const journal = await openJournal({ folder: join(folder, 'data'), dataKey });
        for (const drafts of calls) acknowledge(await journal.append(drafts, testDevice));
        await journal.close();
      },
      async check(folder, acknowledged) {
        const lines = await readLines(join(folder, 'data'));
        expectChained(lines, testDevice);
        const saved = acknowledged.flat();
        expect(lines.slice(0, saved.length)).toEqual(saved);
        const cut = calls[acknowledged.length]?.length ?? 0;
        expect([0, cut]).toContain(lines.length - saved.length);
      },
    });
    expect(points).toBeGreaterThan(calls.length * 2);
  });

  test('[SV1] keeps them while a torn end is mended, however often that is cut', async () => {
    const [whole, torn] = await tornJournal();
    const points = await walkCrashes<never>(newDisk, {
      before: new Map([['outbox.ndjson', torn]]),
      async run(folder) {
        await (await openJournal({ folder, dataKey })).close();
      },
      async check(folder) {
        expect(await readLines(folder)).toEqual(whole);
      },
    });
    expect(points).toBeGreaterThan(2);
  });

  test('[FK1] finds every line under the old id or all of them under the new one', async () => {
    const [whole, torn] = await tornJournal();
    const points = await walkCrashes<string>(newDisk, {
      before: new Map([['outbox.ndjson', torn]]),
      async run(folder, acknowledge) {
        const journal = await openGenerations({ folder, dataKey, file: undefined, dev: () => testDevice });
        await journal.renumber(nextDevice, [], async (file) => acknowledge(file));
        await journal.close();
      },
      async check(folder, acknowledged) {
        expect(await readLines(folder)).toEqual(whole);
        const [file] = acknowledged;
        if (file === undefined) return;
        const lines = await readLines(folder, file);
        expectChained(lines, nextDevice);
        expect(lines.map(({ uid, c }) => ({ uid, c }))).toEqual(whole.map(({ uid, c }) => ({ uid, c })));
      },
    });
    expect(points).toBeGreaterThan(4);
  });

  test('a file written whole is the old one or the new one, and the new one once that was acknowledged', async () => {
    const [old, next] = [randomBytes(300), randomBytes(500)];
    await walkCrashes<'first' | 'second'>(newDisk, {
      before: new Map([['settings', old]]),
      async run(folder, acknowledge) {
        await writeWhole(join(folder, 'settings'), next);
        acknowledge('first');
        await writeWhole(join(folder, 'photos', 'ab', 'one'), next);
        acknowledge('second');
      },
      async check(folder, acknowledged) {
        const settings = await readWhole(join(folder, 'settings'));
        const allowed = acknowledged.includes('first') ? [next] : [old, next];
        expect(allowed.some((bytes) => bytes.equals(settings ?? new Uint8Array()))).toBe(true);
        const photo = await readWhole(join(folder, 'photos', 'ab', 'one'));
        if (acknowledged.includes('second') || photo !== undefined) expect(next.equals(photo ?? new Uint8Array())).toBe(true);
      },
    });
  });

  test('[P6] leaves no blob whose bytes hash wrong, and none gone that was acknowledged', async () => {
    const photos = [randomBytes(5000), randomBytes(70)].map((bytes) => ({ bytes, sha256: hashOf(bytes) }));
    const staged = { bytes: randomBytes(900) };
    const points = await walkCrashes<Sha256>(newDisk, {
      before: new Map([['staged', staged.bytes]]),
      async run(folder, acknowledge) {
        const store = createFolderBlobStore(join(folder, 'blobs'));
        for (const { sha256, bytes } of photos) {
          await store.receive(sha256, Readable.from([bytes.subarray(0, 40), bytes.subarray(40)]), 100_000);
          acknowledge(sha256);
        }
        await store.adopt(hashOf(staged.bytes), join(folder, 'staged'));
        acknowledge(hashOf(staged.bytes));
      },
      async check(folder, acknowledged) {
        const store = createFolderBlobStore(join(folder, 'blobs'));
        for (const { bytes } of [...photos, staged]) {
          const blob = await store.find(hashOf(bytes));
          const there = blob && (await buffer(blob.read()));
          if (there === undefined) expect(acknowledged).not.toContain(hashOf(bytes));
          else expect(there.equals(bytes)).toBe(true);
        }
      },
    });
    expect(points).toBeGreaterThan(12);
  });
});

const hashOf = (bytes: Uint8Array) => Sha256.parse(createHash('sha256').update(bytes).digest('hex'));

/** What a journal holds, and its file with half of one more call behind. */
async function tornJournal(): Promise<[Mutation[], Uint8Array]> {
  const folder = await real.fs.mkdtemp(join((await import('node:os')).tmpdir(), 'torn-'));
  const journal = await openJournal({ folder, dataKey });
  const whole = await journal.append(calls.flat(), testDevice);
  const [name = ''] = await readdir(folder);
  const { length } = await readFile(join(folder, name));
  await journal.append([draft()], testDevice);
  await journal.close();
  const bytes = await readFile(join(folder, name));
  await real.fs.rm(folder, { recursive: true, force: true });
  return [whole, bytes.subarray(0, length + Math.floor((bytes.length - length) / 2))];
}
