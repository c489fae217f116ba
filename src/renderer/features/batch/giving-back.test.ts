import fc from 'fast-check';
import { expect, test } from 'vitest';
import { accountOf, conservationBreaks } from '#domain/account.ts';
import { type Entitlement, type Removal, type Replacement, returnedType, shortMeasures } from '#domain/entitlement.ts';
import { Building, isClosed } from '#domain/estate.ts';
import { photosAt, signatureMissing } from '#domain/evidence.ts';
import type { Fixture } from '#domain/fixture.ts';
import type { RecordId, RecordType } from '#domain/identity.ts';
import { findTypePolicy, isEligible, mayReturnAs } from '#domain/policy.ts';
import { linesHeld, ReturnBatch } from '#domain/project.ts';
import type { MergeRecord } from '#domain/record.ts';
import { id } from '#domain/testing/samples.ts';
import { World } from '#domain/testing/world.ts';
import { draftsOf } from '../operation/testing/desk.ts';
import { actors, beginning, policy, Screens } from './testing/screens.ts';

const as = <F>(records: readonly MergeRecord[]) => records.map((record) => ({ id: record.id, fields: record.fields as unknown as F }));

/** Every rule of giving back that a world breaks. Empty is good. */
function broken(world: World): string[] {
  const of = (type: RecordType) => world.of(type).filter(({ deleted }) => !deleted);
  const lines = as<Entitlement>(of('entitlement'));
  const removals = as<Removal>(of('removal'));
  const pieces = as<Replacement>(of('replacement'));
  const fixtures = new Map(as<Fixture>(of('fixture')).map((one) => [one.id as string, one.fields]));
  const found: string[] = conservationBreaks(accountOf(removals, fixtures, lines)).map(() => 'C1');
  const inBatches = world.of('returnBatch').flatMap(({ fields }) => linesHeld(ReturnBatch.parse(fields)));
  if (new Set(inBatches).size < inBatches.length) found.push('BATCH_TWICE');
  for (const { id: lineId, fields: line } of lines) {
    const piece = pieces.find((one) => one.id === line.replacement)?.fields;
    const type = findTypePolicy(policy, returnedType(line));
    if (line.replacement !== null && piece === undefined) found.push('C2');
    if (piece !== undefined && (piece.entitlement !== lineId || piece.basis !== 'ENTITLEMENT')) found.push('C2');
    if (lines.filter(({ fields }) => fields.replacement !== null && fields.replacement === line.replacement).length > 1) found.push('C2');
    if (!mayReturnAs(policy, line.type, returnedType(line)) || type === undefined) found.push('C2');
    if (line.status === 'accepted' && type && piece && shortMeasures(line.removedSizes, piece.sizes, type).length > 0 && !line.shortfall)
      found.push('C5');
    if (line.status === 'waived' && signatureMissing(line.waiver?.signature) !== undefined) found.push('C6');
  }
  // 统一加装 settles nothing, and whatever is missing of the evidence of a self-removal [C4] opened no line.
  if (pieces.some(({ fields }) => (fields.basis === 'UNIFORM') !== (fields.entitlement === null))) found.push('C2');
  if (lines.some(({ fields }) => !isEligible(policy, fields.type, fixtures.get(fields.fixture)?.side ?? null))) found.push('C3');
  if ([...fixtures.values()].some((thing) => thing.found && photosAt(thing.photos, 'BEFORE') === 0 && !thing.found.note)) found.push('C4');
  const building = Building.parse(world.record(id(1))?.fields);
  // Afterwards what was given back may be claimed under warranty or disputed; what was owed by nobody never comes to be.
  const owed = lines.filter(({ fields }) => ['open', 'confirmed', 'ordered'].includes(fields.status));
  const approved = new Set(building.closing?.leftovers.map(({ line }) => line));
  const leftover = (line: RecordId): boolean => {
    const parent = lines.find((one) => one.id === line)?.fields.partOf;
    return approved.has(line) || (parent ? leftover(parent) : false);
  };
  if (isClosed(building) && owed.some((line) => !leftover(line.id))) found.push('C7');
  return found;
}

const step = fc.record({ who: fc.nat(), which: fc.nat(), stale: fc.nat({ max: 5 }).map((n) => n === 0) });

test('[C1] [C2] [C3] [C4] [C5] [C6] [C7] no sequence of what the screens offer breaks an account, and what a screen offers is not refused', {
  timeout: 60_000,
}, () => {
  const reached = new Set<string>();
  fc.assert(
    fc.property(fc.boolean(), fc.array(step, { minLength: 15, maxLength: 40 }), (late, history) => {
      const world = new World(beginning(late));
      let seen = world.records;
      history.forEach(({ who, which, stale }, n) => {
        const user = actors[who % actors.length] ?? actors[0];
        if (user === undefined) return;
        // A device that has not synced offers what it saw before: that may be refused, and breaks nothing.
        const offers = new Screens(stale ? seen : world.records, user).offers(n);
        const groups = offers[which % Math.max(offers.length, 1)] ?? [];
        for (const group of groups) {
          const result = world.apply(user, draftsOf(group, user));
          if (!stale) expect(result).toBe('applied');
        }
        expect(broken(world)).toEqual([]);
        if (n % 4 === 0) seen = world.records;
      });
      for (const { type, fields } of world.records) reached.add(`${type} ${fields.status}`);
      if (isClosed(Building.parse(world.record(id(1))?.fields))) reached.add('closed');
      if (world.records.some(({ type, deleted }) => type === 'fixture' && deleted)) reached.add('merged');
      if (world.of('replacement').some(({ fields }) => fields.basis === 'UNIFORM')) reached.add('uniform');
      for (const { fields } of world.of('fixture'))
        if (fields.status === 'removed' && (fields.found ?? fields.posting)) reached.add(fields.found ? 'found' : 'unclaimed');
    }),
    { numRuns: 40, seed: 20261126 },
  );
  const states = ['confirmed', 'ordered', 'installed', 'rework', 'accepted', 'waived', 'compensated', 'relocated', 'split', 'disputed'];
  expect(states.filter((status) => !reached.has(`entitlement ${status}`))).toEqual([]);
  for (const end of ['closed', 'merged', 'uniform', 'found', 'unclaimed']) expect(reached).toContain(end);
});
