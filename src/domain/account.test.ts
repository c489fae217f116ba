import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AccountLine, accountOf, conservationBreaks } from './account.ts';
import type { Entitlement } from './entitlement.ts';
import { entitlementIdOf } from './identity.ts';
import { entitlement, fixture, id, removal } from './testing/samples.ts';
import { codesOf, entitlementStatusWords } from './words.ts';

/** A split line counts through its parts, which its own test makes. */
const statuses = codesOf(entitlementStatusWords).filter((status) => status !== 'split');

/** A room's removals, each with its line in some state. */
const history = fc.array(fc.record({ qty: fc.integer({ min: 1, max: 5 }), status: fc.constantFrom(...statuses) }), { maxLength: 12 });

function accounts(pieces: { qty: number; status: Entitlement['status'] }[]): AccountLine[] {
  const removals = pieces.map(({ qty }, n) => ({ id: id(100 + n), fields: removal({ target: id(200 + n), qty }) }));
  const fixtures = new Map(pieces.map(({ qty }, n) => [id(200 + n), fixture({ qty })]));
  const lines = pieces.map(({ qty, status }, n) => ({
    id: entitlementIdOf(id(100 + n)),
    fields: entitlement({ removal: id(100 + n), fixture: id(200 + n), qty, status }),
  }));
  return accountOf(removals, fixtures, lines);
}

describe('[C1] removed = accepted + waived + compensated + relocated + outstanding', () => {
  test('holds for every history in which each removal opened its line', () => {
    fc.assert(fc.property(history, (pieces) => conservationBreaks(accounts(pieces)).length === 0));
  });

  test.each(['removed', 'accepted', 'waived', 'compensated', 'relocated', 'outstanding'] as const)('a corrupted %s is caught', (term) => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ qty: fc.integer({ min: 1, max: 5 }), status: fc.constantFrom(...statuses) }), { minLength: 1 }),
        (pieces) => {
          const [line] = accounts(pieces);
          expect(line).toBeDefined();
          if (line !== undefined) expect(conservationBreaks([{ ...line, [term]: line[term] + 1 }])).toHaveLength(1);
        },
      ),
    );
  });

  test('a negative term is caught even where the sum is right', () => {
    const line: AccountLine = {
      roomKey: 'r',
      type: 'GRILLE',
      unit: 'PIECE',
      removed: 2,
      accepted: 3,
      waived: -1,
      compensated: 0,
      relocated: 0,
      outstanding: 0,
    };
    expect(conservationBreaks([line])).toHaveLength(1);
  });

  test('a removal whose line is missing, and a line without its removal, are both caught', () => {
    const fixtures = new Map([[id(20), fixture()]]);
    expect(conservationBreaks(accountOf([{ id: id(50), fields: removal() }], fixtures, []))).toHaveLength(1);
    expect(conservationBreaks(accountOf([], fixtures, [{ id: id(51), fields: entitlement() }]))).toHaveLength(1);
  });
});
