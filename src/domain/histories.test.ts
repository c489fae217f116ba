import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { conservationBreaks } from './account.ts';
import type { Entitlement } from './entitlement.ts';
import { type Fixture, surveyedQty } from './fixture.ts';
import type { RecordId, User } from './identity.ts';
import { sameJson } from './json.ts';
import { kinds } from './kinds.ts';
import { applyMutation, type MergeResult } from './merge.ts';
import type { MutationDraft } from './mutation.ts';
import type { MergeRecord } from './record.ts';
import type { Structure } from './structure.ts';
import { accountsOf, beginning, type Move, move, tried } from './testing/histories.ts';
import { around, id } from './testing/samples.ts';
import { World } from './testing/world.ts';

const newId = (device: number, n: number) => id(10_000 * device + n) as RecordId;

/** States that no history may come to, by the rule that forbids each. */
function illegalities(world: World): string[] {
  const removed = (target: RecordId) => world.of('removal').filter(({ fields }) => fields.target === target);
  const pieces = (target: RecordId) => removed(target).reduce((sum, { fields }) => sum + Number(fields.qty), 0);
  return [
    ...world.of('structure').flatMap(({ id: own, fields }) => structureIllegalities(fields as unknown as Structure, removed(own))),
    ...world.of('fixture').flatMap(({ id: own, fields }) => {
      const thing = fields as unknown as Fixture;
      const broken = [];
      if (pieces(own) > surveyedQty(thing)) broken.push('O3');
      if (thing.status === 'removed' && pieces(own) === 0) broken.push('removed, and nothing was');
      if (removed(own).some((one) => one.fields.mode === 'COMPULSORY')) broken.push('O4');
      return broken;
    }),
    ...world.of('entitlement').flatMap(({ fields }) => lineIllegalities(fields as unknown as Entitlement)),
  ];
}

function structureIllegalities(s: Structure, removals: readonly MergeRecord[]): string[] {
  const broken = [];
  const after = ['removed', 'cleared', 'madeGood', 'accepted'].includes(s.status);
  if (s.determination && s.surveyors.some(({ user }) => user === s.determination?.by.user)) broken.push('D1');
  if (s.status === 'determined' && s.determination === null) broken.push('determined by nobody');
  if (after && removals.length === 0) broken.push('removed, and nothing was');
  if (s.removalMode === 'COMPULSORY' && !s.enforcement) broken.push('O4');
  if (removals.length > 1 + (s.reopenings ?? []).length) broken.push('O3');
  if (['deferred', 'suspended', 'disputed'].includes(s.status) && !s.aside) broken.push('set aside for no reason');
  if (s.status === 'void' && removals.length > 0) broken.push('void, and it was there');
  if (s.status === 'accepted' && s.acceptance === null) broken.push('accepted by nobody');
  return broken;
}

function lineIllegalities(line: Entitlement): string[] {
  const broken = [];
  if (line.status === 'waived' && !line.waiver) broken.push('C6');
  if (line.status === 'accepted' && (line.replacement === null || line.acceptance === null)) broken.push('C2');
  if (line.status === 'disputed' && (!line.dispute || line.dispute.settled)) broken.push('disputed for no reason');
  return broken;
}

/** Many histories: on a busy machine they take their time. */
const patience = 60_000;

describe('over random histories of several people', { timeout: patience }, () => {
  const moves = fc.array(move, { minLength: 40, maxLength: 90 });

  test('[C1] holds after every step, no state is illegal, and a refused step leaves every record untouched', () => {
    const reached = new Set<string>();
    fc.assert(
      fc.property(moves, (history) => {
        const world = new World(beginning());
        history.forEach((one, n) => {
          const before = structuredClone(world.records);
          const { who, group } = tried(world, one, newId(1, n));
          if (world.apply(who, group) !== 'applied') expect(world.records).toEqual(before);
          expect(conservationBreaks(accountsOf(world))).toEqual([]);
          expect(illegalities(world)).toEqual([]);
        });
        for (const { type, fields } of world.records) reached.add(`${type} ${fields.status}`);
      }),
      { numRuns: 60, seed: 20261125 },
    );
    // The histories go somewhere: what they come to is worth asking about.
    expect(reached.size).toBeGreaterThan(30);
  });

  test.each(['removed', 'accepted', 'waived', 'compensated', 'relocated', 'outstanding'] as const)(
    '[C1] each term is summed on its own: a corrupted %s is caught',
    (term) => {
      fc.assert(
        fc.property(moves, fc.integer({ min: 1, max: 300 }), (history, by) => {
          const world = new World(beginning());
          history.forEach((one, n) => {
            const { who, group } = tried(world, one, newId(1, n));
            world.apply(who, group);
          });
          for (const line of accountsOf(world)) {
            expect(conservationBreaks([{ ...line, [term]: line[term] + by }])).toHaveLength(1);
            expect(conservationBreaks([{ ...line, [term]: line[term] - by }])).toHaveLength(1);
          }
        }),
        { numRuns: 15 },
      );
    },
  );
});

