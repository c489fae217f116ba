import type { DeviceId } from '#domain/identity.ts';
import { applyMutation, findGroupConflict, isAskedWithGroup } from '#domain/merge.ts';
import { type Mutation, verdictOf } from '#domain/mutation.ts';
import type { RuleId } from '#domain/rule.ts';
import { type Court, contextOf, type Judgement, type Ruling } from './court.ts';
import type { UidHolder } from './ingest-store.ts';
import { settle } from './settle.ts';
import { recordKey, type WorkingSet } from './working-set.ts';

/** Judges new mutations in order; a run of one group is judged as one. */
export function judge(mutations: readonly Mutation[], court: Court): Judgement[] {
  const judged: Judgement[] = [];
  for (let start = 0; start < mutations.length; ) {
    const group = mutations[start]?.g ?? null;
    let end = start + 1;
    while (group !== null && mutations[end]?.g === group) end += 1;
    judged.push(...judgeGroup(mutations.slice(start, end), court));
    start = end;
  }
  return judged;
}

/** All or nothing: one refused member, or a member refused earlier, and none is applied. A mutation without a group is a group of one. */
function judgeGroup(members: readonly Mutation[], court: Court): Judgement[] {
  const group = members[0]?.g ?? null;
  const earlier = group === null ? undefined : court.parked.groups.get(group);
  const [first] = members;
  const alone = group === null && first !== undefined && !isAskedWithGroup(first);
  const undo = alone ? () => undefined : court.work.mark();
  const judged = members.map((mutation) => judgeOne(mutation, court));
  const refused = judged.filter(({ outcome, holder }) => holder === undefined && (outcome === 'conflict' || outcome === 'quarantined'));
  const lacking = refused.length === 0 ? judged.filter((judgement) => judgeWithin(judgement, court)) : [];
  const stopped = [...refused, ...lacking];
  const parks = earlier !== undefined || (members.length > 1 && refused.length > 0) || lacking.length > 0;
  if (parks) {
    undo();
    park(judged, stopped, earlier, court);
  }
  for (const judgement of judged) remember(judgement, court);
  return judged;
}

/** A member that the rest of its group leaves incomplete is a conflict. True where it is. */
function judgeWithin(judgement: Judgement, court: Court): boolean {
  const conflict = judgement.outcome === 'applied' ? findGroupConflict(judgement.mutation, court.work) : undefined;
  if (conflict === undefined) return false;
  Object.assign(judgement, { outcome: 'conflict', rule: conflict.rule, conflictId: court.newId(), conflict } satisfies Partial<Judgement>);
  return true;
}

/** What later groups of the batch need to know of this one. */
function remember({ mutation, outcome, holder }: Judgement, { parked }: Court): void {
  if (holder !== undefined || (outcome !== 'conflict' && outcome !== 'quarantined')) return;
  if (mutation.g !== null) parked.groups.set(mutation.g, outcome);
  if (mutation.op === 'create') parked.records.set(mutation.id, outcome);
}

/** The innocent share the fate and the conflict of the first that was stopped; a record in conflict shows it, unchanged otherwise. */
function park(judged: Judgement[], stopped: Judgement[], earlier: 'conflict' | 'quarantined' | undefined, court: Court): void {
  const quarantined = earlier === 'quarantined' || stopped.some(({ outcome }) => outcome === 'quarantined');
  const conflictId = stopped.find((each) => each.conflictId !== undefined)?.conflictId;
  for (const judgement of judged) {
    if (judgement.holder !== undefined) continue;
    delete judgement.shownBy;
    if (judgement.closes !== undefined) court.closed.delete(judgement.closes);
    delete judgement.closes;
    if (stopped.includes(judgement)) {
      if (judgement.outcome === 'conflict' && judgement.refreshes === undefined) raise(judgement, court.work);
      continue;
    }
    judgement.outcome = quarantined ? 'quarantined' : 'conflict';
    judgement.rule = 'GROUP_PARKED' satisfies RuleId;
    if (!quarantined && conflictId !== undefined) judgement.conflictId = conflictId;
  }
}

