import { z } from 'zod';
import { FeedRecord } from '#domain/mutation.ts';
import { PushResult } from './district-api.ts';

/**
 * What the district server answered, as host keeps it on disk: replayed in order, a store that was lost stands where the last sync had left it,
 * without a network. A page follows the one that ends where it begins.
 */
export const Answer = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('page'),
    epoch: z.int(),
    from: z.int().min(0),
    cursor: z.int().min(0),
    head: z.int().min(0),
    rows: z.array(FeedRecord),
  }),
  z.object({ kind: z.literal('results'), epoch: z.int(), batch: z.uuid(), results: z.array(PushResult) }),
]);
export type Answer = z.infer<typeof Answer>;
export type AnswerOf<K extends Answer['kind']> = Extract<Answer, { kind: K }>;
