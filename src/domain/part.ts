import type { Entitlement } from './entitlement.ts';
import { partIdOf, type RecordId } from './identity.ts';

/** The two lines that carry a split line on. */
export interface Part {
  id: RecordId;
  fields: Entitlement;
}

/**
 * A part return splits a line [C2]: `qty` pieces go their own way and the rest stay as they were. Undefined where that is not a true part.
 * Saved in one group: both parts, then the line as `split`.
 */
export function splitLine(line: Part, qty: number): readonly [Part, Part] | undefined {
  if (!Number.isInteger(qty) || qty < 1 || qty >= line.fields.qty) return undefined;
  const part = (which: 1 | 2, pieces: number): Part => ({
    id: partIdOf(line.id, which),
    fields: { ...line.fields, qty: pieces, partOf: line.id },
  });
  return [part(1, qty), part(2, line.fields.qty - qty)];
}
