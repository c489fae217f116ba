import type { RecordId, RecordType } from '#domain/identity.ts';
import type { MergeRecord } from '#domain/merge.ts';
import { isChild, type ScarceType, type Surroundings } from '#domain/record.ts';
import type { StoredRecord } from './ingest-store.ts';

/** Names a record inside one batch. */
export type RecordKey = `${RecordType}/${string}`;

export function recordKey(type: RecordType, id: string): RecordKey {
  return `${type}/${id}`;
}

/**
 * The records a batch looks at or changes. What one mutation changes, the next one sees. What another subdistrict holds is known to be
 * taken, and is otherwise not there: no rule leans on it.
 */
export class WorkingSet implements Surroundings {
  readonly #subdistrict: string;
  /** By type, because rules ask for the few children of one type among all that a batch makes. */
  readonly #records = new Map<RecordType, Map<RecordId, MergeRecord>>();
  readonly #stored = new Map<RecordKey, StoredRecord>();
  /** By id, the type it is taken for, in whatever subdistrict. */
  readonly #types = new Map<string, RecordType>();
  /** In order of first change, so that parents come before the children made after them. */
  readonly #changed = new Map<RecordKey, MergeRecord>();
  /** How to take back each change, the latest last. */
  readonly #undo: (() => void)[] = [];

  constructor(subdistrict: string) {
    this.#subdistrict = subdistrict;
  }

  load(rows: readonly StoredRecord[]): void {
    for (const row of rows) {
      const { type, id } = row.record;
      this.#stored.set(recordKey(type, id), row);
      this.#types.set(id, type);
      if (row.subdistrict === this.#subdistrict) this.#ofType(type).set(id, row.record);
    }
  }

  has(type: RecordType, id: RecordId): boolean {
    return this.record(type, id) !== undefined;
  }

  record(type: RecordType, id: RecordId): MergeRecord | undefined {
    return this.#records.get(type)?.get(id);
  }

  children(type: RecordType, parentField: string, parentId: RecordId): MergeRecord[] {
    return [...this.#ofType(type).values()].filter((record) => isChild(record, type, parentField, parentId));
  }

  all(type: ScarceType): MergeRecord[] {
    return [...this.#ofType(type).values()].filter((record) => !record.deleted);
  }

  stored(key: RecordKey): StoredRecord | undefined {
    return this.#stored.get(key);
  }

  /** Whether the id names a record of another type: an id names one record on every device [ID1]. */
  isOtherType(type: RecordType, id: RecordId): boolean {
    return (this.#types.get(id) ?? type) !== type;
  }

  put(record: MergeRecord): void {
    const { type, id } = record;
    const key = recordKey(type, id);
    this.#undo.push(restoring(this.#types, id), restoring(this.#ofType(type), id), restoring(this.#changed, key));
    this.#types.set(id, type);
    this.#ofType(type).set(id, record);
    this.#changed.set(key, record);
  }

  changes(): { key: RecordKey; record: MergeRecord }[] {
    return Array.from(this.#changed, ([key, record]) => ({ key, record }));
  }

  /** Remembers the present state; the function returned goes back to it. */
  mark(): () => void {
    const before = this.#undo.length;
    return () => {
      while (this.#undo.length > before) this.#undo.pop()?.();
    };
  }

  #ofType(type: RecordType): Map<RecordId, MergeRecord> {
    const known = this.#records.get(type) ?? new Map<RecordId, MergeRecord>();
    this.#records.set(type, known);
    return known;
  }
}

/** What puts one entry of a map back as it is now. */
function restoring<K, V>(map: Map<K, V>, key: K): () => void {
  const before = map.get(key);
  return () => void (before === undefined ? map.delete(key) : map.set(key, before));
}
