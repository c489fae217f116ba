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
  readonly #records = new Map<RecordKey, MergeRecord>();
  readonly #stored = new Map<RecordKey, StoredRecord>();
  /** By id, the type it is taken for, in whatever subdistrict. */
  readonly #types = new Map<string, RecordType>();
  /** In order of first change, so that parents come before the children made after them. */
  readonly #changed = new Set<RecordKey>();

  constructor(subdistrict: string) {
    this.#subdistrict = subdistrict;
  }

  load(rows: readonly StoredRecord[]): void {
    for (const row of rows) {
      const key = recordKey(row.record.type, row.record.id);
      this.#stored.set(key, row);
      this.#types.set(row.record.id, row.record.type);
      if (row.subdistrict === this.#subdistrict) this.#records.set(key, row.record);
    }
  }

  has(type: RecordType, id: RecordId): boolean {
    return this.#records.has(recordKey(type, id));
  }

  record(type: RecordType, id: RecordId): MergeRecord | undefined {
    return this.#records.get(recordKey(type, id));
  }

  children(type: RecordType, parentField: string, parentId: RecordId): MergeRecord[] {
    return [...this.#records.values()].filter((record) => isChild(record, type, parentField, parentId));
  }

  all(type: ScarceType): MergeRecord[] {
    return [...this.#records.values()].filter((record) => record.type === type && !record.deleted);
  }

  stored(key: RecordKey): StoredRecord | undefined {
    return this.#stored.get(key);
  }

  /** Whether the id names a record of another type: an id names one record on every device [ID1]. */
  isOtherType(type: RecordType, id: RecordId): boolean {
    return (this.#types.get(id) ?? type) !== type;
  }

  put(record: MergeRecord): void {
    const key = recordKey(record.type, record.id);
    this.#types.set(record.id, record.type);
    this.#records.set(key, record);
    this.#changed.add(key);
  }

  changes(): { key: RecordKey; record: MergeRecord }[] {
    return [...this.#changed].flatMap((key) => {
      const record = this.#records.get(key);
      return record === undefined ? [] : [{ key, record }];
    });
  }

  /** Remembers the present state; the function returned goes back to it. */
  mark(): () => void {
    const records = new Map(this.#records);
    const changed = [...this.#changed];
    const types = new Map(this.#types);
    return () => {
      this.#records.clear();
      this.#changed.clear();
      this.#types.clear();
      for (const [id, type] of types) this.#types.set(id, type);
      for (const [key, record] of records) this.#records.set(key, record);
      for (const key of changed) this.#changed.add(key);
    };
  }
}
