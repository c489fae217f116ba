import type { HeldLine } from '#contract/hold.ts';
import { sameJson } from '#domain/json.ts';
import { groupOf, kinds } from '#domain/kinds.ts';
import type { Fields, Mutation } from '#domain/mutation.ts';
import { hashText } from '#host/journal/line.ts';
import { createIngest } from '#server/ingest/ingest.ts';
import type { KeptMutation } from '#server/ingest/ingest-store.ts';
import type { Device } from './device.ts';
import { type District, seedStore, signAs } from './district.ts';
import { holdsSeenBy, linesOf } from './district-holds.ts';
import { grouped } from './grouped.ts';
import { Violation } from './violation.ts';
import { WatchedStore } from './watched-store.ts';

/** [P1] All that was 已保存 is on the server once, as it was written. `gone` are changes that a rolled back disk took with it. */
export function checkSaved(district: District, devices: readonly Device[], gone: ReadonlySet<string>): void {
  const kept = new Map<string, KeptMutation[]>();
  for (const one of district.store.mutations) kept.set(one.mutation.uid, [...(kept.get(one.mutation.uid) ?? []), one]);
  for (const device of devices) {
    for (const { uid, c } of device.saved) {
      const there = kept.get(uid) ?? [];
      const itself = there.filter(({ alias }) => alias === undefined);
      if (there.length === 0 && gone.has(uid)) continue;
      if (itself.length !== 1) throw new Violation('P1', { device: device.name, uid, times: itself.length });
      if (there.some(({ mutation }) => mutation.c !== c)) throw new Violation('P1', { device: device.name, uid, other: 'content' });
    }
  }
}

/** [M3] What a form changes of a group, it says what it saw of the rest. */
export function checkWholeGroups(device: Device): void {
  for (const { op, type, set } of device.saved) {
    if (op !== 'patch') continue;
    const kind = kinds[type];
    const missing = Object.keys(set)
      .flatMap((field) => kind.groups[groupOf(kind, field)] ?? [])
      .find((field) => set[field] === undefined);
    if (missing !== undefined) throw new Violation('M3', { device: device.name, type, missing, set });
  }
}

/**
 * [HO5] Of what was handed over nothing is left that the server has: what waits behind a change that never reached it, because it was on a disk that
 * was rolled back or copied, waits with it.
 */
export function checkHanded(district: District, device: Device): void {
  const there = new Set(district.store.mutations.flatMap(({ mutation, alias }) => (alias === undefined ? mutation.uid : [])));
  const left = [...device.tables.handed.all.values()].sort((a, b) => a.order - b.order);
  for (const [id, [first]] of grouped(left, (row) => row.id))
    if (first !== undefined && there.has(first.uid)) throw new Violation('HO5', { device: device.name, id, first });
}

/** [P3] A device shows what the server has, no more and no less, once nothing of its own is open, nor anything that was handed over. */
export function checkSame(district: District, device: Device): void {
  const zone = district.store.devices.get(device.dev)?.subdistrict;
  const views = device.tables.view.all;
  const inScope = [...district.store.records.values()].filter(({ subdistrict }) => subdistrict === zone);
  const handed = new Set<string>([...device.tables.handed.all.values()].map(({ id }) => id));
  for (const { record } of inScope) {
    if (handed.has(record.id)) continue;
    const view = views.get(record.id);
    const same = view !== undefined && view.deleted === record.deleted && view.openConflicts === record.openConflicts;
    if (!same || !sameJson(view.fields as Fields, record.fields)) {
      throw new Violation('P3', { device: device.name, view, record, open: openOf(device, record.id) });
    }
    const row = device.tables.rows.all.get(record.id);
    if (row?.later !== row?.seq) throw new Violation('W1', { device: device.name, row });
  }
  const known = new Set<string>(inScope.map(({ record }) => record.id));
  for (const { id } of views.values())
    if (!known.has(id) && !handed.has(id)) throw new Violation('P3', { device: device.name, ghost: id, open: openOf(device, id) });
}

const openOf = (device: Device, id: string) =>
  [...device.tables.outbox.all.values()]
    .filter((entry) => entry.id === id)
    .map(({ n, state, rowSeq, outcome, rule }) => ({ n, state, rowSeq, outcome, rule }));

