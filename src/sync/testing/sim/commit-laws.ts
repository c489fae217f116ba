import { accountOf, conservationBreaks } from '#domain/account.ts';
import type { Entitlement, Removal } from '#domain/entitlement.ts';
import type { Fixture } from '#domain/fixture.ts';
import { isHeld } from '#domain/hold.ts';
import type { RecordType } from '#domain/identity.ts';
import { sameJson } from '#domain/json.ts';
import { kinds } from '#domain/kinds.ts';
import { type Fields, type Json, type Mutation, verdictOf } from '#domain/mutation.ts';
import type { MergeRecord } from '#domain/record.ts';
import type { IngestCommit, KeptMutation } from '#server/ingest/ingest-store.ts';
import type { MemoryIngestStore } from '#server/ingest/testing/memory-ingest-store.ts';
import { grouped } from './grouped.ts';
import { Violation } from './violation.ts';

/** A change and what its device was told of it. */
type Acted = Omit<KeptMutation, 'text'>;

/** Whether a mutation may have changed its record: an alias is told and applied never, a stopped group changes nothing. */
const mayChange = ({ mutation, told, alias }: Acted) =>
  alias === undefined &&
  (told.outcome === 'applied' || (told.outcome === 'conflict' && mutation.g === null && told.rule !== 'GROUP_PARKED'));

/** What is asked of every commit, of the tables before it and after it. */
export function checkCommit(store: MemoryIngestStore, commit: IngestCommit): void {
  checkOnce(store, commit);
  checkAliases(store, commit);
  checkGroups(commit);
  checkHeld(store, commit);
  const released = releasedBy(store, commit);
  const acting = grouped([...commit.mutations.filter(mayChange), ...released], ({ mutation }) => `${mutation.type}/${mutation.id}`);
  for (const { record, seq } of commit.records) {
    if (seq <= store.head || seq > commit.head) throw new Violation('P7', { seq, head: store.head });
    const key = `${record.type}/${record.id}`;
    checkRecord(store.records.get(key)?.record, record, acting.get(key) ?? []);
  }
  if (new Set(commit.records.map(({ seq }) => seq)).size !== commit.records.length) throw new Violation('P7', 'a seq twice');
  checkReleased(store, commit, released);
  checkDecidedOnce(store, commit);
  checkConservation(store, commit);
}

/** Changes that waited and that this commit lets through, as their clerk put them right: a verdict that failed before in the same batch changed nothing. */
function releasedBy({ waiting }: MemoryIngestStore, { holds, mutations }: IngestCommit): Acted[] {
  const free = new Set(holds.filter(({ settled }) => settled?.state === 'released').map(({ id }) => id));
  const verdicts = mutations.filter(({ told }) => told.outcome === 'applied').map(({ mutation }) => verdictOf(mutation));
  const amends = verdicts.flatMap((verdict) => (verdict?.kind === 'release' ? [verdict.amend] : []));
  return [...waiting.held.values()]
    .filter(({ hold, state }) => state === 'held' && free.has(hold))
    .map(({ mutation, told }) => {
      const amend = amends.map((one) => one[mutation.uid]).find((one) => one !== undefined);
      return { told, mutation: { ...mutation, set: { ...mutation.set, ...amend } } };
    });
}

/** [H4] All of a released hold is in the records, or was there already: where two of the commit wrote a field, the one or the other. */
function checkReleased(store: MemoryIngestStore, { records, mutations }: IngestCommit, released: readonly Acted[]): void {
  const after = new Map(records.map(({ record }) => [record.id, record]));
  const acting = [...mutations.filter(mayChange), ...released];
  for (const { mutation } of released) {
    const { sets, maps } = kinds[mutation.type];
    const record = after.get(mutation.id) ?? store.records.get(`${mutation.type}/${mutation.id}`)?.record;
    const others = acting.filter((other) => other.mutation !== mutation && other.mutation.id === mutation.id);
    if (others.some((other) => other.mutation.op === 'delete' || other.mutation.op === 'merge')) continue;
    if (mutation.op === 'delete' && record?.deleted !== true) throw new Violation('H4', { lost: mutation });
    for (const [field, { old, new: wanted }] of Object.entries(mutation.set)) {
      if (mutation.op === 'resolve' || sets.includes(field) || maps.includes(field) || sameJson(old, wanted)) continue;
      if (others.some((other) => other.mutation.set[field] !== undefined)) continue;
      if (record !== undefined && !sameJson(record.fields[field] ?? null, wanted)) throw new Violation('H4', { field, wanted, record });
      if (record === undefined && mutation.op === 'create') throw new Violation('H4', { lost: mutation });
    }
  }
}

