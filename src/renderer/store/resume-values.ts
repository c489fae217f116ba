import { z } from 'zod';
import { PhotoFacts } from '#contract/photo-facts.ts';
import type { Json } from '#domain/mutation.ts';
import { PhotoStage } from '#domain/photo.ts';

const Taken = z.object({ facts: PhotoFacts, stage: PhotoStage });

const isObject = (value: unknown): value is Record<string, Json> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** A list that starts empty holds photos, or codes and numbers. */
const isElement = (kept: Json) => !isObject(kept) || Taken.safeParse(kept).success;

function resumeList(initial: readonly unknown[], kept: readonly Json[]): unknown[] {
  if (initial.length === 0) return kept.filter(isElement);
  return kept.map((one, index) => resume(initial[index] ?? initial[0], one));
}

function resume(initial: unknown, kept: Json | undefined): unknown {
  if (kept === undefined) return initial;
  if (initial === null) return Taken.safeParse(kept).data ?? null;
  if (Array.isArray(initial)) return Array.isArray(kept) ? resumeList(initial, kept) : initial;
  if (isObject(initial)) {
    if (!isObject(kept)) return initial;
    return Object.fromEntries(Object.entries(initial).map(([field, value]) => [field, resume(value, kept[field])]));
  }
  return typeof kept === typeof initial ? kept : initial;
}

/**
 * What a form starts from when its draft is gone on with. The form of today decides the shape: what it does not know is left out, what the
 * draft lacks stands as at the beginning, and a value of another kind than the field's is not taken. A field that starts as null is a picture.
 */
export function resumeValues<V extends object>(initial: V, kept: Record<string, Json>): V {
  return resume(initial, kept) as V;
}
