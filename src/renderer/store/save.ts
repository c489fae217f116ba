import { limits } from '#contract/district-api.ts';
import { Failure } from '#contract/failure.ts';
import { verdictRule } from '#domain/hold.ts';
import { RecordId, type RecordType, type Sha256 } from '#domain/identity.ts';
import { groupOf, kinds } from '#domain/kinds.ts';
import { applyMutation, findGroupConflict, type MergeContext, type MergeRecord, sameJson } from '#domain/merge.ts';
import { type Fields, type Json, type Mutation, type MutationDraft, schemaVersion, verdictOf } from '#domain/mutation.ts';
import { childrenNeededBy, recordsNeededBy, referencesOf, typesNeededBy } from '#domain/needs.ts';
import { Photo } from '#domain/photo.ts';
import { isChild } from '#domain/record.ts';
import type { FieldsOf } from '#domain/records.ts';
import type { RuleId } from '#domain/rule.ts';
import { blobRow } from './blob-row.ts';
import type { DeskDatabase } from './database.ts';
import type { Desk } from './desk.ts';
import { findConflicts, findHold } from './holds.ts';
import { Refusal } from './refusal.ts';
import type { ViewRow } from './rows.ts';
import { addOwn } from './views.ts';

/** One thing a person does to one record. `before` is the record as they saw it. */
export type Change<T extends RecordType = RecordType> =
  | { op: 'create'; type: T; id: RecordId; fields: FieldsOf[T]; photos?: Sha256[] }
  | { op: 'patch'; type: T; id: RecordId; before: FieldsOf[T]; rev: number; set: Partial<FieldsOf[T]>; photos?: Sha256[] }
  /** 并档: the record gives way to the one that stands instead. */
  | { op: 'merge'; type: T; id: RecordId; before: FieldsOf[T]; rev: number; into: RecordId; photos?: never };

const asFields = (value: object): Fields => structuredClone(value) as Fields;

/**
 * What a mutation carries: of a patch the fields that differ, and beside them what the author saw in the rest of their groups. Fields of
 * one group are one thought: what somebody else changed in it meanwhile is a conflict, not a mixture that nobody wrote.
 */
function fieldChanges(change: Change): MutationDraft['set'] {
  if (change.op === 'create') {
    return Object.fromEntries(Object.entries(asFields(change.fields)).map(([field, value]) => [field, { old: null, new: value }]));
  }
  if (change.op === 'merge') return { aliasOf: { old: null, new: change.into } };
  const kind = kinds[change.type];
  const [before, wanted] = [asFields(change.before), asFields(change.set)];
  const touched = Object.keys(wanted).filter((field) => !sameJson(before[field], wanted[field]));
  const fields = new Set(touched.flatMap((field) => kind.groups[groupOf(kind, field)] ?? [field]));
  return Object.fromEntries(
    [...fields].map((field) => {
      const old = before[field] ?? null;
      return [field, { old, new: touched.includes(field) ? (wanted[field] ?? null) : old }];
    }),
  );
}

/** Who writes, with what program, and when. */
export function authorshipOf({ source, user, device, clockOffsetMs }: Desk): Pick<MutationDraft, 'user' | 'schema' | 'app' | 'at'> {
  const at = { wall: source.now().toISOString(), monoMs: source.monoMs(), boot: device.boot, offMs: clockOffsetMs };
  return { user: user.id, schema: schemaVersion, app: device.version, at };
}

/** `uid` is for the first of them, where a form's draft has one ready [DR2]. */
function draftsOf(desk: Desk, changes: readonly Change[], uid?: string): MutationDraft[] {
  const { source } = desk;
  const g = changes.length > 1 ? source.newId() : null;
  const authorship = authorshipOf(desk);
  return changes
    .map(
      (change): MutationDraft => ({
        uid: source.newId(),
        g,
        op: change.op,
        type: change.type,
        id: change.id,
        base: { rev: change.op === 'create' ? 0 : change.rev },
        set: fieldChanges(change),
        // A merge ends the record as its author saw it: whatever came to it meanwhile is looked at first.
        seen: change.op === 'merge' ? asFields(change.before) : {},
        conflict: null,
        photos: { add: change.photos ?? [], remove: [] },
        ...authorship,
      }),
    )
    .filter((draft) => draft.op !== 'patch' || Object.keys(draft.set).length > 0)
    .map((draft, index) => (index === 0 && uid !== undefined ? { ...draft, uid } : draft));
}

function asMergeRecord(view: ViewRow): MergeRecord {
  const { type, id, rev, deleted, fields, openConflicts } = view;
  return { type, id, rev, deleted, schema: schemaVersion, fields, openConflicts };
}

