import type { Fields, Json } from './mutation.ts';

/** Equality of JSON values; a missing field and null are the same nothing. */
export function sameJson(a: Json | undefined, b: Json | undefined): boolean {
  const left = a ?? null;
  const right = b ?? null;
  if (left === right) return true;
  if (left === null || right === null || typeof left !== 'object' || typeof right !== 'object') return false;
  if (Array.isArray(left) || Array.isArray(right)) {
    return Array.isArray(left) && Array.isArray(right) && left.length === right.length && left.every((item, i) => sameJson(item, right[i]));
  }
  return [...new Set([...Object.keys(left), ...Object.keys(right)])].every((key) => sameJson(left[key], right[key]));
}

/** The value that a path of field names leads to (`place.building`). Undefined where it leads nowhere. */
export function valueAt(fields: Fields, path: string): Json | undefined {
  return path.split('.').reduce<Json | undefined>((value, name) => {
    return value !== null && typeof value === 'object' && !Array.isArray(value) ? value[name] : undefined;
  }, fields);
}
