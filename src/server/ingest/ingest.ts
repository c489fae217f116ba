import type { HashText } from '#contract/canonical.ts';
import { type PushReply, type PushResult, signedText } from '#contract/district-api.ts';
import { Failure } from '#contract/failure.ts';
import type { User } from '#domain/identity.ts';
import { type Mutation, momentOf } from '#domain/mutation.ts';
import { childrenNeededBy, recordsNeededBy, referencesOf, typesNeededBy } from '#domain/needs.ts';
import type { Court, Judgement } from './court.ts';
import { assigneesOf, Docket, loadWaiting } from './docket.ts';
import { HoldChanges } from './hold-changes.ts';
import type { IngestDevice, IngestFeed, IngestGrant, IngestStore, KeptMutation, StoredRecord, Told } from './ingest-store.ts';
import { holderAt, judge } from './judge.ts';
import { type ParsedPush, parsePush } from './parse-push.ts';
import { recordKey, WorkingSet } from './working-set.ts';

export interface IngestParts {
  store: IngestStore;
  epoch: number;
  hash: HashText;
  /** Ed25519: whether `signature` (base64url) is that key's over the text. */
  verify(signKey: Uint8Array, text: string, signature: string): boolean;
  now(): Date;
  newId(): string;
}

/** Takes a push and answers it: SPEC.md, Ingest. `sent` is the bytes that the body was parsed from, where there are any. */
export type Ingest = (body: unknown, sent?: Buffer) => Promise<PushReply>;

/**
 * The one way into the feed, for HTTP, bundles and the server's own console. A batch sent again gets the same results, however
 * many of it run at once, because each waits for the feed and then finds what the first one was told.
 * @throws Failure UPGRADE, TOO_BIG, BATCH_BAD, AUTH, EPOCH, FORK, GAP
 */
export function createIngest(parts: IngestParts): Ingest {
  return async (body, sent) => {
    const push = parsePush(body, parts.hash, sent);
    const device = await parts.store.findDevice(push.dev);
    if (device === undefined) throw new Failure('AUTH');
    const head = push.muts.at(-1)?.h ?? '';
    if (!parts.verify(device.signKey, signedText.push(head), push.sig)) throw new Failure('BATCH_BAD', { n: push.to });
    if (push.epoch !== parts.epoch) throw new Failure('EPOCH', { epoch: parts.epoch });
    return parts.store.exclusively(push.dev, (feed) => take(push, feed, parts));
  };
}

async function take(push: ParsedPush, feed: IngestFeed, parts: IngestParts): Promise<PushReply> {
  const { device } = feed;
  if (push.from > device.next) throw new Failure('GAP', { next: device.next });
  const at = parts.now();
  const told = await feed.readTold(push.from, Math.min(push.to, device.next - 1));
  for (const known of told) if (push.muts[known.n - push.from]?.h !== known.h) throw new Failure('FORK', { n: known.n });
  const fresh = push.muts.slice(told.length);
  const last = fresh.at(-1);
  if (fresh[0] !== undefined && fresh[0].prev !== device.lastHash) throw new Failure('FORK', { n: fresh[0].n });
  const kept = last === undefined ? [] : await keepFresh(push, fresh, feed, at, parts);
  await feed.notePush(push.batch, push.from, push.to, at);
  return {
    epoch: parts.epoch,
    next: last === undefined ? device.next : last.n + 1,
    backed: device.backed,
    results: [...told, ...kept.map((each) => each.told)].map(resultOf),
  };
}

/** One spelling of every result, first time and every time after. */
function resultOf({ n, h, outcome, rowSeq, conflictId, rule }: Told): PushResult {
  return { n, h, outcome, rowSeq, ...(conflictId === undefined ? {} : { conflictId }), ...(rule === undefined ? {} : { rule }) };
}

async function keepFresh(push: ParsedPush, fresh: Mutation[], feed: IngestFeed, at: Date, parts: IngestParts): Promise<KeptMutation[]> {
  const court = await openCourt(fresh, feed, parts);
  const judged = judge(fresh, court);
  const records = stamp(court.work, feed);
  const mutations = tell(judged, push.texts.slice(-fresh.length), court.work, records);
  const changes = new HoldChanges(judged, mutations, court);
  const holds = changes.placed(feed.head + records.length);
  await feed.keep({
    device: deviceAfter(feed.device, fresh),
    batch: push.batch,
    at,
    head: feed.head + records.length + holds.length,
    mutations,
    records,
    conflicts: judged.flatMap(({ mutation, conflictId, conflict }) =>
      conflict === undefined || conflictId === undefined ? [] : [{ id: conflictId, mutation, ...conflict }],
    ),
    closed: changes.closed,
    refreshed: judged.flatMap(({ refreshes }) => refreshes ?? []),
    holds,
    held: changes.held,
    decided: changes.decided,
    reopened: changes.reopened,
  });
  return mutations;
}

