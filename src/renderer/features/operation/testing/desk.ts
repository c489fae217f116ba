import { v7 } from 'uuid';
import type { RecordType, User } from '#domain/identity.ts';
import { applyMutation, findGroupConflict, type MergeRecord, sameJson } from '#domain/merge.ts';
import type { FieldChange, Fields, MutationDraft } from '#domain/mutation.ts';
import { examplePolicy } from '#domain/policy.ts';
import { around, draft, hash, held, id, people, policyRef } from '#domain/testing/samples.ts';
import type { Desk } from '../../../store/desk.ts';
import type { TakenPhoto } from '../../../store/photo-changes.ts';
import type { RecordOf } from '../../../store/records.ts';
import type { Change } from '../../../store/save.ts';

const unused = new Proxy({}, { get: () => undefined });

/** A desk whose clock stands at one moment. What only a save needs (database, host) is not there: changes are built, not kept. */
export function deskOf(user: User, now = new Date('2026-11-23T09:00:00+08:00')): Desk {
  return {
    db: unused as Desk['db'],
    host: unused as Desk['host'],
    source: { now: () => now, monoMs: () => 1, newId: () => v7() },
    device: unused as Desk['device'],
    enrollment: { dev: id(600), deviceName: '平板' } as unknown as Desk['enrollment'], // all that these tests ask of it
    user,
    clockOffsetMs: 0,
  };
}

export const policy = { type: 'policy', id: policyRef.id, rev: 1, pending: 0, openConflicts: 0, fields: examplePolicy } as const;

export function recordOf<T extends RecordType>(type: T, recordId: RecordOf<T>['id'], fields: RecordOf<T>['fields']): RecordOf<T> {
  return { type, id: recordId, rev: 1, fields, pending: 0, openConflicts: 0 };
}

export function photo(n: number, stage: TakenPhoto['stage']): TakenPhoto {
  const facts = {
    sha256: hash(n),
    bytes: 10,
    mime: 'image/jpeg',
    width: 4,
    height: 3,
    capturedAt: null,
    capturedSource: 'UNKNOWN',
  } as const;
  return { stage, facts: { ...facts, importedAt: '2026-11-23T09:00:00+08:00', gps: null, displayable: true } };
}

function setOf(change: Change): Record<string, FieldChange> {
  if (change.op === 'merge') return { aliasOf: { old: null, new: change.into } };
  const after = structuredClone(change.op === 'create' ? change.fields : change.set) as Fields;
  const before = change.op === 'create' ? {} : (structuredClone(change.before) as Fields);
  const changed = Object.entries(after).filter(([field, value]) => change.op === 'create' || !sameJson(before[field], value));
  return Object.fromEntries(changed.map(([field, value]) => [field, { old: before[field] ?? null, new: value }]));
}

/** What a merge's author saw of the record that gives way. */
const seenIn = (change: Change) => (change.op === 'merge' ? (structuredClone(change.before) as Fields) : {});

/** A group of changes as the server gets it. */
export function draftsOf(changes: readonly Change[], user: User): MutationDraft[] {
  return changes.map((change) => draft(change.op, change.type, change.id, user, { set: setOf(change), seen: seenIn(change) }));
}

/** The records after a group, one change after another under the server's own rules, and then the group whole. @throws Error naming the first that is not applied */
export function afterGroup(records: readonly MergeRecord[], changes: readonly Change[], user: User): MergeRecord[] {
  let world = [...records, held('policy', policyRef.id, examplePolicy)];
  const group = draftsOf(changes, user);
  for (const mutation of group) {
    const result = applyMutation(
      mutation,
      world.find((record) => record.id === mutation.id),
      around(user, world),
    );
    if (result.outcome !== 'applied') throw new Error(`${mutation.op} ${mutation.type}: ${JSON.stringify(result)}`);
    world = [...world.filter((record) => record.id !== mutation.id), result.record];
  }
  for (const mutation of group) {
    const conflict = findGroupConflict(mutation, around(user, world));
    if (conflict !== undefined) throw new Error(`${mutation.op} ${mutation.type}: ${conflict.rule}`);
  }
  return world;
}

/** Where things stand at the start: who they are does not matter to the rules. */
export const { zhang: team, chen: community } = people;
