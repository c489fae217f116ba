type Row = Record<string, unknown>;
type Key = string | number;
type Indexed = Key | readonly Key[];

/** Orders keys as IndexedDB does: numbers before texts before lists. */
function compare(a: unknown, b: unknown): number {
  if (Array.isArray(a) && Array.isArray(b)) {
    for (let at = 0; at < Math.min(a.length, b.length); at += 1) {
      const order = compare(a[at], b[at]);
      if (order !== 0) return order;
    }
    return a.length - b.length;
  }
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'number') return -1;
  if (typeof b === 'number') return 1;
  return (a as string) < (b as string) ? -1 : a === b ? 0 : 1;
}

type Read = (row: Row) => readonly Indexed[];

const none: readonly Indexed[] = [];
const readers = new Map<string, Read>();

/** Answers what stands under an index in a row: several for a list index, none where the row lacks it. Made once for each index. */
function readerOf(index: string): Read {
  const known = readers.get(index);
  if (known !== undefined) return known;
  const compound = /^\[(.+)\]$/.exec(index)?.[1]?.split('+');
  const read: Read = compound === undefined ? (row) => keysUnder(row[index]) : (row) => partsUnder(row, compound);
  readers.set(index, read);
  return read;
}

function keysUnder(value: unknown): readonly Indexed[] {
  if (Array.isArray(value)) return value as Key[];
  return value === undefined || value === null ? none : [value as Key];
}

function partsUnder(row: Row, names: readonly string[]): readonly Indexed[] {
  const parts = names.map((name) => row[name] as Key | undefined);
  return parts.includes(undefined) ? none : [parts as Key[]];
}

const sameKey = (a: unknown, b: unknown) => a === b || (Array.isArray(a) && compare(a, b) === 0);

/** Where a table's writes and reads go through: who crashes, and what is undone then. */
export interface Gate {
  /** Called before every request: throws, or never answers, where the device is gone or its disk is full. */
  enter(): Promise<void>;
  /** How to take the write back that is about to happen. */
  note(undo: () => void): void;
}

/** The part of Dexie's Table that the desk's store uses, over a Map: the store's own code runs on it as it is. `Kept` is what that code writes. */
export class MemoryTable<Kept extends object = Row> {
  readonly #rows: Map<Key, Row>;
  readonly #key: string;
  readonly #gate: Gate;

  constructor(rows: Map<Key, Row>, key: string, gate: Gate) {
    this.#rows = rows;
    this.#key = key;
    this.#gate = gate;
  }

  /** Every row as it is, for laws alone. */
  get all(): ReadonlyMap<Key, Kept> {
    return this.#rows as ReadonlyMap<Key, object> as ReadonlyMap<Key, Kept>;
  }

  /** The same, as a collection looks through them. */
  rows(): Iterable<Row> {
    return this.#rows.values();
  }

  async get(key: Key): Promise<Row | undefined> {
    await this.#gate.enter();
    return this.#rows.get(key);
  }

