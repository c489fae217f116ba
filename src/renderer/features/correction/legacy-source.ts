import type { UseFormReturn } from 'react-hook-form';
import { z } from 'zod';
import { day } from '../../ui/field/parse.ts';
import { OriginEntry } from './legacy.ts';

/**
 * What all rows of an old table have in common: the file that is their evidence and the row it begins with, what they are and how they are brought
 * in; and whether they came down before the app and are owed, when, where a row does not say, and by which policy they are given back.
 */
export const SourceEntry = OriginEntry.extend({
  type: z.enum(['structure', 'fixture']),
  whole: z.boolean(),
  gone: z.boolean(),
  on: z.string(),
  policy: z.string(),
}).refine(({ type, gone, on }) => type === 'structure' || !gone || on === '' || day.safeParse(on).success, {
  path: ['on'],
  message: 'invalid',
});
export type SourceTyped = z.input<typeof SourceEntry>;
export type SourceEntry = z.output<typeof SourceEntry>;
export type SourceForm = UseFormReturn<SourceTyped, unknown, SourceEntry>;

export const emptySource: SourceTyped = {
  ...{ type: 'structure', whole: false },
  ...{ file: '', sha256: '', row: '' },
  ...{ gone: false, on: '', policy: '' },
};
