import { join } from 'node:path';
import { chainHash, contentHash } from '#contract/canonical.ts';
import type { DeviceId } from '#domain/identity.ts';
import type { Mutation, MutationDraft } from '#domain/mutation.ts';
import { writeWhole } from '../folder/durable-file.ts';
import type { DataKey } from '../keys/data-key.ts';
import { createTurns } from '../turns.ts';
import { firstFile, type Journal, openJournal } from './journal.ts';
import { formatCall, hashText, renumbered, sealLine } from './line.ts';

export interface GenerationsOptions {
  folder: string;
  dataKey: DataKey;
  /** Name of the file in force; the first one's where none is named. */
  file: string | undefined;
  /** The device's id at the moment of a save. */
  dev(): DeviceId;
}

/** The device's journal across its ids: one file in force, those of earlier ids untouched beside it. */
export interface Generations extends Omit<Journal, 'append'> {
  append(drafts: MutationDraft[]): Promise<Mutation[]>;
  /**
   * Writes every line anew under another id into a file of its own, and goes on in that file once `commit` has made its name true [FK1].
   * `kept` are lines that this journal can no longer read: those that its hashes prove take their old place. No line is lost, wherever it is cut:
   * before `commit` the old file is in force, after it the new one is whole. @throws Failure disk-full, or what `commit` throws
   */
  renumber(dev: DeviceId, kept: readonly Mutation[], commit: (file: string) => Promise<void>): Promise<void>;
}

/** @throws Failure as `openJournal` */
export async function openGenerations({ folder, dataKey, file = firstFile, dev }: GenerationsOptions): Promise<Generations> {
  let journal = await openJournal({ folder, dataKey, file });
  const inTurn = createTurns();

  async function renumber(next: DeviceId, kept: readonly Mutation[], commit: (file: string) => Promise<void>): Promise<void> {
    const name = `outbox.${next}.ndjson`;
    const readable = await readAll(journal);
    const lines = [...readable, ...provenLines(readable, kept)].toSorted((a, b) => a.n - b.n);
    await writeWhole(join(folder, name), sealAll(dataKey.subkey('journal'), renumbered(lines, next)));
    const renewed = await openJournal({ folder, dataKey, file: name });
    try {
      await commit(name);
    } catch (error) {
      await renewed.close();
      throw error;
    }
    const before = journal;
    journal = renewed;
    await before.close();
  }

  return {
    append: (drafts) => inTurn(() => journal.append(drafts, dev())),
    read: (from, limit) => inTurn(() => journal.read(from, limit)),
    readLines: (from, limit) => inTurn(() => journal.readLines(from, limit)),
    state: () => journal.state(),
    renumber: (next, kept, commit) => inTurn(() => renumber(next, kept, commit)),
    close: () => inTurn(() => journal.close()),
  };
}

async function readAll(journal: Journal): Promise<Mutation[]> {
  const all: Mutation[] = [];
  for (let from = 1; ; ) {
    const { muts } = await journal.read(from, 1000);
    const last = muts.at(-1);
    if (last === undefined) return all;
    all.push(...muts);
    from = last.n + 1;
  }
}

/**
 * Of `kept`, what once stood where this journal is damaged: the hash that the first readable line behind carries of the one before it proves
 * that one, which proves the one before. Anything else the page says it kept is nobody's word.
 */
function provenLines(readable: readonly Mutation[], kept: readonly Mutation[]): Mutation[] {
  const byHash = new Map(kept.filter(isWhole).map((line) => [line.h, line]));
  return readable.flatMap((line, index) => {
    const proven: Mutation[] = [];
    const after = readable[index - 1]?.n ?? 0;
    for (let { n, prev } = line; n > after + 1; ) {
      const before = byHash.get(prev);
      if (before === undefined || before.n !== n - 1) break;
      proven.push(before);
      ({ n, prev } = before);
    }
    return proven;
  });
}

const isWhole = (line: Mutation) => contentHash(line, hashText) === line.c && chainHash(line, hashText) === line.h;

function sealAll(key: Uint8Array, lines: readonly Mutation[]): Buffer {
  return Buffer.concat(lines.flatMap((line) => formatCall([line])).map((text) => sealLine(key, text)));
}