  async bulkGet(keys: readonly Key[]): Promise<(Row | undefined)[]> {
    await this.#gate.enter();
    return keys.map((key) => this.#rows.get(key));
  }

  async put(row: Row): Promise<void> {
    await this.#gate.enter();
    this.write(row);
  }

  async bulkPut(rows: readonly Row[]): Promise<void> {
    await this.#gate.enter();
    for (const row of rows) this.write(row);
  }

  async bulkAdd(rows: readonly Row[]): Promise<void> {
    await this.#gate.enter();
    const taken = rows.find((row) => this.#rows.has(row[this.#key] as Key));
    if (taken !== undefined) throw new Error(`ConstraintError: ${String(taken[this.#key])}`);
    for (const row of rows) this.write(row);
  }

  async delete(key: Key): Promise<void> {
    await this.bulkDelete([key]);
  }

  async bulkDelete(keys: readonly Key[]): Promise<void> {
    await this.#gate.enter();
    for (const key of keys) this.remove(key);
  }

  async clear(): Promise<void> {
    await this.bulkDelete([...this.#rows.keys()]);
  }

  count(): Promise<number> {
    return this.toCollection().count();
  }

  toArray(): Promise<Row[]> {
    return this.toCollection().toArray();
  }

  toCollection(): MemoryCollection {
    return new MemoryCollection(this, this.#gate, this.#key, this.#key, () => true);
  }

  orderBy(index: string): MemoryCollection {
    return new MemoryCollection(this, this.#gate, this.#key, index, () => true);
  }

  async each(use: (row: Row) => void): Promise<void> {
    for (const row of await this.toArray()) use(row);
  }

  where(index: string): MemoryWhere {
    return new MemoryWhere((test) => new MemoryCollection(this, this.#gate, this.#key, index, test));
  }

  write(row: Row): void {
    const key = row[this.#key] as Key;
    const before = this.#rows.get(key);
    this.#gate.note(() => (before === undefined ? this.#rows.delete(key) : this.#rows.set(key, before)));
    this.#rows.set(key, row);
  }

  remove(key: Key): void {
    const before = this.#rows.get(key);
    if (before === undefined) return;
    this.#gate.note(() => this.#rows.set(key, before));
    this.#rows.delete(key);
  }
}

type Test = (key: Indexed) => boolean;

export class MemoryWhere {
  readonly #collect: (test: Test) => MemoryCollection;

  constructor(collect: (test: Test) => MemoryCollection) {
    this.#collect = collect;
  }

  equals(wanted: Indexed): MemoryCollection {
    return this.#collect((key) => sameKey(key, wanted));
  }

  notEqual(unwanted: Indexed): MemoryCollection {
    return this.#collect((key) => !sameKey(key, unwanted));
  }

  anyOf(wanted: readonly Indexed[]): MemoryCollection {
    const known = new Set(wanted.map((one) => (Array.isArray(one) ? one.join('\n') : one)));
    return this.#collect((key) => known.has(Array.isArray(key) ? key.join('\n') : (key as Key)));
  }

  above(least: Indexed): MemoryCollection {
    return this.#collect((key) => compare(key, least) > 0);
  }

  aboveOrEqual(least: Indexed): MemoryCollection {
    return this.#collect((key) => compare(key, least) >= 0);
  }

  between(low: Indexed, high: Indexed, withLow = true, withHigh = false): MemoryCollection {
    return this.#collect((key) => {
      const [fromLow, fromHigh] = [compare(key, low), compare(key, high)];
      return (fromLow > 0 || (withLow && fromLow === 0)) && (fromHigh < 0 || (withHigh && fromHigh === 0));
    });
  }
}

/** Rows in the order of their index, then of their key. */
export class MemoryCollection {
  readonly #table: MemoryTable<object>;
  readonly #gate: Gate;
  readonly #key: string;
  readonly #index: string;
  readonly #test: Test;
  #filters: ((row: never) => boolean)[] = [];
  #limit = Number.POSITIVE_INFINITY;

  constructor(table: MemoryTable<object>, gate: Gate, key: string, index: string, test: Test) {
    this.#table = table;
    this.#gate = gate;
    this.#key = key;
    this.#index = index;
    this.#test = test;
  }

  filter(test: (row: never) => boolean): this {
    this.#filters.push(test);
    return this;
  }

  limit(count: number): this {
    this.#limit = count;
    return this;
  }

  /** A row stands once for each key of a list index that passes, as in IndexedDB. */
  #found(): Row[] {
    const hits: { at: Indexed; row: Row }[] = [];
    const read = readerOf(this.#index);
    for (const row of this.#table.rows()) {
      for (const at of read(row)) {
        if (this.#test(at) && this.#filters.every((test) => test(row as never))) hits.push({ at, row });
      }
    }
    if (hits.length > 1) hits.sort((a, b) => compare(a.at, b.at) || compare(a.row[this.#key], b.row[this.#key]));
    return hits.slice(0, this.#limit).map(({ row }) => row);
  }

  async toArray(): Promise<Row[]> {
    await this.#gate.enter();
    return this.#found();
  }

  async sortBy(field: string): Promise<Row[]> {
    const rows = await this.toArray();
    return rows.sort((a, b) => compare(a[field], b[field]));
  }

  async first(): Promise<Row | undefined> {
    return (await this.toArray())[0];
  }

  async last(): Promise<Row | undefined> {
    return (await this.toArray()).at(-1);
  }

  async count(): Promise<number> {
    return (await this.toArray()).length;
  }

  async primaryKeys(): Promise<Key[]> {
    return (await this.toArray()).map((row) => row[this.#key] as Key);
  }

  /** As Dexie: the row is changed in place, or replaced through the second argument. */
  async modify(edit: ((row: never, change: { value: unknown }) => void) | Row): Promise<number> {
    const rows = await this.toArray();
    for (const row of rows) {
      const change = { value: { ...row } as unknown };
      if (typeof edit === 'function') edit(change.value as never, change);
      else Object.assign(change.value as Row, edit);
      this.#table.write(change.value as Row);
    }
    return rows.length;
  }

  async delete(): Promise<number> {
    const keys = await this.primaryKeys();
    for (const key of keys) this.#table.remove(key);
    return keys.length;
  }
}
