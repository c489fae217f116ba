import { useMemo } from 'react';
import type { Household } from '#domain/estate.ts';
import type { RecordId } from '#domain/identity.ts';
import { placeText, roomKey } from '#domain/place.ts';
import type { Policy } from '#domain/policy.ts';
import { fixtureTypeWords, type Word } from '#domain/words.ts';
import { type RecordOf, useChildren, useRecords } from '../../store/records.ts';
import { useWord } from '../../words/language.ts';
import { type Site, siteText, useSite } from '../estate/site.ts';

type Line = RecordOf<'entitlement'>;

/** All that giving back to one building rests on. */
export interface BuildingReturn {
  site: Site;
  lines: Line[];
  batches: RecordOf<'returnBatch'>[];
  /** Everybody who lives there now, as far as anybody knows. */
  residents: Household[];
  /** One of each room, by `roomKey`: with a name where any has one. */
  households: ReadonlyMap<string, Household>;
  fixtures: ReadonlyMap<string, RecordOf<'fixture'>>;
  pieces: ReadonlyMap<string, RecordOf<'replacement'>>;
  /** 统一加装 */
  uniform: RecordOf<'replacement'>[];
  policies: ReadonlyMap<string, Policy>;
  policyRecords: RecordOf<'policy'>[];
}

/** Live: undefined while loading, null where this device does not know the building. */
export function useBuildingReturn(building: RecordId): BuildingReturn | null | undefined {
  const site = useSite(building);
  const lines = useRecords('entitlement', building);
  const batches = useRecords('returnBatch', building);
  const households = useRecords('household', building);
  const fixtures = useRecords('fixture', building);
  const pieces = useChildren(
    'replacement',
    lines?.map(({ id }) => id),
  );
  const uniform = useRecords('replacement', building);
  const policies = useRecords('policy');
  return useMemo(() => {
    if (site === null) return null;
    if (!site || !lines || !batches || !households || !fixtures || !pieces || !uniform || !policies) return undefined;
    const residents = households.map(({ fields }) => fields).filter(({ to }) => to === null);
    const named = residents.toSorted((a, b) => Number(a.contactName !== '') - Number(b.contactName !== ''));
    return {
      site,
      lines,
      batches,
      residents,
      households: new Map(named.map((household) => [roomKey(household), household])),
      fixtures: new Map(fixtures.map((fixture) => [fixture.id as string, fixture])),
      pieces: new Map(pieces.map((piece) => [piece.id as string, piece])),
      uniform: uniform.filter(({ fields }) => fields.basis === 'UNIFORM'),
      policies: new Map(policies.map(({ id, fields }) => [id as string, fields])),
      policyRecords: policies,
    };
  }, [site, lines, batches, households, fixtures, pieces, uniform, policies]);
}

/** `1单元101室 防盗窗 南阳台-窗1`: as a line is called in a list of its building. */
export function useLineName({ fixtures }: Pick<BuildingReturn, 'fixtures'>): (line: Line) => string {
  const word = useWord();
  return ({ fields }) => lineName(fields, fixtures, word);
}

function lineName({ place, type, fixture }: Line['fields'], fixtures: BuildingReturn['fixtures'], word: (word: Word) => string): string {
  const where = placeText({ ...place, label: null }, '');
  const position = fixtures.get(fixture)?.fields.positionLabel ?? '';
  return [where, word(fixtureTypeWords[type]), position].filter((part) => part !== '').join(' ');
}

/** What the photos of a line say they show. */
export function subjectOf(
  { site, fixtures }: Pick<BuildingReturn, 'site' | 'fixtures'>,
  { fields }: Line,
): { place: string; code: string } {
  return { place: siteText(site, { ...fields.place, label: null }), code: fixtures.get(fields.fixture)?.fields.code ?? '' };
}