function raise(judgement: Judgement, work: WorkingSet): void {
  const { type, id } = judgement.mutation;
  const current = work.record(type, id);
  if (current === undefined) return;
  work.put({ ...current, rev: current.rev + 1, openConflicts: current.openConflicts + 1 });
  judgement.shownBy = recordKey(type, id);
}

function judgeOne(mutation: Mutation, court: Court): Judgement {
  const holder = court.uids.get(mutation.uid);
  if (holder !== undefined) return { mutation, ...judgeKnown(mutation, holder) };
  const verdict = verdictOf(mutation);
  const judged =
    refuseUnread(mutation, court) ??
    (verdict === undefined ? (parkBehind(mutation, court) ?? merge(mutation, court)) : settle(mutation, verdict, court));
  const judgement: Judgement = { mutation, ...judged };
  // At once: a member of the same group may carry it again.
  court.uids.set(mutation.uid, judgement);
  return judgement;
}

/** A uid already here: the same content is told the same again and applied never; other content is not the same change. */
function judgeKnown(mutation: Mutation, holder: UidHolder | Judgement): Ruling {
  const same = contentOf(holder) === mutation.c;
  return same ? { outcome: 'noop', holder } : { outcome: 'quarantined', rule: 'UID_CLASH' satisfies RuleId };
}

function contentOf(holder: UidHolder | Judgement): string {
  return 'mutation' in holder ? holder.mutation.c : holder.c;
}

/** Where the uid's holder is. */
export function holderAt(holder: UidHolder | Judgement): { dev: DeviceId; n: number } {
  return 'mutation' in holder ? { dev: holder.mutation.dev, n: holder.mutation.n } : { dev: holder.dev, n: holder.told.n };
}

function refuseUnread(mutation: Mutation, { revoked, subdistrict, work }: Court): Ruling | undefined {
  if (revoked) return { outcome: 'quarantined', rule: 'NO_GRANT' satisfies RuleId };
  const stored = work.stored(recordKey(mutation.type, mutation.id));
  // An id names one record: a device keeps its rows by it alone [ID1].
  if (work.isOtherType(mutation.type, mutation.id)) return { outcome: 'quarantined', rule: 'ID_TAKEN' satisfies RuleId };
  // A device writes in its own subdistrict only.
  if (stored !== undefined && stored.subdistrict !== subdistrict) return { outcome: 'quarantined', rule: 'NO_GRANT' satisfies RuleId };
  return undefined;
}

/** A change to a record whose creation waits for a person waits behind it; the decision about that creation does not. */
function parkBehind(mutation: Mutation, { parked, work }: Court): Ruling | undefined {
  if (mutation.op === 'create' || mutation.op === 'resolve' || work.has(mutation.type, mutation.id)) return undefined;
  const outcome = parked.records.get(mutation.id);
  return outcome && { outcome, rule: 'GROUP_PARKED' satisfies RuleId };
}

function closing(closes: string | undefined, { closed }: Court): Pick<Judgement, 'closes'> {
  if (closes === undefined) return {};
  closed.add(closes);
  return { closes };
}

function merge(mutation: Mutation, court: Court): Ruling {
  const { work } = court;
  const result = applyMutation(mutation, work.record(mutation.type, mutation.id), contextOf(court.findUser(mutation), court));
  const shownBy = recordKey(mutation.type, mutation.id);
  switch (result.outcome) {
    case 'applied':
      work.put(result.record);
      return { outcome: 'applied', shownBy, ...closing(result.closes, court) };
    case 'noop':
      return { outcome: 'noop', shownBy, ...closing(result.closes, court) };
    case 'quarantined':
      return { outcome: 'quarantined', rule: result.rule };
    case 'conflict': {
      if (result.record !== undefined) work.put(result.record);
      const { conflict, of } = result;
      if (of !== undefined) {
        return { outcome: 'conflict', rule: conflict.rule, conflictId: of, refreshes: { id: of, fields: conflict.fields } };
      }
      const shown = result.record === undefined ? {} : { shownBy };
      return { outcome: 'conflict', rule: conflict.rule, conflictId: court.newId(), conflict, ...shown };
    }
    default:
      return result satisfies never;
  }
}
