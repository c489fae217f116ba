import { releasedAs, verdictRule } from '#domain/hold.ts';
import type { User } from '#domain/identity.ts';
import { applyMutation, findGroupConflict } from '#domain/merge.ts';
import { isStorable, type Mutation, momentOf } from '#domain/mutation.ts';
import type { HoldVerdict } from '#domain/verdict.ts';
import { type Court, contextOf, type HoldEffects, type Ruling, type SettledHold, type Stopped } from './court.ts';
import { madeBy } from './docket.ts';
import type { StoredHold, StoredMember } from './ingest-store.ts';
import { recordKey } from './working-set.ts';

type Amend = Extract<HoldVerdict, { kind: 'release' }>['amend'];

/** Judges a verdict on a hold. Nothing of the records changes but by a release that every rule lets through, whole [P8]. */
export function settle(mutation: Mutation, verdict: HoldVerdict, court: Court): Ruling {
  const user = court.findUser(mutation);
  if (user === undefined) return { outcome: 'quarantined', rule: 'NO_GRANT' };
  if (!isStorable(mutation)) return { outcome: 'quarantined', rule: 'SCHEMA' };
  const found = mutation.conflict === null ? undefined : court.docket.find(mutation.conflict);
  const hold = found?.subdistrict === court.subdistrict ? found : undefined;
  const rule = verdictRule(mutation, verdict, hold, user);
  if (hold === undefined || rule !== undefined) return { outcome: 'quarantined', rule: rule ?? 'NO_CONFLICT' };
  if (!hold.open) return decidedAlready(verdict, hold);
  const shownBy = recordKey(mutation.type, mutation.id);
  switch (verdict.kind) {
    case 'reject':
      return { outcome: 'applied', shownBy, effects: { settled: reject(hold, user, verdict.reason, court), closes: [] } };
    case 'release':
      return release(hold, verdict, user, mutation, court);
    case 'answer':
    case 'return': {
      const note = noteOf(hold, verdict, user, mutation, court);
      return note === undefined
        ? { outcome: 'quarantined', rule: 'SCHEMA' }
        : { outcome: 'applied', shownBy, effects: { settled: [], closes: [], note } };
    }
    default:
      return verdict satisfies never;
  }
}

/** Somebody decided meanwhile: the same again is nothing new; anything else changes nothing, and says so. */
function decidedAlready({ kind }: HoldVerdict, { id, state }: StoredHold): Ruling {
  const same = (kind === 'reject' && state === 'rejected') || (kind === 'release' && state === 'released');
  return same ? { outcome: 'noop' } : { outcome: 'conflict', rule: 'RESOLVE_STALE', conflictId: id };
}

function noteOf(
  { id }: StoredHold,
  verdict: Extract<HoldVerdict, { kind: 'return' | 'answer' }>,
  user: User,
  mutation: Mutation,
  { people }: Court,
): HoldEffects['note'] {
  const said = { by: user.name, at: momentOf(mutation).toISOString(), text: verdict.reason };
  if (verdict.kind === 'answer') return { hold: id, note: { kind: 'answer', ...said } };
  const person = people.get(verdict.to);
  return (
    person && { hold: id, note: { kind: 'return', ...said, to: person.id, toName: person.name, due: verdict.due }, assignee: person.id }
  );
}

/** A record shows no conflict any more that is decided. */
function lower(members: readonly StoredMember[], { work, closed }: Court): void {
  for (const { mutation, conflict, raised } of members) {
    if (conflict !== undefined) closed.add(conflict);
    const current = raised ? work.record(mutation.type, mutation.id) : undefined;
    if (current) work.put({ ...current, rev: current.rev + 1, openConflicts: Math.max(0, current.openConflicts - 1) });
  }
}

/** What comes after it does not wait for it any more. */
function forget({ members }: StoredHold, { parked }: Court): void {
  for (const { mutation } of members) {
    if (mutation.g !== null) parked.groups.delete(mutation.g);
    if (mutation.op === 'create') parked.records.delete(mutation.id);
  }
}

const followersOf = (hold: StoredHold, { docket }: Court) => docket.followers(madeBy(hold));

/** One that waits behind two records may have been decided with the other already: a hold is decided once. */
const isOpen = ({ id }: StoredHold, { docket }: Court) => docket.find(id)?.open === true;