/** Values that a mutation carried and that are now neither on the record, nor in a conflict, nor put back with what was refused [P2]. */
function lost(mutation: MutationDraft, current: MergeRecord | undefined, result: MergeResult): string[] {
  if (mutation.op !== 'patch' || result.outcome === 'quarantined') return [];
  const kind = kinds[mutation.type];
  const after =
    result.outcome === 'noop' || result.outcome === 'conflict' ? (result.outcome === 'noop' ? current : result.record) : result.record;
  const held = result.outcome === 'conflict' ? result.conflict.fields : {};
  return Object.entries(mutation.set).flatMap(([field, { old, new: wanted }]) => {
    const [was, is] = [current?.fields[field], after?.fields[field]];
    const gathered = kind.sets.includes(field) || kind.maps.includes(field);
    const told = held[field] !== undefined && sameJson(held[field].device, wanted) && sameJson(held[field].server, was);
    if (!gathered && !sameJson(is, wanted) && !sameJson(old, wanted) && !told) return [`${field}: the author’s`];
    const unseen = !sameJson(was, is) && !sameJson(was, old);
    return !gathered && unseen ? [`${field}: somebody else’s, unseen`] : [];
  });
}

/** A device works on what it pulled, and keeps what it did, group by group. */
class Device {
  readonly journal: { who: User; group: MutationDraft[] }[] = [];
  readonly #world = new World(beginning());
  readonly #number: number;

  constructor(number: number) {
    this.#number = number;
  }

  work(moves: readonly Move[]): void {
    moves.forEach((one, n) => {
      const { who, group } = tried(this.#world, one, newId(this.#number, n));
      if (group.length > 0 && this.#world.apply(who, group) === 'applied') this.journal.push({ who, group });
    });
  }
}

describe('two devices that worked apart', { timeout: patience }, () => {
  const halves = fc.tuple(
    fc.array(move, { minLength: 20, maxLength: 50 }),
    fc.array(move, { minLength: 20, maxLength: 50 }),
    fc.array(fc.boolean(), { maxLength: 80 }),
  );

  test('[C1] [P2] [O3] merge in any order: the account holds at every commit, and no value is lost unseen', () => {
    let [applied, refused] = [0, 0];
    fc.assert(
      fc.property(halves, ([first, second, order]) => {
        const devices = [new Device(1), new Device(2)] as const;
        devices[0].work(first);
        devices[1].work(second);
        const server = new World(beginning());
        const queues = devices.map(({ journal }) => [...journal]);
        for (let turn = 0; queues.some((queue) => queue.length > 0); turn += 1) {
          const queue = queues[order[turn] ? 0 : 1]?.length ? queues[order[turn] ? 0 : 1] : queues.find((each) => each.length > 0);
          const sent = queue?.shift();
          if (sent === undefined) break;
          for (const mutation of sent.group) {
            const current = server.record(mutation.id);
            expect(lost(mutation, current, applyMutation(mutation, current, around(sent.who, server.records)))).toEqual([]);
          }
          const before = structuredClone(server.records);
          const verdict = server.apply(sent.who, sent.group);
          if (verdict === 'applied') applied += 1;
          else {
            refused += 1;
            expect(server.records).toEqual(before);
          }
          expect(conservationBreaks(accountsOf(server))).toEqual([]);
          expect(illegalities(server)).toEqual([]);
        }
      }),
      { numRuns: 60, seed: 20261125 },
    );
    expect(applied).toBeGreaterThan(500);
    expect(refused).toBeGreaterThan(100);
  });
});