/** Loads all that judging looks at. */
async function openCourt(fresh: readonly Mutation[], feed: IngestFeed, { newId }: IngestParts): Promise<Court> {
  const waiting = await loadWaiting(fresh, feed);
  const assignees = assigneesOf(fresh);
  const people = assignees.length === 0 ? [] : await feed.readPeople(assignees);
  return {
    work: await loadRecords([...fresh, ...waiting.again], feed),
    subdistrict: feed.device.subdistrict,
    revoked: feed.device.revoked,
    findUser: userFinder(await feed.readGrants()),
    uids: new Map((await feed.readUids(fresh.map((each) => each.uid))).map((holder) => [holder.uid, holder])),
    parked: await feed.readParked([...new Set(fresh.flatMap(({ g }) => g ?? []))], [...new Set(fresh.map(({ id }) => id))]),
    conflicts: waiting.conflicts,
    closed: new Set(),
    docket: new Docket(waiting.holds),
    people: new Map(people.map((user) => [user.id, user])),
    newId,
  };
}

/** Set by set: what the batch names, and what those records point at in turn. */
async function loadRecords(fresh: readonly Mutation[], feed: IngestFeed): Promise<WorkingSet> {
  const work = new WorkingSet(feed.device.subdistrict);
  let needs = recordsNeededBy(fresh);
  for (let round = 0; round < 3 && needs.length > 0; round += 1) {
    const rows = await feed.readRecords(needs);
    work.load(rows);
    needs = rows
      .flatMap(({ record }) => referencesOf(record.type, record.fields))
      .filter(({ type, id }) => !work.stored(recordKey(type, id)));
  }
  const held = new Map(fresh.flatMap(({ type, id }) => work.stored(recordKey(type, id)) ?? []).map(({ record }) => [record.id, record]));
  work.load(await feed.readChildren(childrenNeededBy(fresh, (id) => held.get(id))));
  work.load(await feed.readAll(typesNeededBy(fresh)));
  return work;
}

/**
 * A grant that has ended covers what was done before its end, by the device's clock as the server corrected it [GR1]. Its beginning is not
 * asked for: nobody signs in on a device that has not heard of their grant, so only a wrong clock could have written earlier.
 */
function userFinder(grants: IngestGrant[]): (mutation: Mutation) => User | undefined {
  return (mutation) => {
    const when = momentOf(mutation);
    return grants.find(({ user, to }) => user.id === mutation.user && (to === null || when < to))?.user;
  };
}

/** Each changed record appears once, at its new place in the feed. */
function stamp(work: WorkingSet, { head, device }: IngestFeed): StoredRecord[] {
  return work.changes().map(({ key, record }, index) => ({
    record,
    seq: head + 1 + index,
    subdistrict: work.stored(key)?.subdistrict ?? device.subdistrict,
  }));
}

function tell(judged: Judgement[], texts: readonly Buffer[], work: WorkingSet, records: StoredRecord[]): KeptMutation[] {
  const newSeq = new Map(records.map(({ record, seq }) => [`${record.type}/${record.id}`, seq]));
  const toldHere = new Map<Judgement, Told>();
  return judged.map((judgement, index) => {
    const { mutation, outcome, rule, conflictId, shownBy, holder } = judgement;
    const text = texts[index] ?? Buffer.from(JSON.stringify(mutation));
    const rowSeq = shownBy === undefined ? 0 : (newSeq.get(shownBy) ?? work.stored(shownBy)?.seq ?? 0);
    const own: Told = { n: mutation.n, h: mutation.h, outcome, rowSeq };
    if (conflictId !== undefined) own.conflictId = conflictId;
    if (rule !== undefined) own.rule = rule;
    if (holder === undefined) {
      toldHere.set(judgement, own);
      return { mutation, text, told: own };
    }
    const first = 'mutation' in holder ? toldHere.get(holder) : holder.told;
    return { mutation, text, told: { ...(first ?? own), n: mutation.n, h: mutation.h }, alias: holderAt(holder) };
  });
}

function deviceAfter(device: IngestDevice, fresh: Mutation[]): IngestDevice {
  const last = fresh.at(-1);
  return last === undefined ? device : { ...device, next: last.n + 1, lastHash: last.h };
}
