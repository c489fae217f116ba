import { Failure } from '#contract/failure.ts';
import type { DeviceId } from '#domain/identity.ts';
import { genesisHash, type Mutation, type MutationDraft } from '#domain/mutation.ts';
import type { Generations } from '#host/journal/generations.ts';
import { type JournalLine, lineOf } from '#host/journal/journal.ts';
import { numberDraft, renumbered } from '#host/journal/line.ts';
import { type Disk, linesOn } from './disk.ts';

/** What befalls a disk while one life of a device writes to it. */
export interface Power {
  /** Never answers once this life has ended. */
  alive(): Promise<void>;
  /** A moment at which the power may fail: then it never answers. */
  write(): Promise<void>;
  isFull(): boolean;
}

/** Host's journal with the shipped numbering, over lines in memory: a call is written, then synced, then answered. */
export class MemoryJournal implements Generations {
  /** Every line that this life was answered, in order. */
  readonly appended: Mutation[] = [];
  readonly #disk: Disk;
  readonly #power: Power;
  /** Written, and not yet synced: a power cut decides. */
  #unsynced: Mutation[] | undefined;

  constructor(disk: Disk, power: Power) {
    this.#disk = disk;
    this.#power = power;
  }

  get #lines(): Mutation[] {
    return linesOn(this.#disk);
  }

  async append(drafts: MutationDraft[]): Promise<Mutation[]> {
    const { answers, fresh } = this.#number(drafts);
    if (this.#power.isFull()) throw new Failure('disk-full');
    await this.#power.write();
    this.#unsynced = fresh;
    await this.#power.write();
    this.#lines.push(...fresh);
    this.#unsynced = undefined;
    this.appended.push(...fresh);
    await this.#power.write();
    return answers;
  }

  #number(drafts: readonly MutationDraft[]): { answers: Mutation[]; fresh: Mutation[] } {
    const answers: Mutation[] = [];
    const fresh: Mutation[] = [];
    const lines = this.#lines;
    for (const draft of drafts) {
      const known = lines.find(({ uid }) => uid === draft.uid);
      const before = fresh.at(-1) ?? lines.at(-1);
      const line = known ?? numberDraft(draft, this.#disk.membership.enrollment.dev, (before?.n ?? 0) + 1, before?.h ?? genesisHash);
      if (known === undefined) fresh.push(line);
      answers.push(line);
    }
    return { answers, fresh };
  }

  /** The life ends. A call counts whole or not at all: its lines say that more follow. */
  cut(keepsUnsynced: () => boolean): void {
    const lines = this.#unsynced;
    if (lines !== undefined && keepsUnsynced()) this.#lines.push(...lines);
    this.#unsynced = undefined;
  }

  async read(from: number, limit: number): Promise<{ muts: Mutation[]; last: number }> {
    await this.#power.alive();
    const first = Math.max(from, 1);
    return { muts: this.#lines.slice(first - 1, Math.max(from - 1 + limit, 0)), last: this.#lines.length };
  }

  async readLines(from: number, limit: number): Promise<JournalLine[]> {
    return (await this.read(from, limit)).muts.map(lineOf);
  }

  state() {
    return { last: this.#lines.length, tornBytes: 0, damaged: [] };
  }

  async renumber(dev: DeviceId, kept: readonly Mutation[], commit: (file: string) => Promise<void>): Promise<void> {
    const there = new Set(this.#lines.map(({ uid }) => uid));
    const lines = [...this.#lines, ...kept.filter(({ uid }) => !there.has(uid))];
    const name = `outbox.${dev}.ndjson`;
    await this.#power.write();
    this.#disk.files.set(name, renumbered(lines, dev));
    await this.#power.write();
    await commit(name);
  }

  async close(): Promise<void> {}
}
