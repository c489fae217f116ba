import { z } from 'zod';

/** What JSON can hold. */
export type Json = z.core.util.JSONType;

/** No array, no date, nothing with a life of its own. */
export const isPlainObject = (value: unknown): value is Record<string, unknown> =>
  Object.prototype.toString.call(value) === '[object Object]';

/** Whether JSON can hold it, all the way down, as far as `holds` says of each object in it. */
export function isJsonWhere(value: unknown, holds: (value: object) => boolean): boolean {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return true;
    case 'number':
      return Number.isFinite(value);
    case 'object':
      if (value === null) return true;
      return Array.isArray(value) ? value.every((one) => isJsonWhere(one, holds)) : holds(value);
    default:
      return false;
  }
}

/** Whether JSON can hold it. Asked of every value of every record on its way: a schema that asks each in turn takes ten times as long. */
export const isJson = (value: unknown): value is Json => isJsonWhere(value, isJsonObject);

function isJsonObject(value: unknown): value is Record<string, Json> {
  if (!isPlainObject(value)) return false;
  for (const name in value) if (!isJson(value[name])) return false;
  return true;
}

/** Any JSON. It comes through as it is, not as a copy. */
export const Json = z.custom<Json>(isJson);

/** Fields by name. */
export const JsonFields = z.custom<Record<string, Json>>(isJsonObject).meta({ type: 'object' });