/** [H4] What a person decided stays decided as they did. */
function checkDecidedOnce({ waiting }: MemoryIngestStore, { holds }: IngestCommit): void {
  const again = holds.find(({ id, settled }) => settled !== undefined && (waiting.holds.get(id)?.state ?? 'held') !== 'held');
  if (again !== undefined) throw new Violation('H4', { again });
}

/** [P1] A uid is kept once as itself; where it comes again it is an alias. */
function checkOnce(store: MemoryIngestStore, { mutations }: IngestCommit): void {
  const fresh = mutations.filter(({ alias }) => alias === undefined).map(({ mutation }) => mutation.uid);
  const again = fresh.find((uid, at) => fresh.indexOf(uid) !== at || store.mutations.some(({ mutation }) => mutation.uid === uid));
  if (again !== undefined) throw new Violation('P1', { twice: again });
  // Nobody here ever writes other content under a uid that is taken.
  if (mutations.some(({ told }) => told.rule === 'UID_CLASH')) throw new Violation('P1', 'clash');
}

/** [P10] What comes again under another number is told what the first was told. */
function checkAliases(store: MemoryIngestStore, { mutations }: IngestCommit): void {
  for (const { mutation, told, alias } of mutations) {
    if (alias === undefined) continue;
    const first = [...store.mutations, ...mutations].find((kept) => kept.mutation.uid === mutation.uid)?.told;
    const same = first !== undefined && sameJson({ ...told, n: 0, h: '' }, { ...first, n: 0, h: '' });
    if (!same) throw new Violation('P10', { uid: mutation.uid, first, told });
  }
}

/** [P8] All of a group is applied, or none of it. */
function checkGroups({ mutations }: IngestCommit): void {
  const own = mutations.filter(({ alias }) => alias === undefined);
  for (const [g, members] of grouped(own, ({ mutation }) => mutation.g)) {
    if (g === null) continue;
    const stopped = members.filter(({ told }) => told.outcome === 'conflict' || told.outcome === 'quarantined');
    if (stopped.length !== 0 && stopped.length !== members.length) throw new Violation('P8', { g, told: members.map(({ told }) => told) });
  }
}

/** [P2] What was not applied is in a conflict, value by value. */
function checkHeld(store: MemoryIngestStore, commit: IngestCommit): void {
  const { mutations, conflicts, held } = commit;
  const waits = new Set(held.map(({ mutation }) => mutation.uid));
  const unheld = mutations.find(({ mutation, told, alias }) => alias === undefined && isHeld(mutation, told) && !waits.has(mutation.uid));
  if (unheld !== undefined) throw new Violation('P2', { nowhere: unheld.told });
  const opened = new Map(conflicts.map((conflict) => [conflict.id, conflict]));
  for (const { mutation, told, alias } of mutations) {
    if (alias !== undefined || told.outcome !== 'conflict' || told.rule === 'GROUP_PARKED' || mutation.op === 'resolve') continue;
    const conflict = opened.get(told.conflictId ?? '');
    if (conflict === undefined || conflict.mutation !== mutation) throw new Violation('P2', { unheld: told });
    const { sets } = kinds[mutation.type];
    for (const [field, { old, new: wanted }] of Object.entries(mutation.set)) {
      const held = conflict.fields[field];
      const isKept = sameJson(old, wanted) || sets.includes(field) || hasStood(store, commit, mutation, field);
      if (!(held === undefined ? isKept : sameJson(held.device, wanted))) throw new Violation('P2', { dropped: field, told, conflict });
    }
  }
}

/** Whether what a change wanted for a field stood on the server anyway: before the batch, after it, or between two of its changes. */
function hasStood({ records: known }: MemoryIngestStore, { mutations, records }: IngestCommit, mutation: Mutation, field: string): boolean {
  const { type, id } = mutation;
  const wanted = mutation.set[field]?.new;
  const before = known.get(`${type}/${id}`)?.record;
  const after = records.find(({ record }) => record.id === id)?.record;
  const wrote = mutations
    .filter((other) => other.mutation !== mutation && other.mutation.id === id && mayChange(other))
    .map((other) => other.mutation.set[field]?.new);
  return [before?.fields[field], after?.fields[field], ...wrote].some((value) => sameJson(value, wanted));
}

