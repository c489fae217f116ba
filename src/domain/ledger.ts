import type { Entitlement, Removal, Replacement } from './entitlement.ts';
import type { Building, Estate, Household } from './estate.ts';
import type { Fixture } from './fixture.ts';
import type { Day, RecordId } from './identity.ts';
import type { Operation, Team } from './operation.ts';
import type { Place } from './place.ts';
import type { Policy } from './policy.ts';
import type { Structure } from './structure.ts';

/** One column of a 台账. Widths in characters, as a spreadsheet counts them. */
export interface LedgerColumn {
  title: string;
  width: number;
  kind: 'text' | 'number' | 'date';
  digits?: number;
  subtotal?: boolean;
}

/** A ledger: its columns in the fixed order, and one row per thing. Dates are `YYYY-MM-DD`. */
export interface Ledger {
  name: string;
  columns: readonly LedgerColumn[];
  rows: (string | number | null)[][];
}

export interface Identified<F> {
  id: RecordId;
  fields: F;
}

/** Everything the three ledgers are made from. */
export interface LedgerSource {
  today: Day;
  subdistrictName: string;
  estates: readonly Identified<Estate>[];
  buildings: readonly Identified<Building>[];
  households: readonly Identified<Household>[];
  structures: readonly Identified<Structure>[];
  fixtures: readonly Identified<Fixture>[];
  operations: readonly Identified<Operation>[];
  teams: readonly Identified<Team>[];
  removals: readonly Identified<Removal>[];
  entitlements: readonly Identified<Entitlement>[];
  replacements: readonly Identified<Replacement>[];
  policies: readonly Identified<Policy>[];
}

export const text = (title: string, width = 10): LedgerColumn => ({ title, width, kind: 'text' });
export const date = (title: string): LedgerColumn => ({ title, width: 12, kind: 'date' });
export const number = (title: string, digits = 0, subtotal = false): LedgerColumn => ({
  title,
  width: 9,
  kind: 'number',
  digits,
  subtotal,
});

/** Where a thing is, resolved once for all ledgers. */
export interface Address {
  estate: string;
  neighborhood: string;
  building: string;
  unit: string;
  room: string;
  household: Household | undefined;
}

/** Looks places up in the source's records. */
export function addressBook(source: LedgerSource): (place: Place) => Address {
  const buildings = new Map(source.buildings.map((building) => [building.id, building.fields]));
  const estates = new Map(source.estates.map((estate) => [estate.id, estate.fields]));
  const current = source.households.filter((household) => household.fields.to === null);
  const households = new Map(current.map(({ fields }) => [`${fields.building}|${fields.unit ?? ''}|${fields.room}`, fields]));
  return (place) => {
    const building = buildings.get(place.building);
    const estate = building && estates.get(building.estate);
    return {
      estate: estate?.name ?? '',
      neighborhood: estate?.neighborhood ?? '',
      building: building?.label ?? '',
      unit: place.unit ?? '',
      room: place.room ?? '',
      household: households.get(`${place.building}|${place.unit ?? ''}|${place.room ?? ''}`),
    };
  };
}

export const byId = <F>(records: readonly Identified<F>[]): ReadonlyMap<string, F> =>
  new Map(records.map(({ id, fields }) => [id, fields]));

/** The day of an instant, as its own clock showed it. */
export const dayOf = (instant: string): Day => instant.slice(0, 10);
