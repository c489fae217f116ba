import { type AccountLine, accountOf } from '#domain/account.ts';
import { formerLabels } from '#domain/address.ts';
import type { Household } from '#domain/estate.ts';
import type { PhotoRef } from '#domain/evidence.ts';
import type { Fixture } from '#domain/fixture.ts';
import type { RecordId } from '#domain/identity.ts';
import { type Place, roomKey } from '#domain/place.ts';
import { isEligible as owes } from '#domain/policy.ts';
import { asProven, photosGone } from '#domain/relink.ts';
import { type RecordOf, useChildren, useRecords } from '../../store/records.ts';
import { siteText, useSite } from '../estate/site.ts';

export type RoomPlace = Pick<Place, 'building' | 'unit' | 'room'>;

/** One room's lines and its account. */
export interface Room {
  address: string;
  /** 原名 of its building: what earlier forms were signed under. */
  formerly: string[];
  /** Who lives there now, as far as anybody knows. */
  household: Household | undefined;
  householdId: RecordId | undefined;
  lines: RecordOf<'entitlement'>[];
  account: AccountLine[];
  policies: readonly RecordOf<'policy'>[];
  fixtures: ReadonlyMap<string, RecordOf<'fixture'>>;
  removals: ReadonlyMap<string, RecordOf<'removal'>>;
  /** 缺照片 [A3]: what was moved away from each of them; they stand above without it. */
  gone: ReadonlyMap<string, PhotoRef[]>;
}

/** Live: undefined while loading. */
export function useRoom(place: RoomPlace): Room | undefined {
  const site = useSite(place.building);
  const households = useRecords('household', place.building);
  const entitlements = useRecords('entitlement', place.building);
  const fixtures = useRecords('fixture', place.building);
  const key = roomKey(place);
  const own = fixtures?.filter(({ fields }) => roomKey(fields.place) === key);
  const removals = useChildren('removal', own && idsOf(own));
  const photos = useChildren('photo', own && removals && idsOf([...own, ...removals]));
  const policies = useRecords('policy');
  if (site === undefined || !households || !entitlements || !fixtures || !removals || !photos || !policies) return undefined;
  const lines = entitlements.filter((line) => roomKey(line.fields.place) === key);
  const fixtureFields = new Map(fixtures.map(({ id, fields }) => [id as string, fields]));
  const isEligible = (policy: string, fixture: Fixture) => {
    const found = policies.find((one) => one.id === policy);
    return found !== undefined && owes(found.fields, fixture.type, fixture.side);
  };
  const known = photos.map(({ fields }) => fields);
  const living = households.find(({ fields }) => fields.to === null && roomKey(fields) === key);
  return {
    formerly: site === null ? [] : formerLabels(site.building.fields),
    address: site === null ? '' : siteText(site, { ...place, label: null }),
    household: living?.fields,
    householdId: living?.id,
    lines,
    account: accountOf(removals, fixtureFields, entitlements, isEligible).filter((line) => line.roomKey === key),
    policies,
    fixtures: new Map(fixtures.map((fixture) => [fixture.id as string, asProven(fixture, known)])),
    removals: new Map(removals.map((removal) => [removal.id as string, asProven(removal, known)])),
    gone: new Map([...fixtures, ...removals].map(({ id, fields }) => [id as string, photosGone(id, fields.photos, known)])),
  };
}

const idsOf = (records: readonly { id: RecordId }[]) => records.map(({ id }) => id);