/** Loads what the rules will look at, and keeps it current while the drafts are tried one after another. */
async function createTrial(desk: Desk, drafts: readonly MutationDraft[]) {
  const known = new Map<string, MergeRecord>();
  const load = async (ids: readonly string[]) => {
    for (const view of await desk.db.view.bulkGet([...new Set(ids)])) if (view) known.set(view.id, asMergeRecord(view));
  };
  await load(recordsNeededBy(drafts).map((need) => need.id));
  await load([...known.values()].flatMap((record) => referencesOf(record.type, record.fields)).map((need) => need.id));
  const childKeys = childrenNeededBy(drafts, (id) => known.get(id)).map((need) => `${need.type}>${need.parentId}`);
  for (const view of await desk.db.view
    .where('keys')
    .anyOf([...new Set([...childKeys, ...typesNeededBy(drafts)])])
    .toArray())
    known.set(view.id, asMergeRecord(view));
  const resolved = drafts.filter(({ op }) => op === 'resolve').map(({ id }) => id);
  const conflicts = new Map(
    (resolved.length === 0 ? [] : await findConflicts(desk.db, resolved)).map((conflict) => [conflict.id, conflict]),
  );
  const context: MergeContext = {
    user: desk.user,
    conflict: (id) => conflicts.get(id),
    record: (type, id) => {
      const record = known.get(id);
      return record?.type === type ? record : undefined;
    },
    children: (type, field, parent) => [...known.values()].filter((record) => isChild(record, type, field, parent)),
    all: (type) => [...known.values()].filter((record) => record.type === type && !record.deleted),
  };
  return { known, context };
}

/** Tries the drafts against the device's own view with the server's own code. @throws Refusal */
async function refuseBroken(desk: Desk, drafts: readonly MutationDraft[]): Promise<void> {
  const { known, context } = await desk.db.transaction('r', [desk.db.view, desk.db.holds], () => createTrial(desk, drafts));
  for (const draft of drafts) {
    const verdict = verdictOf(draft);
    if (verdict !== undefined) {
      const hold = draft.conflict === null ? undefined : await findHold(desk.db, draft.conflict);
      const rule = verdictRule(draft, verdict, hold, desk.user);
      if (rule !== undefined) throw new Refusal(rule);
      continue;
    }
    const result = applyMutation(draft, known.get(draft.id), context);
    if (result.outcome === 'quarantined') throw new Refusal(result.rule);
    if (result.outcome === 'conflict') throw new Refusal(result.conflict.rule);
    if (result.outcome === 'applied') known.set(draft.id, result.record);
  }
  for (const draft of drafts) {
    const conflict = findGroupConflict(draft, context);
    if (conflict !== undefined) throw new Refusal(conflict.rule);
  }
}

/** The rule that would refuse these drafts now; undefined where all of them may be saved. Nothing is written. */
export async function findRefusal(desk: Desk, drafts: readonly MutationDraft[]): Promise<RuleId | undefined> {
  try {
    await refuseBroken(desk, drafts);
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error.rule;
    throw error;
  }
}

/**
 * Writes journaled mutations into the store: outbox and view in one strict transaction. A line that is there already is left as it is.
 * Answers those that were not.
 */
export async function keepJournaled(desk: Pick<Desk, 'db'>, mutations: readonly Mutation[]): Promise<Mutation[]> {
  const { db } = desk;
  return db.transaction('rw', [db.outbox, db.rows, db.blobs, ...db.viewTables], async () => {
    const entries = mutations.map((mutation) => ({
      n: mutation.n,
      h: mutation.h,
      uid: mutation.uid,
      id: mutation.id,
      state: 0 as const,
      mutation,
    }));
    const added = (await addOwn(db, entries)).map((entry) => entry.mutation);
    const photos = added.filter((mutation) => mutation.type === 'photo' && mutation.op === 'create');
    if (photos.length > 0) await db.blobs.bulkPut(photos.map((mutation) => blobRow(photoOf(mutation), 'own', true)));
    return added;
  });
}

function photoOf(mutation: Mutation): Photo {
  const fields: Record<string, Json> = {};
  for (const [field, change] of Object.entries(mutation.set)) fields[field] = change.new;
  return Photo.parse(fields);
}

const turns = new WeakMap<DeskDatabase, Promise<unknown>>();

/** One save at a time, in the order asked: rules judge what the save before left, and the store gets lines in the journal's order. */
export function inTurn<T>(db: DeskDatabase, work: () => Promise<T>): Promise<T> {
  const result = (turns.get(db) ?? Promise.resolve()).then(work);
  turns.set(
    db,
    result.catch(() => undefined),
  );
  return result;
}

