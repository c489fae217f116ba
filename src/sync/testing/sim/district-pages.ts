import { limits, type PullReply, type Receipt } from '#contract/district-api.ts';
import { Failure } from '#contract/failure.ts';
import type { IngestDevice } from '#server/ingest/ingest-store.ts';
import type { District } from './district.ts';
import { holdsMark } from './district-holds.ts';

/** Stands wherever the protocol wants a time and no law asks for it. */
export const noTime = new Date(Date.UTC(2026, 2, 2)).toISOString();

/**
 * From one snapshot: a page, the head, what the server has of this device, and where what waits stands. Every row carries a member that only a newer
 * server knows [W1]. @throws Failure CURSOR
 */
export function readPage(district: District, device: IngestDevice, cursor: number, limit: number): PullReply {
  const { store, epoch } = district;
  const { head } = store;
  if (cursor > head) throw new Failure('CURSOR');
  const rows = [...store.records.values()]
    .filter((stored) => stored.subdistrict === device.subdistrict && stored.seq > cursor)
    .sort((a, b) => a.seq - b.seq);
  const page = rows.slice(0, Math.min(limit, limits.pageRows));
  const end = page.length === rows.length ? head : (page.at(-1)?.seq ?? head);
  const { next, backed } = store.devices.get(device.dev) ?? device;
  const newer = page.map(({ record, seq }) => ({ ...record, seq, later: seq }));
  return { epoch, rows: newer, cursor: end, head, next, backed, holds: holdsMark(district, device) };
}

/** @throws Failure NOT_FOUND for a batch that the server does not have */
export function receiptOf({ store, serverId, epoch }: District, { dev }: IngestDevice, batch: string): Receipt {
  const ranges = store.pushes.filter((push) => push.batch === batch && push.dev === dev);
  const own = store.mutations
    .filter(({ mutation: { dev: by, n } }) => by === dev && ranges.some(({ from, to }) => n >= from && n <= to))
    .map(({ told }) => told);
  const last = own.at(-1);
  if (last === undefined) throw new Failure('NOT_FOUND');
  const count = (outcome: string) => own.filter((told) => told.outcome === outcome).length;
  const counts = { applied: count('applied'), noop: count('noop'), conflict: count('conflict'), quarantined: count('quarantined') };
  return {
    batch,
    serverId,
    epoch,
    dev,
    issuedAt: noTime,
    from: own[0]?.n ?? 0,
    to: last.n,
    head: last.h,
    counts: { received: own.length, ...counts },
    items: [],
    photos: { total: 0, verified: 0, bytes: 0, missing: [] },
    digest: last.h,
    sig: '',
  };
}
