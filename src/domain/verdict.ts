import { z } from 'zod';
import { FieldChanges } from './field-change.ts';
import { Day, UserId } from './identity.ts';
import { openObject } from './open-object.ts';

const Reason = z.string().min(1).max(200);

/**
 * What a person decides of changes that wait, as a `resolve` carries it. Without one, or with `choose`, the resolution's own `set` chooses a
 * value for each field of one conflict. The others name a hold, whole:
 * `release` 放行: its changes are judged again as their authors' acts, `amend` put over them by uid and field: `old` is what the clerk saw on
 * the server, `new` what they chose. `reject` 不予入账. `return` 退回核实, to a person by a day. `answer`: what that person found.
 */
export const Verdict = z.discriminatedUnion('kind', [
  openObject({ kind: z.literal('choose'), reason: z.string().max(200) }),
  openObject({
    kind: z.literal('release'),
    reason: z.string().max(200),
    amend: z.record(z.uuid(), FieldChanges),
  }),
  openObject({ kind: z.literal('reject'), reason: Reason }),
  openObject({ kind: z.literal('return'), to: UserId, due: Day, reason: Reason }),
  openObject({ kind: z.literal('answer'), reason: Reason }),
]);
export type Verdict = z.infer<typeof Verdict>;

/** A verdict on a hold: all but a choice between the values of one conflict. */
export type HoldVerdict = Exclude<Verdict, { kind: 'choose' }>;