/** [H2][H3] What a device knows of what waits is what the server says: of its own changes, and of all that it may see. */
export function checkDecided(district: District, device: Device): void {
  const { waiting } = district.store;
  const states = new Map([...waiting.held.values()].map(({ mutation, state }) => [mutation.uid, state]));
  for (const { uid, held, decided } of device.tables.outbox.all.values()) {
    const told = states.get(uid) ?? 'resolved';
    if (held === 1 && told !== 'held') throw new Violation('H2', { device: device.name, uid, told });
    if (decided !== undefined && decided.state !== told) throw new Violation('H2', { device: device.name, uid, decided, told });
  }
  const me = district.store.devices.get(device.dev);
  const seen = me === undefined ? [] : holdsSeenBy(district, me).filter(({ state }) => state === 'held');
  const open = [...device.tables.holds.all.values()].filter((hold) => hold.open === 1);
  const there = seen.map((hold) => nameOf(hold.id, linesOf(district, hold))).sort();
  const here = open.map((hold) => nameOf(hold.id, hold.lines)).sort();
  if (there.join() !== here.join()) throw new Violation('H3', { device: device.name, there, here });
}

const nameOf = (id: string, lines: readonly Pick<HeldLine, 'mutation' | 'rule'>[]) =>
  `${id} ${lines
    .map(({ mutation, rule }) => `${mutation.uid}:${rule}`)
    .sort()
    .join(' ')}`;

/** [P6] Every photo whose record was saved is on the server, or still on its device where the server could not have it. */
export function checkPhotos(district: District, device: Device, lost: ReadonlySet<string>): void {
  for (const { sha256, own, verified } of device.tables.blobs.all.values()) {
    if (own === 0) continue;
    const there = district.photos.has(sha256);
    if (verified === 1 && !there) throw new Violation('P6', { device: device.name, verified: sha256 });
    if (!there && !lost.has(sha256)) throw new Violation('P6', { device: device.name, missing: sha256 });
  }
}

/** [P8] Over all that came, however it came: a group was applied or it was not. */
export function checkGroupsAtEnd(district: District, lines: readonly Mutation[]): void {
  const told = new Map(district.store.mutations.filter(({ alias }) => alias === undefined).map((one) => [one.mutation.uid, one.told]));
  for (const [g, members] of grouped(lines, (line) => line.g)) {
    if (g === null) continue;
    const outcomes = members.flatMap(({ uid }) => told.get(uid)?.outcome ?? []);
    const stopped = outcomes.filter((outcome) => outcome === 'conflict' || outcome === 'quarantined');
    if (stopped.length !== 0 && stopped.length !== members.length) throw new Violation('P8', { g, outcomes });
    if (outcomes.length !== 0 && outcomes.length !== members.length) throw new Violation('P8', { g, outcomes, of: members.length });
  }
}

/** [P7] The log, gone through again, gives the same tables: contents, seqs and what was told. */
export async function checkReplay(district: District): Promise<void> {
  const store = new WatchedStore({ committing: () => undefined });
  seedStore(store, district.beginning);
  const ids: string[] = [];
  const ingestAt = (epoch: number) =>
    createIngest({
      store,
      epoch,
      hash: hashText,
      verify: (key, text, signature) => signature === signAs(key, text),
      now: () => new Date(0),
      newId: () => ids.shift() ?? 'none',
    });
  for (const entry of district.log) {
    switch (entry.kind) {
      case 'push':
        ids.splice(0, ids.length, ...entry.ids);
        await ingestAt(entry.epoch)(entry.body);
        break;
      case 'device':
        store.devices.set(entry.device.dev, entry.device);
        store.grants.set(entry.device.dev, entry.grants);
        break;
      case 'grants':
        store.grants.set(entry.dev, entry.grants);
        break;
      case 'revoke': {
        const device = store.devices.get(entry.dev);
        if (device !== undefined) store.devices.set(entry.dev, { ...device, revoked: true });
        break;
      }
      default:
        entry satisfies never;
    }
  }
  const [here, again] = [tablesOf(district.store), tablesOf(store)];
  if (here !== again) throw new Violation('P7', firstDifference(here, again));
}

function tablesOf(store: WatchedStore): string {
  const records = [...store.records.values()].sort((a, b) => a.seq - b.seq);
  const told = store.mutations.map(({ mutation: { dev, uid }, told: so }) => ({ dev, uid, ...so }));
  const conflicts = [...store.conflicts.values()].map(({ id, fields }) => ({ id, fields, closed: store.closed.has(id) }));
  const holds = [...store.waiting.holds.values()].map(({ id, seq, state }) => ({ id, seq, state }));
  return JSON.stringify({ head: store.head, records, told, conflicts, holds });
}

function firstDifference(a: string, b: string) {
  let at = 0;
  while (a[at] === b[at]) at += 1;
  return { here: a.slice(Math.max(0, at - 200), at + 200), again: b.slice(Math.max(0, at - 200), at + 200) };
}
