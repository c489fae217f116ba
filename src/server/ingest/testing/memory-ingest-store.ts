import { Failure } from '#contract/failure.ts';
import type { DeviceId, User } from '#domain/identity.ts';
import { isChild } from '#domain/record.ts';
import type { RuleId } from '#domain/rule.ts';
import type {
  IngestCommit,
  IngestDevice,
  IngestFeed,
  IngestGrant,
  IngestStore,
  KeptMutation,
  StoredConflict,
  StoredRecord,
} from '../ingest-store.ts';
import { MemoryWaiting } from './memory-waiting.ts';

/** Ingest's store in memory, for the simulation and for fast tests: the same laws, nothing durable. */
export class MemoryIngestStore implements IngestStore {
  readonly devices = new Map<DeviceId, IngestDevice>();
  readonly grants = new Map<DeviceId, IngestGrant[]>();
  /** Every line kept, in the order it was kept. */
  readonly mutations: KeptMutation[] = [];
  readonly records = new Map<string, StoredRecord>();
  readonly conflicts = new Map<string, IngestCommit['conflicts'][number]>();
  readonly closed = new Set<string>();
  readonly waiting = new MemoryWaiting();
  readonly pushes: { batch: string; dev: DeviceId; from: number; to: number; at: Date }[] = [];
  head = 0;
  #turn: Promise<unknown> = Promise.resolve();

  async findDevice(dev: DeviceId): Promise<IngestDevice | undefined> {
    return this.devices.get(dev);
  }

  /** One at a time; a rejection leaves nothing, because `keep` and `notePush` are applied only at the end. */
  exclusively<T>(dev: DeviceId, work: (feed: IngestFeed) => Promise<T>): Promise<T> {
    const turn = this.#turn.then(async () => {
      const device = this.devices.get(dev);
      if (device === undefined) throw new Failure('AUTH');
      const writes: (() => void)[] = [];
      const result = await work(this.#feed(device, writes));
      for (const write of writes) write();
      return result;
    });
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  #feed(device: IngestDevice, writes: (() => void)[]): IngestFeed {
    const own = () => this.mutations.filter(({ mutation }) => mutation.dev === device.dev);
    return {
      head: this.head,
      device,
      readTold: async (from, to) =>
        own()
          .map(({ told }) => told)
          .filter(({ n }) => n >= from && n <= to),
      readUids: async (uids) =>
        uids.flatMap((uid) => {
          const first = this.mutations.find(({ mutation }) => mutation.uid === uid);
          return first === undefined ? [] : [{ uid, dev: first.mutation.dev, c: first.mutation.c, told: first.told }];
        }),
      readGrants: async () => this.grants.get(device.dev) ?? [],
      readParked: async () => this.waiting.parked(),
      readRecords: async (needs) => {
        const ids = new Set(needs.map(({ id }) => id));
        return [...this.records.values()].filter(({ record }) => ids.has(record.id));
      },
      readChildren: async (needs) =>
        needs.flatMap(({ type, parentField, parentId }) =>
          [...this.records.values()].filter(({ record }) => isChild(record, type, parentField, parentId)),
        ),
      readConflicts: async (ids) => this.#held(ids),
      readHolds: async (ids, behind) => this.waiting.find(ids, behind, this.#people()),
      readPeople: async (ids) => this.#people().filter(({ id }) => ids.includes(id)),
      readAll: async (types) =>
        [...this.records.values()].filter(({ record }) => types.some((type) => type === record.type) && !record.deleted),
      keep: async (commit) => void writes.push(() => this.#keep(commit)),
      notePush: async (batch, from, to, at) => void writes.push(() => this.pushes.push({ batch, dev: device.dev, from, to, at })),
    };
  }

  #people(): User[] {
    return [...this.grants.values()].flat().map(({ user }) => user);
  }

  #held(ids: string[]): StoredConflict[] {
    const people = this.#people();
    return ids.flatMap((id) => {
      const opened = this.conflicts.get(id);
      if (opened === undefined) return [];
      const { mutation, rule, fields } = opened;
      return {
        id,
        type: mutation.type,
        record: mutation.id,
        rule: rule as RuleId,
        fields,
        open: !this.closed.has(id),
        author: people.find((user) => user.id === mutation.user),
        grouped: mutation.g !== null,
        hold: this.waiting.holdOf(mutation) ?? id,
      };
    });
  }

  #keep(commit: IngestCommit): void {
    const { device, head, mutations, records, conflicts, closed, refreshed } = commit;
    this.waiting.keep(commit);
    this.devices.set(device.dev, device);
    this.head = head;
    this.mutations.push(...mutations);
    for (const stored of records) this.records.set(`${stored.record.type}/${stored.record.id}`, stored);
    for (const conflict of conflicts) this.conflicts.set(conflict.id, conflict);
    for (const { id } of closed) this.closed.add(id);
    for (const { id, fields } of refreshed) {
      const opened = this.conflicts.get(id);
      if (opened !== undefined) this.conflicts.set(id, { ...opened, fields });
    }
  }
}
