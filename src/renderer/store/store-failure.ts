import { Failure } from '#contract/failure.ts';

const hasField = <K extends string>(value: unknown, field: K): value is Record<K, unknown> =>
  typeof value === 'object' && value !== null && field in value;

/** The names of an error and of all that it was made of: Dexie keeps the browser's own behind its `inner`. */
function* namesOf(error: unknown): Generator<unknown> {
  for (let at = error; at !== undefined && at !== null; at = hasField(at, 'inner') ? at.inner : undefined) {
    if (hasField(at, 'name')) yield at.name;
  }
}

/**
 * What the browser's database answers, as the failure that says what a person can do about it: `store-full` where it has no room left,
 * `store-damaged` where the browser cannot read its own files. Anything else as it came.
 */
export function storeFailure(error: unknown): unknown {
  if (error instanceof Failure) return error;
  const names = new Set(namesOf(error));
  if (names.has('QuotaExceededError')) return new Failure('store-full', {}, { cause: error });
  if (names.has('UnknownError')) return new Failure('store-damaged', {}, { cause: error });
  return error;
}
