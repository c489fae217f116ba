import type { User } from './identity.ts';
import { sameJson } from './json.ts';
import { kinds } from './kinds.ts';
import { type FieldConflict, ownValue } from './merge-fields.ts';
import { type MergeResult, refuse } from './merge-result.ts';
import type { Fields, MutationDraft } from './mutation.ts';
import type { HeldConflict, MergeContext, MergeRecord } from './record.ts';
import type { RuleId } from './rule.ts';
import { askedWithGroup, brokenRule } from './rules.ts';

/** Whether conflicts of this kind may be chosen for many at a time: two values of a field, never a broken rule. */
export function mayResolveInBulk({ rule }: Pick<HeldConflict, 'rule'>): boolean {
  return rule === 'FIELD';
}

/** The rule that refuses a resolution whatever the record has come to; undefined where it may be tried. */
function resolverRule(mutation: MutationDraft, conflict: HeldConflict | undefined, user: User): RuleId | undefined {
  if (conflict === undefined || conflict.record !== mutation.id || conflict.type !== mutation.type) return 'NO_CONFLICT';
  if (!user.roles.some((role) => role === 'clerk' || role === 'reviewer')) return 'ROLE';
  if (mutation.g !== null && !mayResolveInBulk(conflict)) return 'RESOLVE_ALONE';
  const chosen = Object.keys(mutation.set);
  const complete = Object.keys(conflict.fields).every((field) => chosen.includes(field));
  return complete && chosen.every((field) => conflict.fields[field] !== undefined) ? undefined : 'SCHEMA';
}

/** The conflict's fields, with what the server holds now. */
function refreshed(conflict: HeldConflict, current: MergeRecord | undefined): Record<string, FieldConflict> {
  return Object.fromEntries(
    Object.entries(conflict.fields).map(([field, told]) => [field, { ...told, server: current?.fields[field] ?? null }]),
  );
}

/** It stays open: nothing of the record changes. */
function keepOpen(rule: RuleId, conflict: HeldConflict, current: MergeRecord | undefined): MergeResult {
  return { outcome: 'conflict', record: undefined, conflict: { rule, fields: refreshed(conflict, current) }, of: conflict.id };
}

function settled(record: MergeRecord): MergeRecord {
  return { ...record, rev: record.rev + 1, openConflicts: Math.max(0, record.openConflicts - 1) };
}

/**
 * A person's decision of a conflict: `seen` are the server's values they saw, `set` the value chosen for every field of it. The server's own
 * everywhere closes it; anything else is applied with the rules, and closes it then. Server values that moved since keep it open, with what they
 * are now. The device's value is judged as its author's act, decided by a clerk or a reviewer; a third value as theirs who chose it.
 */
export function applyResolve(
  mutation: MutationDraft,
  current: MergeRecord | undefined,
  context: MergeContext & { user: User },
): MergeResult {
  const conflict = mutation.conflict === null ? undefined : context.conflict(mutation.conflict);
  const rule = resolverRule(mutation, conflict, context.user);
  if (conflict === undefined || rule !== undefined) return { outcome: 'quarantined', rule: rule ?? 'NO_CONFLICT' };
  const stands = Object.entries(mutation.set).every(([field, { new: value }]) => sameJson(current?.fields[field], value));
  if (!conflict.open) return stands ? { outcome: 'noop' } : refuse('RESOLVE_STALE', mutation, current);
  const moved = Object.keys(mutation.set).some((field) => !sameJson(current?.fields[field], mutation.seen[field]));
  if (moved) return keepOpen('RESOLVE_STALE', conflict, current);
  if (stands) return current === undefined ? { outcome: 'noop', closes: conflict.id } : applied(settled(current), conflict);
  return applyChosen(mutation, conflict, current, context);
}

const applied = (record: MergeRecord, { id }: HeldConflict): MergeResult => ({ outcome: 'applied', record, closes: id });

/** The fields as chosen; of a list or a map the device's own additions, with what others added to it kept. */
function chosenFields({ type, set }: MutationDraft, conflict: HeldConflict, current: MergeRecord | undefined): Fields {
  const chosen = Object.entries(set).map(([field, { new: value }]) => {
    const told = conflict.fields[field];
    const own = told !== undefined && sameJson(told.device, value);
    return [field, own ? ownValue(kinds[type], field, current?.fields[field], { old: told.base, new: told.device }, true) : value];
  });
  return { ...current?.fields, ...Object.fromEntries(chosen) };
}

function applyChosen(
  mutation: MutationDraft,
  conflict: HeldConflict,
  current: MergeRecord | undefined,
  context: MergeContext & { user: User },
): MergeResult {
  const { type, id, schema } = mutation;
  const kind = kinds[type];
  if (conflict.grouped || (current === undefined && askedWithGroup.has(type))) return keepOpen('GROUP_PARKED', conflict, current);
  if (current?.deleted) return keepOpen('EDIT_ON_DELETED', conflict, current);
  if (current !== undefined && kind.immutable) return keepOpen('IMMUTABLE', conflict, current);
  const fields = chosenFields(mutation, conflict, current);
  if (!kind.fields.safeParse(fields).success) return { outcome: 'quarantined', rule: 'SCHEMA' };
  const theirs = Object.entries(mutation.set).every(
    ([field, { new: value }]) => sameJson(conflict.fields[field]?.device, value) || sameJson(current?.fields[field], value),
  );
  const actor = theirs ? conflict.author : context.user;
  if (actor === undefined) return keepOpen('NO_GRANT', conflict, current);
  const next: MergeRecord =
    current === undefined ? { type, id, rev: 1, deleted: false, schema, fields, openConflicts: 0 } : { ...settled(current), fields };
  const rule = brokenRule(current, next, { ...context, user: actor });
  return rule === undefined ? applied(next, conflict) : keepOpen(rule, conflict, current);
}
