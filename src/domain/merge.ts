import { mergeGroupRule, mergeRule, standingId } from './alias-rules.ts';
import type { User } from './identity.ts';
import { sameJson } from './json.ts';
import { type Kind, kinds } from './kinds.ts';
import { allFields, type FieldConflict, isDoublyPlanned, mergeFields } from './merge-fields.ts';
import { type MergeResult, refuse } from './merge-result.ts';
import { type Fields, isStorable, type MutationDraft } from './mutation.ts';
import type { MergeContext, MergeRecord, Surroundings } from './record.ts';
import { applyResolve } from './resolve.ts';
import type { RuleId } from './rule.ts';
import { askedWithGroup, brokenRule, deletionRule, groupRule, restorationRule } from './rules.ts';

export { sameJson } from './json.ts';
export { type FieldConflict, ownValue } from './merge-fields.ts';
export type { MergeResult } from './merge-result.ts';
export { childrenNeededBy, recordsNeededBy } from './needs.ts';
export type { MergeContext, MergeRecord } from './record.ts';

function create(
  mutation: MutationDraft,
  current: MergeRecord | undefined,
  kind: Kind,
  context: MergeContext & { user: User },
): MergeResult {
  const fields: Fields = Object.fromEntries(Object.entries(mutation.set).map(([field, change]) => [field, change.new]));
  if (current) return !current.deleted && sameJson(current.fields, fields) ? { outcome: 'noop' } : refuse('ID_TAKEN', mutation, current);
  if (!kind.fields.safeParse(fields).success) return { outcome: 'quarantined', rule: 'SCHEMA' };
  const { type, id, schema } = mutation;
  const record: MergeRecord = { type, id, rev: 1, deleted: false, schema, fields, openConflicts: 0 };
  const rule = brokenRule(undefined, record, context);
  return rule === undefined ? { outcome: 'applied', record } : refuse(rule, mutation, undefined);
}

function patch(mutation: MutationDraft, current: MergeRecord, kind: Kind, context: MergeContext & { user: User }): MergeResult {
  if (kind.immutable) return { outcome: 'quarantined', rule: 'IMMUTABLE' };
  const { fields, conflicts, changed } = mergeFields(kind, current.fields, mutation.set);
  const conflicting = Object.keys(conflicts).length > 0;
  if (!changed && !conflicting) return { outcome: 'noop' };
  if (!kind.fields.safeParse(fields).success) return { outcome: 'quarantined', rule: 'SCHEMA' };
  const record: MergeRecord = { ...current, rev: current.rev + 1, fields };
  const rule = changed ? brokenRule(current, record, context) : undefined;
  if (rule !== undefined) return refuse(rule, mutation, current);
  if (!conflicting) return { outcome: 'applied', record };
  const held = { ...record, openConflicts: record.openConflicts + 1 };
  return { outcome: 'conflict', record: held, conflict: { rule: isDoublyPlanned(conflicts) ? 'O2' : 'FIELD', fields: conflicts } };
}

/** Whether somebody changed the record after the author of a delete or a merge saw it. */
function isStale(mutation: MutationDraft, current: MergeRecord): boolean {
  return Object.keys({ ...current.fields, ...mutation.seen }).some((field) => !sameJson(current.fields[field], mutation.seen[field]));
}

function remove(mutation: MutationDraft, current: MergeRecord, context: MergeContext & { user: User }): MergeResult {
  if (current.deleted) return { outcome: 'noop' };
  const rule = deletionRule(current, context);
  if (rule !== undefined) return refuse(rule, mutation, current);
  return isStale(mutation, current)
    ? refuse('DELETE_VS_EDIT', mutation, current)
    : { outcome: 'applied', record: { ...current, rev: current.rev + 1, deleted: true } };
}

/** 合并: the record gives way to the one that stands instead. It keeps its fields, and its id leads there. */
function giveWay(mutation: MutationDraft, current: MergeRecord, context: MergeContext & { user: User }): MergeResult {
  const aliasOf = standingId(mutation);
  if (aliasOf === undefined) return { outcome: 'quarantined', rule: 'SCHEMA' };
  if (current.deleted) return current.aliasOf === aliasOf ? { outcome: 'noop' } : refuse('EDIT_ON_DELETED', mutation, current);
  const rule = mergeRule(current, aliasOf, context) ?? (isStale(mutation, current) ? 'DELETE_VS_EDIT' : undefined);
  if (rule !== undefined) return refuse(rule, mutation, current);
  return { outcome: 'applied', record: { ...current, rev: current.rev + 1, deleted: true, aliasOf } };
}

function restore(mutation: MutationDraft, current: MergeRecord, user: User): MergeResult {
  if (!current.deleted) return { outcome: 'noop' };
  if (current.aliasOf !== undefined) return refuse('STATE', mutation, current);
  const rule = restorationRule(current, { user });
  if (rule !== undefined) return refuse(rule, mutation, current);
  return { outcome: 'applied', record: { ...current, rev: current.rev + 1, deleted: false } };
}

/** Whether a mutation can be right alone and lack something once its whole group is applied. */
export function isAskedWithGroup({ op, type }: MutationDraft): boolean {
  return op === 'merge' || (op === 'create' && askedWithGroup.has(type));
}

/**
 * What a mutation that was applied breaks once the rest of its group is applied too: ask it of every member, after the last.
 * Undefined where it breaks nothing.
 */
export function findGroupConflict(
  mutation: MutationDraft,
  around: Surroundings,
): { rule: RuleId; fields: Record<string, FieldConflict> } | undefined {
  const record = isAskedWithGroup(mutation) ? around.record(mutation.type, mutation.id) : undefined;
  const rule = record && (mutation.op === 'merge' ? mergeGroupRule(record, around) : groupRule(record, around));
  return rule && { rule, fields: allFields(mutation.set, {}) };
}

/**
 * Applies one mutation to the record as it stands: SPEC.md, Merge. Pure: the record given is never changed.
 * Current = new → noop; current = old → applied; anything else keeps the current value and opens a conflict, group by group.
 */
export function applyMutation(mutation: MutationDraft, current: MergeRecord | undefined, context: MergeContext): MergeResult {
  const user = context.user;
  if (user === undefined) return { outcome: 'quarantined', rule: 'NO_GRANT' };
  if (!isStorable(mutation)) return { outcome: 'quarantined', rule: 'SCHEMA' };
  const kind = kinds[mutation.type];
  const known = { ...context, user };
  switch (mutation.op) {
    case 'create':
      return create(mutation, current, kind, known);
    case 'patch':
      if (current === undefined) return refuse('NO_RECORD', mutation, undefined);
      return current.deleted ? refuse('EDIT_ON_DELETED', mutation, current) : patch(mutation, current, kind, known);
    case 'delete':
      return current === undefined ? refuse('NO_RECORD', mutation, undefined) : remove(mutation, current, known);
    case 'restore':
      return current === undefined ? refuse('NO_RECORD', mutation, undefined) : restore(mutation, current, user);
    case 'merge':
      return current === undefined ? refuse('NO_RECORD', mutation, undefined) : giveWay(mutation, current, known);
    case 'resolve':
      return applyResolve(mutation, current, known);
    default:
      return mutation.op satisfies never;
  }
}
