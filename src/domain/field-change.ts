import { z } from 'zod';
import { isJson, isPlainObject, Json } from './json-value.ts';
import { openObject } from './open-object.ts';

/** One field's change: the value its author saw, and the value they want. `old` is null where there was none. */
export const FieldChange = openObject({ old: Json, new: Json });
export type FieldChange = z.infer<typeof FieldChange>;

const longestName = 60;

function isFieldChanges(value: unknown): value is Record<string, FieldChange> {
  if (!isPlainObject(value)) return false;
  for (const [field, change] of Object.entries(value)) {
    if (field.length > longestName || !isPlainObject(change) || !isJson(change.old) || !isJson(change.new)) return false;
  }
  return true;
}

/** What changes, by field. It comes through as it is, not as a copy. */
export const FieldChanges = z.custom<Record<string, FieldChange>>(isFieldChanges).meta({ type: 'object' });
