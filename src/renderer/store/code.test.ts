import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { genesisHash, type Mutation } from '#domain/mutation.ts';
import { created, draft, id, people } from '#domain/testing/samples.ts';
import { nextCode } from './code.ts';
import { DeskDatabase } from './database.ts';
import type { Desk } from './desk.ts';
import { storeKey } from './testing/store-key.ts';

/** What happens at a desk, as far as codes go: some are taken at once, one is saved, the profile is wiped and its outbox comes back. */
const event = fc.record({
  kind: fc.constantFrom('take', 'take', 'save', 'wipe'),
  desk: fc.nat({ max: 1 }),
  estate: fc.constantFrom('CG', 'XY', 'CGA'),
  many: fc.integer({ min: 1, max: 4 }),
});

let opened = 0;

class Tablet {
  readonly db: DeskDatabase;
  readonly desk: Desk;
  /** Codes that records carry: an outbox keeps them for ever. */
  readonly saved: string[] = [];

  constructor(serial: string) {
    opened += 1;
    this.db = new DeskDatabase(storeKey, `codes-${opened}`);
    this.desk = { db: this.db, enrollment: { serial } } as unknown as Desk;
  }

  async save(code: string): Promise<void> {
    const n = this.saved.length + 1;
    this.saved.push(code);
    const made = draft('create', 'structure', id(n), people.zhang, { set: created({ code }) });
    const mutation: Mutation = { ...made, dev: id(1) as never, n, prev: genesisHash, c: genesisHash, h: genesisHash };
    await this.db.outbox.put({ n, h: mutation.h, uid: mutation.uid, id: mutation.id, state: 0, mutation });
  }
}

test('a code is never given to two records, whatever is taken, saved, wiped and restored on two desks', { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(event, { maxLength: 25 }), async (events) => {
      const tablets = [new Tablet('A1'), new Tablet('A2')] as const;
      const counters: number[][] = [[], []];
      for (const { kind, desk, estate, many } of events) {
        const tablet = tablets[desk === 0 ? 0 : 1];
        if (kind === 'wipe') {
          await tablet.db.meta.delete('codes');
          counters[desk] = tablet.saved.map((code) => Number(code.split('-')[2]));
          continue;
        }
        const taken = await Promise.all(Array.from({ length: many }, () => nextCode(tablet.desk, estate)));
        for (const code of taken) {
          expect(code).toMatch(new RegExp(`^${estate}-A${desk + 1}-\\d{4,}$`));
          const counter = Number(code.split('-')[2]);
          // Counted on across estates, beyond all that this profile remembers.
          expect(counter).toBeGreaterThan(Math.max(0, ...(counters[desk] ?? [])));
        }
        counters[desk]?.push(...taken.map((code) => Number(code.split('-')[2])));
        expect(new Set(taken).size).toBe(many);
        const [last] = taken;
        if (kind === 'save' && last !== undefined) await tablet.save(last);
      }
      const saved = tablets.flatMap((tablet) => tablet.saved);
      expect(new Set(saved).size).toBe(saved.length);
      await Promise.all(tablets.map(({ db }) => db.delete()));
    }),
    { numRuns: 40 },
  );
});
