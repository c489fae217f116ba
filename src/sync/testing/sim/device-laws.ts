import { isHeld } from '#domain/hold.ts';
import { sameJson } from '#domain/json.ts';
import { kinds } from '#domain/kinds.ts';
import type { Mutation } from '#domain/mutation.ts';
import type { Journal, SyncStore } from '../../ports.ts';
import type { Device } from './device.ts';
import type { District } from './district.ts';
import { Violation } from './violation.ts';

type Report = (violation: Violation) => void;

const outboxOf = (device: Device) => [...device.tables.outbox.all.values()];
const rowOf = (device: Device, id: string) => device.tables.rows.all.get(id);
const viewOf = (device: Device, id: string) => device.tables.view.all.get(id);

const hasMet = (device: Device, { epoch }: District) => device.tables.meta.all.get('position')?.epoch === epoch;

/** The engine's store with laws on both sides of what an acknowledgement and a backup do to it. */
export function watchStore(store: SyncStore, device: Device, district: District, report: Report): SyncStore {
  return {
    ...store,
    async noteResults(results, batch) {
      const waiting = new Map(results.map((result) => [result.n, result]));
      const entries = outboxOf(device).filter(({ n, h }) => waiting.get(n)?.h === h);
      const ids = [...new Set(entries.map(({ id }) => id))].filter((id) => isUnseen(device, id, waiting));
      const before = ids.map((id) => viewOf(device, id));
      const others = outboxOf(device).filter(({ n, h }) => waiting.has(n) && waiting.get(n)?.h !== h);
      await store.noteResults(results, batch);
      for (const { uid } of entries) device.told.add(uid);
      for (const { n, h, state } of others) {
        const now = device.tables.outbox.all.get(n);
        if (now?.h === h && now.state !== state && state === 0) report(new Violation('A1', { device: device.name, n, now }));
      }
      ids.forEach((id, at) => {
        if (!sameJson(before[at]?.fields as never, viewOf(device, id)?.fields as never)) {
          report(new Violation('P5', { device: device.name, id, before: before[at], after: viewOf(device, id) }));
        }
      });
    },
    async noteServer(has) {
      const before = outboxOf(device);
      await store.noteServer(has);
      const left = device.tables.outbox.all;
      for (const { n, uid, held } of before) {
        if (left.has(n)) continue;
        if (!district.backedUids.has(uid) || held !== undefined) report(new Violation('P6', { device: device.name, pruned: uid, held }));
      }
    },
    async markVerified(photos) {
      await store.markVerified(photos);
      // What a server said before it was restored holds until the device hears of that [E1].
      if (!hasMet(device, district)) return;
      const missing = photos.find((sha256) => !district.photos.has(sha256));
      if (missing !== undefined) report(new Violation('P6', { device: device.name, verified: missing }));
    },
    async markReleased(photos) {
      await store.markReleased(photos);
      const unbacked = photos.find((sha256) => !district.backedPhotos.has(sha256));
      if (unbacked !== undefined) report(new Violation('P6', { device: device.name, released: unbacked }));
    },
  };
}

/**
 * [FK1] The device's journal for the engine: only a disk that was copied or put back takes a new id, and under it what nobody was told of is
 * still to be sent. A stick may tell of some meanwhile.
 */
export function watchJournal(journal: Journal, device: Device, report: Report): Journal {
  return {
    ...journal,
    async renew() {
      if (!device.copied) report(new Violation('FK1', { device: device.name, copied: false }));
      const open = outboxOf(device).filter(({ state }) => state === 0);
      const { dev } = device;
      device.told.clear();
      await journal.renew();
      if (device.dev === dev) return;
      const now = new Map(outboxOf(device).map(({ uid, state }) => [uid, state]));
      const dropped = open.find(({ uid }) => now.get(uid) !== 0 && !device.told.has(uid));
      if (dropped !== undefined) report(new Violation('FK1', { device: device.name, uid: dropped.uid, state: now.get(dropped.uid) }));
    },
  };
}

/** Whether every own open change of a record is applied by these results, and its row has not come yet. */
function isUnseen(
  device: Device,
  id: string,
  results: ReadonlyMap<number, { n: number; h: string; rowSeq: number; outcome: string }>,
): boolean {
  const stale = device.tables.stale.all.has(id);
  const seq = stale ? -1 : (rowOf(device, id)?.seq ?? -1);
  const open = outboxOf(device).filter((entry) => entry.id === id && (entry.state === 0 || entry.state === 1));
  return open.every((entry) => {
    const told = results.get(entry.n) ?? entry;
    return entry.state === 0 && !results.has(entry.n) ? true : told.outcome === 'applied' && (told.rowSeq ?? 0) > seq;
  });
}

/** [RYW] What was saved a moment ago is on the screen. */
export function checkSeen(device: Device, saved: readonly Mutation[]): void {
  for (const mutation of saved) {
    const view = viewOf(device, mutation.id);
    const kind = kinds[mutation.type];
    const later = saved.filter(({ n, id }) => id === mutation.id && n > mutation.n).flatMap(({ set }) => Object.keys(set));
    for (const [field, { new: value }] of Object.entries(mutation.set)) {
      if (kind.sets.includes(field) || kind.maps.includes(field) || later.includes(field) || mutation.op === 'resolve') continue;
      if (!sameJson(view?.fields[field], value)) throw new Violation('RYW', { device: device.name, id: mutation.id, field, value, view });
    }
    if (mutation.op === 'delete' && view?.deleted !== true) throw new Violation('RYW', { device: device.name, deleted: mutation.id });
  }
}

/** [H1] What was held and not decided is still known as such. */
export function checkHeldKnown(device: Device): void {
  for (const { uid, mutation, outcome, conflictId, held, decided } of outboxOf(device)) {
    if (outcome === undefined || !isHeld(mutation, { outcome, conflictId })) continue;
    if (held !== 1 && decided === undefined) throw new Violation('H1', { device: device.name, uid });
  }
}
