import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { genesisHash, type Mutation } from '#domain/mutation.ts';
import { createDataKey, type DataKey } from '../keys/data-key.ts';
import { findFile } from '../keys/sealed-file.ts';
import { draft, testDevice } from '../testing/drafts.ts';
import { aboutAside } from './aside.ts';
import { type Journal, openJournal } from './journal.ts';
import { formatCall, numberDraft, sealLine } from './line.ts';

const dataKey = createDataKey();
const key = dataKey.subkey('journal');
const secret = '张伟 13800000000';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'journal-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const path = () => join(folder, 'outbox.ndjson');
const note = (text: string) => draft({ set: { note: { old: null, new: text } } });

async function run<T>(work: (journal: Journal) => Promise<T>, under: DataKey = dataKey): Promise<T> {
  const journal = await openJournal({ folder, dataKey: under });
  try {
    return await work(journal);
  } finally {
    await journal.close();
  }
}

const look = () => run(async (journal) => ({ muts: (await journal.read(1, 1000)).muts, state: journal.state() }));

/** Everything in the folder, by name. */
async function snapshot(): Promise<Record<string, string>> {
  const names = (await readdir(folder)).toSorted();
  return Object.fromEntries(await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name), 'latin1')])));
}

/** `count` chained mutations, each a call of its own. */
function chain(count: number, after?: Mutation): Mutation[] {
  const muts: Mutation[] = [];
  for (let i = 0; i < count; i++) {
    const before = muts.at(-1) ?? after;
    muts.push(numberDraft(note(`${secret} ${i}`), testDevice, (before?.n ?? 0) + 1, before?.h ?? genesisHash));
  }
  return muts;
}

/** Lines as versions before sealing wrote them. */
const plainLines = (muts: Mutation[]) => muts.flatMap((mut) => formatCall([mut])).map((text) => Buffer.concat([text, Buffer.from('\n')]));
const sealedLines = (muts: Mutation[]) => muts.flatMap((mut) => formatCall([mut])).map((text) => sealLine(key, text));
const splitLines = (bytes: Buffer) => bytes.toString('latin1').split(/(?<=\n)/);

describe('a sealed journal', () => {
  test('is one line of text a mutation, and no byte of it tells what was saved', async () => {
    await run((journal) => journal.append([note(secret), note(secret)], testDevice));
    const lines = splitLines(await readFile(path()));
    expect(lines).toHaveLength(2);
    for (const line of lines) expect(line).toMatch(/^1\.[\w-]+\n$/);
    expect(Buffer.from((lines[0] ?? '').slice(2), 'base64url').includes(secret)).toBe(false);
  });

  test('opened with another key is keys-damaged, and not a byte is touched', async () => {
    await run((journal) => journal.append([note('一'), note('二')], testDevice));
    await run((journal) => journal.append([note('三')], testDevice));
    await writeFile(path(), Buffer.concat([await readFile(path()), Buffer.from('1.torn')]));
    const before = await snapshot();
    await expect(run(look, createDataKey())).rejects.toMatchObject({ code: 'keys-damaged', facts: { journal: true } });
    expect(await snapshot()).toEqual(before);
    expect((await look()).muts).toHaveLength(3);
  });

  test('lines that changed places, were left out or stand twice are named, and the others are kept', async () => {
    await run(async (journal) => {
      for (let i = 0; i < 5; i++) await journal.append([draft()], testDevice);
    });
    const lines = splitLines(await readFile(path()));
    const kept = async (order: number[]) => {
      await writeFile(path(), order.map((i) => lines[i]).join(''), 'latin1');
      const { muts: read, state } = await look();
      expect(state).toMatchObject({ last: 5, tornBytes: 0 });
      return { read: read.map(({ n }) => n), damaged: state.damaged };
    };
    const gap = (afterN: number, beforeN: number) => ({ afterN, beforeN });
    expect(await kept([0, 2, 1, 3, 4])).toEqual({ read: [1, 3, 4, 5], damaged: [gap(1, 3), gap(3, 4)] });
    expect(await kept([0, 1, 3, 4])).toEqual({ read: [1, 2, 4, 5], damaged: [gap(2, 4)] });
    expect(await kept([0, 1, 1, 2, 3, 4])).toEqual({ read: [1, 2, 3, 4, 5], damaged: [gap(2, 3)] });
  });

  test('takes no plain line behind a sealed one, though its hashes are right', async () => {
    const [first] = await run((journal) => journal.append([draft()], testDevice));
    const forged = plainLines(chain(2, first));
    await writeFile(path(), Buffer.concat([await readFile(path()), ...forged]));
    const { muts, state } = await look();
    expect(muts).toEqual([first]);
    expect(state.tornBytes).toBe(Buffer.concat(forged).length);
  });

  test('is judged by what goes on the wire: a group that fits a batch is saved though its seal is longer', async () => {
    const g = 'f3f1c9c2-5d0e-4a3c-9d3a-0b6f0e1f2a3b';
    const heavy = Array.from({ length: 33 }, () => ({ ...note('长'.repeat(20_000)), g }));
    await run((journal) => journal.append(heavy, testDevice));
    expect((await readFile(path())).length).toBeGreaterThan(2 * 1024 * 1024);
  });
});

