import { limits, type PullReply } from '#contract/district-api.ts';
import { Failure } from '#contract/failure.ts';
import type { HeldLine, HoldRow, HoldsReply } from '#contract/hold.ts';
import type { User } from '#domain/identity.ts';
import type { IngestDevice } from '#server/ingest/ingest-store.ts';
import type { MemoryHeld, MemoryHold } from '#server/ingest/testing/memory-waiting.ts';
import type { District } from './district.ts';

interface HoldScope {
  name: string;
  covers(hold: MemoryHold): boolean;
}

const decides = ({ roles }: User) => roles.includes('clerk') || roles.includes('reviewer');

/** As the server's SQL says it: a clerk's or reviewer's desk sees its subdistrict's, any other its own and what was given back to its people. */
function scopeOf({ store, now }: District, { dev, signKey, subdistrict }: IngestDevice): HoldScope {
  const grants = (store.grants.get(dev) ?? []).filter(({ to }) => to === null || to.getTime() > now);
  const people = grants.map(({ user }) => user);
  const isHere = (hold: MemoryHold) => hold.subdistrict === subdistrict;
  if (people.some(decides)) return { name: 'all', covers: isHere };
  const ids = people.map(({ id }) => id).sort();
  const key = signKey.join('.');
  const isOwn = (hold: MemoryHold) => store.devices.get(hold.dev)?.signKey.join('.') === key;
  const covers = (hold: MemoryHold) => isHere(hold) && (isOwn(hold) || ids.some((id) => id === hold.assignee));
  return { name: `own:${ids.join(',')}`, covers };
}

/** What waits here, and is decided, as far as a device may see it, in the feed's order. */
export function holdsSeenBy(district: District, device: IngestDevice): MemoryHold[] {
  const { covers } = scopeOf(district, device);
  return [...district.store.waiting.holds.values()].filter(covers).sort((a, b) => a.seq - b.seq);
}

/** Where a device's feed of what waits stands, and under which scope. */
export function holdsMark(district: District, device: IngestDevice): NonNullable<PullReply['holds']> {
  return { head: holdsSeenBy(district, device).at(-1)?.seq ?? 0, scope: scopeOf(district, device).name };
}

/** @throws Failure EPOCH */
export function holdsPage(district: District, device: IngestDevice, query: URLSearchParams): HoldsReply {
  const { epoch } = district;
  if (Number(query.get('epoch')) !== epoch) throw new Failure('EPOCH', { epoch });
  const cursor = Number(query.get('cursor'));
  const { head, scope } = holdsMark(district, device);
  const rest = holdsSeenBy(district, device).filter(({ seq, state }) => seq > cursor && (state === 'held' || cursor > 0));
  const page = rest.slice(0, limits.pageRows);
  const end = page.length === rest.length ? head : (page.at(-1)?.seq ?? head);
  return { epoch, scope, rows: page.map((hold) => rowOf(district, hold)), cursor: end, head };
}

function rowOf(district: District, hold: MemoryHold): HoldRow {
  const { id, seq, state, dev, notes, assignee, settled } = hold;
  const at = new Date(district.now).toISOString();
  return {
    ...{ id, seq, state, openedAt: at, device: { dev, name: dev }, notes, assignee: assignee ?? null },
    lines: linesOf(district, hold),
    decided: settled === undefined ? null : { by: settled.by, at, reason: settled.reason },
  };
}

/** Those of its changes that still wait; none once it is decided. */
export function linesOf({ store }: District, { id, state }: MemoryHold): HeldLine[] {
  if (state !== 'held') return [];
  const people = [...store.grants.values()].flat().map(({ user }) => user);
  return [...store.waiting.held.values()].filter((one) => one.hold === id && one.state === 'held').map((one) => lineOf(one, people));
}

function lineOf({ mutation, told, rule, fields }: MemoryHeld, people: readonly User[]): HeldLine {
  const outcome = told.outcome === 'conflict' ? 'conflict' : 'quarantined';
  const conflict = fields === undefined ? null : (told.conflictId ?? null);
  const author = people.find(({ id }) => id === mutation.user) ?? null;
  return { mutation, outcome, rule, conflict, fields: fields ?? {}, author };
}
