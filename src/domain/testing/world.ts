import type { Entitlement } from '../entitlement.ts';
import type { RecordId, RecordType, User } from '../identity.ts';
import { applyMutation, findGroupConflict } from '../merge.ts';
import type { Json, MutationDraft } from '../mutation.ts';
import type { MergeRecord } from '../record.ts';
import { around, created, draft } from './samples.ts';

/** A district of records that changes by groups, all or nothing, as the server changes it. */
export class World {
  #records: readonly MergeRecord[];

  constructor(records: readonly MergeRecord[]) {
    this.#records = records;
  }

  get records(): readonly MergeRecord[] {
    return this.#records;
  }

  record(id: RecordId): MergeRecord | undefined {
    return this.#records.find((record) => record.id === id);
  }

  of(type: RecordType): MergeRecord[] {
    return this.#records.filter((record) => record.type === type);
  }

  /** Applies a group: `applied`, or the first rule that refuses it, and then nothing has changed. */
  apply(user: User, group: readonly MutationDraft[]): string {
    let records = this.#records;
    for (const mutation of group) {
      const current = records.find((record) => record.id === mutation.id);
      const result = applyMutation(mutation, current, around(user, records));
      if (result.outcome === 'quarantined') return result.rule;
      if (result.outcome === 'conflict') return result.conflict.rule;
      if (result.outcome === 'applied') records = [...records.filter((record) => record.id !== mutation.id), result.record];
    }
    for (const mutation of group) {
      const conflict = findGroupConflict(mutation, around(user, records));
      if (conflict !== undefined) return conflict.rule;
    }
    this.#records = records;
    return 'applied';
  }

  create(user: User, type: RecordType, id: RecordId, fields: object): MutationDraft {
    return draft('create', type, id, user, { set: created(fields) });
  }

  /** A patch by somebody who saw the record as it is. */
  patch(user: User, type: RecordType, id: RecordId, fields: object): MutationDraft {
    const seen = this.record(id)?.fields ?? {};
    const set = Object.entries(fields).map(([field, value]) => [field, { old: seen[field] ?? null, new: value as Json }]);
    return draft('patch', type, id, user, { set: Object.fromEntries(set) });
  }

  line(id: RecordId): Entitlement | undefined {
    return this.record(id)?.fields as Entitlement | undefined;
  }
}
