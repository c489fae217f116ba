import type { HeldStateName, HoldNote } from '#contract/hold.ts';
import type { DeviceId, RecordId, User, UserId } from '#domain/identity.ts';
import type { Mutation } from '#domain/mutation.ts';
import type { HeldMutation, HoldChange, IngestCommit, IngestDevice, Parked, StoredHold, StoredMember } from '../ingest-store.ts';

/** A hold, and the device whose change opened it. */
export interface MemoryHold {
  id: string;
  dev: DeviceId;
  seq: number;
  subdistrict: string;
  state: HeldStateName;
  assignee: UserId | undefined;
  notes: HoldNote[];
  settled: HoldChange['settled'];
}

export type MemoryHeld = HeldMutation & { state: HeldStateName; rule: string };

const keyOf = ({ dev, n }: { dev: string; n: number }) => `${dev}/${n}`;

/** What waits for people, in memory. */
export class MemoryWaiting {
  readonly holds = new Map<string, MemoryHold>();
  readonly held = new Map<string, MemoryHeld>();

  /** As a backup copies it: what is kept is never changed in place. */
  takeOver({ holds, held }: MemoryWaiting): void {
    for (const [id, hold] of holds) this.holds.set(id, hold);
    for (const [key, one] of held) this.held.set(key, one);
  }

  parked(): Parked {
    const parked: Parked = { groups: new Map(), records: new Map() };
    for (const { mutation, told, state } of this.held.values()) {
      if (state !== 'held' || (told.outcome !== 'conflict' && told.outcome !== 'quarantined')) continue;
      if (mutation.g !== null) parked.groups.set(mutation.g, told.outcome);
      if (mutation.op === 'create') parked.records.set(mutation.id, told.outcome);
    }
    return parked;
  }

  holdOf(mutation: Mutation): string | undefined {
    return this.held.get(keyOf(mutation))?.hold;
  }

  find(ids: readonly string[], records: readonly RecordId[], people: readonly User[]): StoredHold[] {
    const waiting = [...this.held.values()].filter(({ state }) => state === 'held');
    const behind = waiting.filter(({ told, mutation }) => told.rule === 'GROUP_PARKED' && records.includes(mutation.id));
    const wanted = new Set([...ids, ...behind.map(({ hold }) => hold)]);
    return [...this.holds.values()]
      .filter(({ id }) => wanted.has(id))
      .map(({ id, state, subdistrict, assignee }) => {
        const members = waiting.filter(({ hold }) => hold === id).map((one) => memberOf(one, people));
        return { id, state, subdistrict, assignee, open: state === 'held', members };
      });
  }

  keep({ device, holds, held, decided, reopened }: IngestCommit): void {
    for (const change of holds) this.#keepHold(change, device);
    for (const one of held) this.held.set(keyOf(one.mutation), { ...one, state: 'held', rule: one.told.rule ?? 'SCHEMA' });
    for (const { state, ...at } of decided) this.#change(at, { state });
    for (const { rule, fields, ...at } of reopened) this.#change(at, { ...(rule && { rule }), ...(fields && { fields }) });
  }

  #keepHold({ id, seq, settled, notes, assignee }: HoldChange, { dev, subdistrict }: IngestDevice): void {
    const before = this.holds.get(id) ?? {
      id,
      dev,
      subdistrict,
      state: 'held' as const,
      notes: [],
      assignee: undefined,
      settled: undefined,
    };
    this.holds.set(id, {
      ...before,
      seq,
      state: settled?.state ?? before.state,
      settled: settled ?? before.settled,
      notes: [...before.notes, ...notes],
      assignee: assignee ?? before.assignee,
    });
  }

  #change(at: { dev: string; n: number }, change: Partial<MemoryHeld>): void {
    const one = this.held.get(keyOf(at));
    if (one !== undefined) this.held.set(keyOf(at), { ...one, ...change });
  }
}

function memberOf({ mutation, told, fields }: MemoryHeld, people: readonly User[]): StoredMember {
  const conflict = fields === undefined ? undefined : told.conflictId;
  return {
    mutation,
    author: people.find(({ id }) => id === mutation.user),
    outcome: told.outcome === 'conflict' ? 'conflict' : 'quarantined',
    toldRule: told.rule,
    conflict,
    raised: told.outcome === 'conflict' && conflict !== undefined && told.rowSeq > 0,
  };
}