function checkRecord(before: MergeRecord | undefined, after: MergeRecord, acting: readonly Acted[]): void {
  if (before?.deleted && !after.deleted && !acting.some(({ mutation }) => mutation.op === 'restore')) {
    throw new Violation('P4', { id: after.id });
  }
  const known = before?.fields ?? {};
  const names = new Set([...Object.keys(known), ...Object.keys(after.fields)]);
  for (const field of names) {
    if (!sameJson(known[field], after.fields[field])) explain(after.type, field, known[field] ?? null, after.fields[field] ?? null, acting);
  }
  if (before !== undefined && !before.deleted && after.deleted) explainDeletion(before, acting);
}

/** [P2] Every value that went was seen by whoever wrote the next one. */
function explain(type: RecordType, field: string, before: Json, after: Json, acting: readonly Acted[]): void {
  const unseen = { field, before, after, by: acting.map(({ mutation, told }) => ({ op: mutation.op, set: mutation.set[field], told })) };
  const kind = kinds[type];
  const resolved = acting.some(({ mutation }) => mutation.op === 'resolve' && mutation.set[field] !== undefined);
  if (kind.sets.includes(field) || kind.maps.includes(field)) {
    if (!resolved && takenAway(before, after).some((part) => !acting.some((kept) => sawAndDropped(kept, field, part)))) {
      throw new Violation('P2', unseen);
    }
    return;
  }
  const reached: Json[] = [before];
  // Released changes act where their verdict stands, not where they were written: as many rounds as there are of them.
  for (const _ of acting) {
    for (const { mutation } of acting) {
      const change = mutation.set[field];
      if (change === undefined) continue;
      const seen = mutation.op === 'resolve' ? (mutation.seen[field] ?? null) : change.old;
      if (reached.some((value) => sameJson(value, seen)) && !has(reached, change.new)) reached.push(change.new);
    }
  }
  if (!reached.some((value) => sameJson(value, after))) throw new Violation('P2', unseen);
}

const partsOf = (value: Json): Json[] => {
  if (Array.isArray(value)) return value;
  return value !== null && typeof value === 'object' ? Object.entries(value) : [];
};
const has = (parts: Json[], part: Json) => parts.some((other) => sameJson(other, part));
const takenAway = (before: Json, after: Json) => partsOf(before).filter((part) => !has(partsOf(after), part));

function sawAndDropped({ mutation }: Acted, field: string, part: Json): boolean {
  const change = mutation.set[field];
  return change !== undefined && has(partsOf(change.old), part) && !has(partsOf(change.new), part);
}

/** [P2] Who deletes has seen every value that goes. */
function explainDeletion({ id, fields }: MergeRecord, acting: readonly Acted[]): void {
  const seen = acting.some(({ mutation }) => {
    if (mutation.op !== 'delete' && mutation.op !== 'merge') return false;
    const meanwhile = new Set(acting.flatMap((other) => (other.mutation.n < mutation.n ? Object.keys(other.mutation.set) : [])));
    return Object.entries(fields).every(([field, value]) => meanwhile.has(field) || sameJson(value, mutation.seen[field]));
  });
  if (!seen) throw new Violation('P2', { deleted: id, by: acting.map(({ mutation }) => mutation.op) });
}

const counted: ReadonlySet<RecordType> = new Set(['removal', 'entitlement', 'fixture']);

/** [P11] The account of every room adds up at every commit. */
function checkConservation(store: MemoryIngestStore, { records }: IngestCommit): void {
  if (!records.some(({ record }) => counted.has(record.type))) return;
  const after = new Map([...store.records.values()].map(({ record }) => [record.id, record]));
  for (const { record } of records) after.set(record.id, record);
  const breaks = findBreaks([...after.values()]);
  if (breaks.length > 0) throw new Violation('P11', breaks);
}

const of = <F>(records: readonly MergeRecord[], type: RecordType) =>
  records.filter((record) => record.type === type && !record.deleted).map(({ id, fields }) => ({ id, fields: fields as Fields as F }));

export function findBreaks(records: readonly MergeRecord[]) {
  const fixtures = new Map(
    records.filter(({ type }) => type === 'fixture').map(({ id, fields }) => [id as string, fields as unknown as Fixture]),
  );
  return conservationBreaks(accountOf(of<Removal>(records, 'removal'), fixtures, of<Entitlement>(records, 'entitlement')));
}
