import type { Fixture } from '#domain/fixture.ts';
import { normaliseText } from '#domain/place.ts';
import type { Structure } from '#domain/structure.ts';
import type { RecordOf } from '../../store/records.ts';

const same = (one: string | null, other: string | null) => normaliseText(one ?? '') === normaliseText(other ?? '');

/** One team names the unit of a rooftop shed, the other does not: unsaid is no difference. */
const agrees = (one: string | null, other: string | null) => one === null || other === null || one === other;

/** Structures that may be the one in hand: same building, zone and kind, under the same label. */
export function structureDoubles(
  known: readonly RecordOf<'structure'>[],
  told: Pick<Structure, 'place' | 'zone' | 'kind'>,
): RecordOf<'structure'>[] {
  return known.filter(
    ({ fields }) =>
      fields.status !== 'void' &&
      fields.place.building === told.place.building &&
      fields.zone === told.zone &&
      fields.kind === told.kind &&
      same(fields.place.label, told.place.label) &&
      agrees(fields.place.unit, told.place.unit) &&
      agrees(fields.place.room, told.place.room),
  );
}

/** Fixtures that may be the one in hand: same room, type and position. */
export function fixtureDoubles(
  known: readonly RecordOf<'fixture'>[],
  told: Pick<Fixture, 'place' | 'type' | 'positionLabel'>,
): RecordOf<'fixture'>[] {
  return known.filter(
    ({ fields }) =>
      fields.status !== 'void' &&
      fields.place.building === told.place.building &&
      fields.type === told.type &&
      same(fields.place.unit, told.place.unit) &&
      same(fields.place.room, told.place.room) &&
      same(fields.positionLabel, told.positionLabel),
  );
}
