import { createHash } from 'node:crypto';
import type { PushResult, Receipt } from '#contract/district-api.ts';
import { Failure } from '#contract/failure.ts';
import type { DeviceId, Sha256, User } from '#domain/identity.ts';
import { applyMutation, type MergeRecord, type MergeResult } from '#domain/merge.ts';
import type { FeedRecord, Mutation } from '#domain/mutation.ts';
import { type HeldConflict, isChild } from '#domain/record.ts';
import type { Wire } from '../ports.ts';

const sha = (text: string) => createHash('sha256').update(text).digest('hex') as Sha256;

/** A district small enough to read: real merge and rules, one mutation at a time; results kept per device and number, photos as a set of hashes. */
export class DistrictInMemory {
  readonly records = new Map<string, FeedRecord>();
  readonly photos = new Set<string>();
  /** Answers that the next calls throw instead of answering. */
  readonly faults: (Failure | undefined)[] = [];
  private readonly results = new Map<string, PushResult>();
  private readonly next = new Map<string, number>();
  private readonly pushed = new Map<string, Mutation[]>();
  private head = 0;
  epoch = 1;
  /** Conflicts by id, as people resolve them. */
  readonly conflicts = new Map<string, HeldConflict>();
  private readonly users: readonly User[];

  constructor(users: readonly User[]) {
    this.users = users;
  }

  wireFor(device: DeviceId): Wire {
    const answer = <T>(value: () => T): Promise<T> => {
      const fault = this.faults.shift();
      return fault === undefined ? Promise.resolve(structuredClone(value())) : Promise.reject(fault);
    };
    return {
      hello: () => answer(() => ({ serverId: device, epoch: this.epoch, pMin: 1, pMax: 1, now: new Date(0).toISOString(), limits: {} })),
      // It has no journal to read in: every line comes from the store.
      pushLines: (_batch, _epoch, { from }) => Promise.reject(new Failure('journal-damaged', { n: from })),
      push: (batch, _epoch, mutations) => answer(() => this.push(device, batch, mutations)),
      pull: ({ cursor }, limit) => answer(() => this.pull(device, cursor, limit)),
      receipt: (batch) => answer(() => this.receipt(device, batch)),
      checkPhotos: (photos) =>
        answer(() => {
          const have = photos.filter((photo) => this.photos.has(photo.sha256)).map((photo) => photo.sha256);
          return { have, need: photos.map((photo) => photo.sha256).filter((hash) => !have.includes(hash)) };
        }),
      sendPhoto: (sha256) =>
        answer(() => {
          this.photos.add(sha256);
          return { sentBytes: 10 };
        }),
      sendParcel: (photos) =>
        answer(() => {
          for (const sha256 of photos) this.photos.add(sha256);
          return { verified: photos, sentBytes: photos.length * 10 };
        }),
      held: async () => [],
      holds: async ({ epoch }) => ({ epoch, scope: '', rows: [], cursor: 0, head: 0 }),
      needsRoom: async () => false,
      releasePhotos: async () => [],
      stop: async () => undefined,
      fetchPhoto: (photo) =>
        answer(() => {
          if (!this.photos.has(photo.sha256)) throw new Failure('NOT_FOUND');
          return { bytes: 10 };
        }),
    };
  }

  private push(device: DeviceId, batch: string, mutations: Mutation[]) {
    this.pushed.set(batch, [...(this.pushed.get(batch) ?? []), ...mutations]);
    const results = mutations.map((mutation) => this.receive(device, mutation));
    return { epoch: this.epoch, next: this.next.get(device) ?? 1, backed: 1, results };
  }

  private receive(device: DeviceId, mutation: Mutation): PushResult {
    const key = `${device}:${mutation.n}`;
    const stored = this.results.get(key);
    if (stored !== undefined) return stored;
    const next = this.next.get(device) ?? 1;
    if (mutation.n > next) throw new Failure('GAP', { next });
    const result = this.apply(mutation);
    this.results.set(key, result);
    this.next.set(device, mutation.n + 1);
    return result;
  }