describe('a journal from before sealing', () => {
  test('is read, is sealed when it is opened, and goes on', async () => {
    const call = chain(2);
    const texts = formatCall(call);
    const muts = [...call, ...chain(3, call.at(-1))];
    await writeFile(
      path(),
      Buffer.concat([...texts.map((text) => Buffer.concat([text, Buffer.from('\n')])), ...plainLines(muts.slice(2))]),
    );
    expect((await look()).muts).toEqual(muts);
    const sealed = await readFile(path());
    expect(splitLines(sealed).every((line) => /^1\.[\w-]+\n$/.test(line))).toBe(true);
    const [next] = await run((journal) => journal.append([draft()], testDevice));
    expect(next).toMatchObject({ n: 6, prev: muts[4]?.h });
    expect((await look()).muts).toEqual([...muts, next]);
    // The first call is still one: cut inside it, none of it is left.
    await writeFile(path(), sealed.subarray(0, sealed.indexOf('\n') + 1));
    expect((await look()).muts).toEqual([]);
  });

  test('keeps a damaged line and a torn end beside, sealed, and goes on to name the gap', async () => {
    const muts = chain(4);
    const lines = plainLines(muts);
    const flipped = Buffer.from(lines[1] ?? '');
    flipped.writeUInt8(flipped.readUInt8(80) ^ 1, 80);
    const torn = (lines[3] ?? Buffer.alloc(0)).subarray(0, 300);
    await writeFile(path(), Buffer.concat([lines[0] ?? flipped, flipped, lines[2] ?? flipped, torn]));
    await writeFile(join(folder, 'outbox.damaged-7'), secret);

    const { muts: read, state } = await look();
    expect(read).toEqual([muts[0], muts[2]]);
    expect(state).toEqual({ last: 3, tornBytes: 300, damaged: [{ afterN: 1, beforeN: 3 }] });
    expect((await look()).state).toEqual({ last: 3, tornBytes: 0, damaged: [{ afterN: 1, beforeN: 3 }] });

    const asides = (await readdir(folder)).filter((name) => name !== 'outbox.ndjson');
    const opened = await Promise.all(asides.map(async (name) => findFile(key, aboutAside, await readFile(join(folder, name)))));
    expect(opened.map(String).toSorted()).toEqual([flipped, torn, Buffer.from(secret)].map(String).toSorted());
    for (const content of Object.values(await snapshot())) expect(Buffer.from(content, 'latin1').includes(secret)).toBe(false);
  });

  test('that went on sealed because the disk was full is read whole, and is sealed once there is room', async () => {
    const plain = chain(3);
    const later = chain(2, plain.at(-1));
    await writeFile(path(), Buffer.concat([...plainLines(plain), ...sealedLines(later)]));
    expect((await look()).muts).toEqual([...plain, ...later]);
    expect(splitLines(await readFile(path())).every((line) => line.startsWith('1.'))).toBe(true);
    expect((await look()).muts).toEqual([...plain, ...later]);
  });
});
