import { sameJson } from './json.ts';
import { groupOf, type Kind } from './kinds.ts';
import type { FieldChange, Fields, Json } from './mutation.ts';

/** A field that two people wrote differently: what the author of the later one had seen, what stands, and what they wanted. */
export interface FieldConflict {
  base: Json;
  server: Json;
  device: Json;
}

const list = (value: Json | undefined): Json[] => (Array.isArray(value) ? value : []);
const has = (items: Json[], item: Json) => items.some((other) => sameJson(other, item));

export function mergeSet(current: Json | undefined, change: FieldChange): Json[] {
  const before = list(change.old);
  const after = list(change.new);
  const kept = list(current).filter((item) => !has(before, item) || has(after, item));
  return [...kept, ...after.filter((item) => !has(before, item) && !has(kept, item))];
}

type JsonObject = Record<string, Json>;
const object = (value: Json | undefined): JsonObject =>
  value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as JsonObject) : {};

/** Key by key; undefined where a key was changed by both sides to different values, unless `mine` says whose counts then. */
export function mergeMap(current: Json | undefined, change: FieldChange, mine = false): JsonObject | undefined {
  const merged = { ...object(current) };
  const before = object(change.old);
  const after = object(change.new);
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (sameJson(before[key], after[key]) || sameJson(merged[key], after[key])) continue;
    if (!mine && !sameJson(merged[key], before[key])) return undefined;
    if (after[key] === undefined) delete merged[key];
    else merged[key] = after[key];
  }
  return merged;
}

type Merged = { value: Json } | 'noop' | 'conflict';

function mergeField(kind: Kind, field: string, current: Json | undefined, change: FieldChange): Merged {
  if (sameJson(current, change.new)) return 'noop';
  if (kind.sets.includes(field)) {
    const value = mergeSet(current, change);
    return sameJson(current, value) ? 'noop' : { value };
  }
  if (kind.maps.includes(field)) {
    const value = mergeMap(current, change);
    if (value === undefined) return 'conflict';
    return sameJson(current, value) ? 'noop' : { value };
  }
  return sameJson(current, change.old) ? { value: change.new } : 'conflict';
}

/**
 * A field as its author sees it before the server has answered: their own value, with what others added to a list or map kept. `mine`: where both
 * changed one key of a map, the author's counts.
 */
export function ownValue(kind: Kind, field: string, current: Json | undefined, change: FieldChange, mine = false): Json {
  if (kind.sets.includes(field)) return mergeSet(current, change);
  return (kind.maps.includes(field) ? mergeMap(current, change, mine) : undefined) ?? change.new;
}

/** Merges a patch's fields: whole groups that apply, and the fields of groups where somebody else wrote something different. */
export function mergeFields(kind: Kind, current: Fields, set: Record<string, FieldChange>) {
  const merged = Object.entries(set).map(([field, change]) => ({ field, change, result: mergeField(kind, field, current[field], change) }));
  const blocked = new Set(merged.filter(({ result }) => result === 'conflict').map(({ field }) => groupOf(kind, field)));
  const fields: Fields = { ...current };
  const conflicts: Record<string, FieldConflict> = {};
  let changed = false;
  for (const { field, change, result } of merged) {
    if (blocked.has(groupOf(kind, field))) {
      if (result !== 'noop') conflicts[field] = { base: change.old, server: current[field] ?? null, device: change.new };
      continue;
    }
    if (typeof result !== 'object') continue;
    fields[field] = result.value;
    changed = true;
  }
  return { fields, conflicts, changed };
}

/** [O2] both sides planned the record into an operation. */
export function isDoublyPlanned({ operation }: Record<string, FieldConflict>): boolean {
  return operation !== undefined && !sameJson(operation.base, operation.device);
}

export function allFields(set: Record<string, FieldChange>, current: Fields): Record<string, FieldConflict> {
  return Object.fromEntries(
    Object.entries(set).map(([field, change]) => [field, { base: change.old, server: current[field] ?? null, device: change.new }]),
  );
}