/** What is journaled is saved, whatever the store says: it is tried once more, and then left to the next start [SV2]. */
export async function saveDrafts(desk: Desk, drafts: MutationDraft[]): Promise<void> {
  await refuseBroken(desk, drafts);
  const { muts } = await desk.host.call('journal.append', { drafts });
  try {
    await keepJournaled(desk, muts).catch(() => keepJournaled(desk, muts));
  } catch (cause) {
    throw new Failure('store-behind', {}, { cause });
  }
}

/**
 * Saves changes, all or none: rules first, then the host's journal (fsynced), then one strict transaction. Returned = 已保存 [SV1].
 * @throws Refusal when a rule says no, Failure when the journal cannot take it: then nothing was written. Failure store-behind: the journal
 * has it and the store does not; entering it again would record it twice. `uid` is the draft's that this settles.
 */
export async function saveChanges(desk: Desk, changes: readonly Change[], uid?: string): Promise<void> {
  const drafts = draftsOf(desk, changes, uid);
  if (drafts.length === 0) return;
  if (drafts.length > limits.groupMutations) throw new Failure('input-bad', { drafts: drafts.length });
  await inTurn(desk.db, async () => {
    if (uid === undefined || !(await isSaved(desk.db, uid))) await saveDrafts(desk, drafts);
  });
}

/** A button pressed twice before the first press was through: its draft is saved once [DR2]. */
async function isSaved(db: DeskDatabase, uid: string): Promise<boolean> {
  return (await db.outbox.where('uid').equals(uid).count()) > 0;
}

/** Saves many independent changes as several journal calls, reporting how many are safe. A kill in between keeps what was reported. */
export async function saveMany(desk: Desk, changes: readonly Change[], onSaved: (count: number) => void): Promise<void> {
  for (let start = 0; start < changes.length; start += limits.groupMutations) {
    const page = changes.slice(start, start + limits.groupMutations);
    const drafts = draftsOf(desk, page).map((draft) => ({ ...draft, g: null }));
    await inTurn(desk.db, () => saveDrafts(desk, drafts));
    onSaved(start + page.length);
  }
}

/** A group that a rule refused, by its place among those asked for. */
export interface RefusedGroup {
  index: number;
  rule: RuleId;
}

/** What became of many groups. `whole`: each of them was saved, and the form holds nothing more. */
export interface SavedGroups {
  refused: RefusedGroup[];
  whole: boolean;
}

/**
 * Saves groups one after another, each all or none: one that a rule refuses is left out, and the rest goes on. `onSaved` hears how many have been
 * tried; an aborted `signal` ends it after the one in hand. `uid` is a draft's and goes with the last group, and only where all before it were saved:
 * until then the form still holds what is not. @throws Failure as `saveChanges` does.
 */
export async function saveGroups(
  desk: Desk,
  groups: readonly (readonly Change[])[],
  { uid, onSaved, signal }: { uid?: string | undefined; onSaved?(tried: number): void; signal?: AbortSignal } = {},
): Promise<SavedGroups> {
  const refused: RefusedGroup[] = [];
  for (const [index, group] of groups.entries()) {
    if (signal?.aborted) return { refused, whole: false };
    const isLast = index === groups.length - 1;
    try {
      await saveChanges(desk, group, isLast && refused.length === 0 ? uid : undefined);
    } catch (cause) {
      if (!(cause instanceof Refusal)) throw cause;
      refused.push({ index, rule: cause.rule });
    }
    onSaved?.(index + 1);
  }
  return { refused, whole: refused.length === 0 };
}

/** Some groups of a run are saved, and `cause` kept the rest from it. */
export class SavedInPart extends Error {}

/**
 * Saves groups that build on each other, each all or none: the first that cannot be saved ends it. `uid` is a draft's and goes with the last group:
 * until then the form still holds what is not saved. @throws SavedInPart, or as `saveChanges` does where nothing was saved, or the journal has all.
 */
export async function saveInTurn(desk: Desk, groups: readonly (readonly Change[])[], uid?: string): Promise<void> {
  for (const [index, group] of groups.entries()) {
    try {
      await saveChanges(desk, group, index === groups.length - 1 ? uid : undefined);
    } catch (cause) {
      const kept = cause instanceof Failure && cause.code === 'store-behind' ? index + 1 : index;
      if (kept === 0 || kept === groups.length) throw cause;
      throw new SavedInPart('some groups are saved', { cause });
    }
  }
}

export const newRecordId = (desk: Desk): RecordId => RecordId.parse(desk.source.newId());
