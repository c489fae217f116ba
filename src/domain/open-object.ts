import { z } from 'zod';

/**
 * An object that keeps members only a newer version knows, as they came, through every parse [W1]: what a device signed is hashed over all
 * of it, and what a server said is kept as it was said. The type names the members known here.
 */
export function openObject<S extends z.core.$ZodLooseShape>(shape: S): z.ZodObject<S> {
  return z.looseObject(shape) as unknown as z.ZodObject<S>; // the same schema, its type without the members nobody here knows
}