/** What would follow a record that is not to be goes with it. */
function reject(hold: StoredHold, user: User, reason: string, court: Court): SettledHold[] {
  lower(hold.members, court);
  forget(hold, court);
  court.docket.settle(hold.id, 'rejected');
  const followers = followersOf(hold, court).flatMap((each) => (isOpen(each, court) ? reject(each, user, reason, court) : []));
  return [{ hold, state: 'rejected', by: user.id, reason }, ...followers];
}

function release(
  hold: StoredHold,
  { reason, amend }: { reason: string; amend: Amend },
  user: User,
  mutation: Mutation,
  court: Court,
): Ruling {
  const closes: string[] = [];
  const stopped = judgeAgain(hold, { amend, user, closes }, court);
  if (stopped === undefined) {
    const settled = releaseWithFollowers(hold, { user, reason, closes }, court);
    return { outcome: 'applied', shownBy: recordKey(mutation.type, mutation.id), effects: { settled, closes } };
  }
  const note = { kind: 'reopened', by: user.name, at: momentOf(mutation).toISOString(), rule: stopped.rule } as const;
  const effects: HoldEffects = { settled: [], closes: [], note: { hold: hold.id, note }, reopened: stopped };
  return { outcome: 'conflict', rule: stopped.rule, conflictId: hold.id, effects };
}

/** What waited only for this is judged too, each for itself: what still breaks a rule goes on waiting. */
function releaseWithFollowers(hold: StoredHold, by: { user: User; reason: string; closes: string[] }, court: Court): SettledHold[] {
  const { user, reason, closes } = by;
  forget(hold, court);
  court.docket.settle(hold.id, 'released');
  const followers = followersOf(hold, court).flatMap((each) => {
    if (!isOpen(each, court) || judgeAgain(each, { amend: {}, user, closes }, court) !== undefined) return [];
    return releaseWithFollowers(each, by, court);
  });
  return [{ hold, state: 'released', by: user.id, reason }, ...followers];
}

interface Releasing {
  amend: Amend;
  user: User;
  /** Conflicts that its own resolutions close. */
  closes: string[];
}

/** All of a hold, as its authors' acts, on what stands now: all of it is applied, or none. Answers what stops it. */
function judgeAgain({ members }: StoredHold, { amend, user, closes }: Releasing, court: Court): Stopped | undefined {
  const [closed, before] = [new Set(court.closed), closes.length];
  const undo = court.work.mark();
  lower(members, court);
  const judged = members.map((member) => ({ member, ...releasedAs(member, amend[member.mutation.uid], user) }));
  const stopped = judged.map((each) => applyOne(each, closes, court)).find((each) => each !== undefined) ?? lackingIn(judged, court);
  if (stopped === undefined) return undefined;
  undo();
  court.closed = closed;
  closes.length = before;
  return stopped;
}

interface Judged extends Pick<StoredMember, 'mutation' | 'author'> {
  member: StoredMember;
}

function applyOne({ member, mutation, author }: Judged, closes: string[], court: Court): Stopped | undefined {
  const { work, subdistrict } = court;
  const stored = work.stored(recordKey(mutation.type, mutation.id));
  if (work.isOtherType(mutation.type, mutation.id)) return { member, rule: 'ID_TAKEN', fields: undefined };
  if (stored !== undefined && stored.subdistrict !== subdistrict) return { member, rule: 'NO_GRANT', fields: undefined };
  const result = applyMutation(mutation, work.record(mutation.type, mutation.id), contextOf(author, court));
  switch (result.outcome) {
    case 'quarantined':
      return { member, rule: result.rule, fields: undefined };
    case 'conflict':
      return { member, ...result.conflict };
    case 'applied':
      work.put(result.record);
      return noteClosed(result.closes, closes, court);
    case 'noop':
      return noteClosed(result.closes, closes, court);
    default:
      return result satisfies never;
  }
}

function noteClosed(conflict: string | undefined, closes: string[], { closed }: Court): undefined {
  if (conflict === undefined) return;
  closed.add(conflict);
  closes.push(conflict);
}

/** What the whole group lacks, once each of it stands. */
function lackingIn(judged: readonly Judged[], { work }: Court): Stopped | undefined {
  for (const { member, mutation } of judged) {
    const conflict = findGroupConflict(mutation, work);
    if (conflict !== undefined) return { member, ...conflict };
  }
  return undefined;
}
