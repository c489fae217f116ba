import { Dexie } from 'dexie';
import type { FeedRecord } from '#domain/mutation.ts';
import type { DeskDatabase } from '../../../renderer/store/database.ts';
import type { BlobRow, HandedRow, HoldEntry, OutboxRow, ViewRow } from '../../../renderer/store/rows.ts';
import { type Gate, MemoryTable } from './memory-table.ts';

type Stored = Map<string | number, Record<string, unknown>>;

/** What a desk's browser storage holds, as bytes on a disk hold it: whole transactions alone. */
export type DeskImage = Readonly<Record<TableName, Stored>>;

const keys = {
  rows: 'id',
  view: 'id',
  outbox: 'n',
  blobs: 'sha256',
  drafts: 'key',
  receipts: 'batch',
  meta: 'key',
  search: 'id',
  tallies: 'key',
  holds: 'id',
  stale: 'id',
  handed: 'uid',
  told: 'from',
} as const;
type TableName = keyof typeof keys;

/** What the store's code keeps in the tables that laws look into. */
interface Kept {
  /** `later` is what only a newer server writes [W1]. */
  rows: FeedRecord & { later?: unknown };
  view: ViewRow;
  outbox: OutboxRow;
  blobs: BlobRow;
  holds: HoldEntry;
  handed: HandedRow;
}
type Tables = { readonly [N in TableName]: N extends keyof Kept ? MemoryTable<Kept[N]> : MemoryTable };

const names = Object.keys(keys) as TableName[];

const imageOf = (of: (name: TableName) => Stored) => Object.fromEntries(names.map((name) => [name, of(name)])) as Record<TableName, Stored>;

export function emptyDesk(): DeskImage {
  return imageOf(() => new Map());
}

/** Rows are never changed in place, so that a copy of the tables is a copy of all. */
export function copyDesk(image: DeskImage): DeskImage {
  return imageOf((name) => new Map(image[name]));
}

/** What befalls storage: each asked at the moment it names. Those that never answer are a device that is gone. */
export interface StorageFate {
  request(): Promise<void>;
  /** Before a transaction's writes are made to stay. @throws as a full disk does */
  commit(): Promise<void>;
  committed(): Promise<void>;
}

/**
 * The desk's database in memory, for schedules by the ten thousand: transactions one at a time, all or nothing, durable once they end. The
 * store's code runs on it unchanged.
 */
export class MemoryDesk {
  readonly tables: Tables;
  readonly blind = (token: string) => token;
  /** Nothing is sealed in memory. */
  readonly sealAhead = () => undefined;
  readonly viewTables: unknown[];
  readonly #fate: StorageFate;
  #undo: (() => void)[] | undefined;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(image: DeskImage, fate: StorageFate) {
    this.#fate = fate;
    const gate: Gate = { enter: () => fate.request(), note: (undo) => void this.#undo?.push(undo) };
    this.tables = Object.fromEntries(names.map((name) => [name, new MemoryTable(image[name], keys[name], gate)])) as never;
    Object.assign(this, this.tables);
    this.viewTables = [this.tables.view, this.tables.search, this.tables.tallies, this.tables.handed, this.tables.told];
  }

  /** As the store's code knows it. */
  get db(): DeskDatabase {
    return this as unknown as DeskDatabase; // it has the part of Dexie that the store uses
  }

  transaction<T>(_mode: string, _tables: unknown, work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(() => this.#run(work));
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  /** What a power cut leaves of a transaction that has not ended. */
  rollBack(): void {
    for (const undo of (this.#undo ?? []).reverse()) undo();
    this.#undo = undefined;
  }

  async #run<T>(work: () => Promise<T>): Promise<T> {
    this.#undo = [];
    try {
      const result = await work();
      await this.#fate.commit();
      this.#undo = undefined;
      await this.#fate.committed();
      return result;
    } catch (error) {
      this.rollBack();
      throw error instanceof Error ? error : new Dexie.AbortError(String(error));
    }
  }
}