  private apply(mutation: Mutation): PushResult {
    const current = this.records.get(mutation.id);
    const all = [...this.records.values()];
    const result = applyMutation(mutation, current, {
      user: this.users.find((user) => user.id === mutation.user),
      conflict: (id) => this.conflicts.get(id),
      record: (_type, id) => this.records.get(id),
      children: (type, field, parent) => all.filter((record) => isChild(record, type, field, parent)),
      all: (type) => all.filter((record) => record.type === type && !record.deleted),
    });
    const base = { n: mutation.n, h: mutation.h };
    const write = (record: MergeRecord | undefined) => {
      if (record === undefined) return this.records.get(mutation.id)?.seq ?? 0;
      this.head += 1;
      this.records.set(record.id, { ...record, seq: this.head });
      return this.head;
    };
    if ('closes' in result && result.closes !== undefined) this.close(result.closes);
    switch (result.outcome) {
      case 'applied':
        return { ...base, outcome: 'applied', rowSeq: write(result.record) };
      case 'conflict': {
        const conflictId = this.hold(mutation, result);
        return { ...base, outcome: 'conflict', rowSeq: write(result.record), conflictId, rule: result.conflict.rule };
      }
      case 'noop':
        return { ...base, outcome: 'noop', rowSeq: current?.seq ?? 0 };
      case 'quarantined':
        return { ...base, outcome: 'quarantined', rowSeq: current?.seq ?? 0, rule: result.rule };
      default:
        return result satisfies never;
    }
  }

  /** A new conflict under its mutation's uid, or one that a resolution left open with what the server holds now. */
  private hold(mutation: Mutation, { conflict, of }: Extract<MergeResult, { outcome: 'conflict' }>): string {
    const { uid, type, id: record, user, g } = mutation;
    const before = of === undefined ? undefined : this.conflicts.get(of);
    const author = this.users.find((each) => each.id === user);
    const opened: HeldConflict = {
      id: uid,
      type,
      record,
      rule: conflict.rule,
      fields: conflict.fields,
      open: true,
      author,
      grouped: g !== null,
    };
    const held = before === undefined ? opened : { ...before, fields: conflict.fields };
    this.conflicts.set(held.id, held);
    return held.id;
  }

  private close(id: string): void {
    const held = this.conflicts.get(id);
    if (held !== undefined) this.conflicts.set(id, { ...held, open: false });
  }

  private pull(device: DeviceId, cursor: number, limit: number) {
    const rows = [...this.records.values()].filter((row) => row.seq > cursor).sort((a, b) => a.seq - b.seq);
    const page = rows.slice(0, limit);
    const drained = page.length === rows.length;
    return {
      epoch: this.epoch,
      rows: page,
      cursor: drained ? this.head : (page.at(-1)?.seq ?? cursor),
      head: this.head,
      next: this.next.get(device) ?? 1,
      backed: 1,
    };
  }

  private receipt(device: DeviceId, batch: string): Receipt {
    const mutations = this.pushed.get(batch) ?? [];
    const results = mutations.map((mutation) => this.results.get(`${device}:${mutation.n}`));
    const count = (outcome: string) => results.filter((result) => result?.outcome === outcome).length;
    const photos = [...new Set(mutations.flatMap((mutation) => mutation.photos.add))];
    const last = mutations.at(-1);
    return {
      batch,
      serverId: device,
      epoch: this.epoch,
      dev: device,
      issuedAt: new Date(0).toISOString(),
      from: mutations[0]?.n ?? 0,
      to: last?.n ?? 0,
      head: last?.h ?? sha(''),
      counts: {
        received: mutations.length,
        applied: count('applied'),
        noop: count('noop'),
        conflict: count('conflict'),
        quarantined: count('quarantined'),
      },
      items: [],
      photos: {
        total: photos.length,
        verified: photos.filter((photo) => this.photos.has(photo)).length,
        bytes: 0,
        missing: photos.filter((photo) => !this.photos.has(photo)),
      },
      digest: sha(batch),
      sig: '',
    };
  }
}
