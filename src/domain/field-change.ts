import { z } from 'zod';
import { openObject } from './open-object.ts';

/** One field's change: the value its author saw, and the value they want. `old` is null where there was none. */
export const FieldChange = openObject({ old: z.json(), new: z.json() });
export type FieldChange = z.infer<typeof FieldChange>;
