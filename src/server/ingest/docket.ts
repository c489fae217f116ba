import type { HeldStateName } from '#contract/hold.ts';
import type { RecordId, UserId } from '#domain/identity.ts';
import { type Mutation, verdictOf } from '#domain/mutation.ts';
import type { IngestFeed, StoredConflict, StoredHold } from './ingest-store.ts';

/** What waits for people, as far as a batch touches it. A verdict of the batch is known to the next. */
export class Docket {
  readonly #holds: Map<string, StoredHold>;

  constructor(holds: readonly StoredHold[]) {
    this.#holds = new Map(holds.map((hold) => [hold.id, hold]));
  }

  find(id: string): StoredHold | undefined {
    return this.#holds.get(id);
  }

  /** Open holds with a change of one of these records that waits because the record was not there. */
  followers(records: ReadonlySet<RecordId>): StoredHold[] {
    return [...this.#holds.values()].filter(
      ({ open, members }) => open && members.some(({ toldRule, mutation }) => toldRule === 'GROUP_PARKED' && records.has(mutation.id)),
    );
  }

  settle(id: string, state: Exclude<HeldStateName, 'held'>): void {
    const hold = this.#holds.get(id);
    if (hold !== undefined) this.#holds.set(id, { ...hold, open: false, state });
  }
}

/** Records that a hold's changes bring into being. */
export function madeBy({ members }: Pick<StoredHold, 'members'>): Set<RecordId> {
  return new Set(members.filter(({ mutation }) => mutation.op === 'create').map(({ mutation }) => mutation.id));
}

/** What a batch's decisions and groups are about. */
export interface Waiting {
  holds: StoredHold[];
  conflicts: Map<string, StoredConflict>;
  /** Held changes that its verdicts may bring to judgement again, as amended. */
  again: Mutation[];
}

/** Round by round: what the batch names, what waits behind that, and the conflicts that resolutions among it are about. */
export async function loadWaiting(fresh: readonly Mutation[], feed: IngestFeed): Promise<Waiting> {
  const holds = new Map<string, StoredHold>();
  const conflicts = new Map<string, StoredConflict>();
  let ids = fresh.flatMap((mutation) => [mutation.g, verdictOf(mutation) && mutation.conflict].filter((id) => typeof id === 'string'));
  let choices = fresh.filter((mutation) => verdictOf(mutation) === undefined);
  let records: RecordId[] = [];
  for (;;) {
    const asked = choices.flatMap(({ op, conflict }) =>
      op === 'resolve' && conflict !== null && !conflicts.has(conflict) ? [conflict] : [],
    );
    for (const conflict of await feed.readConflicts([...new Set(asked)])) {
      conflicts.set(conflict.id, conflict);
      ids.push(conflict.hold);
    }
    ids = [...new Set(ids)].filter((id) => !holds.has(id));
    const found = (await feed.readHolds(ids, records)).filter(({ id }) => !holds.has(id));
    if (found.length === 0) return { holds: [...holds.values()], conflicts, again: againOf(fresh, holds) };
    for (const hold of found) holds.set(hold.id, hold);
    ids = [];
    choices = found.flatMap(({ members }) => members.map(({ mutation }) => mutation));
    records = [...new Set(found.flatMap((hold) => [...madeBy(hold)]))];
  }
}

function againOf(fresh: readonly Mutation[], holds: ReadonlyMap<string, StoredHold>): Mutation[] {
  const verdicts = fresh.map(verdictOf).filter((verdict) => verdict !== undefined);
  if (verdicts.length === 0) return [];
  const amends = verdicts.flatMap((verdict) => (verdict.kind === 'release' ? [verdict.amend] : []));
  const members = [...holds.values()].flatMap((hold) => hold.members.map(({ mutation }) => mutation));
  return members.flatMap((mutation) => [
    mutation,
    ...amends.flatMap((amend) => (amend[mutation.uid] ? [{ ...mutation, set: { ...mutation.set, ...amend[mutation.uid] } }] : [])),
  ]);
}

/** Whom the batch gives something back to. */
export function assigneesOf(fresh: readonly Mutation[]): UserId[] {
  return fresh.map(verdictOf).flatMap((verdict) => (verdict?.kind === 'return' ? [verdict.to] : []));
}
