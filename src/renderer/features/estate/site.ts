import { useLiveQuery } from 'dexie-react-hooks';
import { type Place, placeText } from '#domain/place.ts';
import { useDesk } from '../../session.tsx';
import type { DeskDatabase } from '../../store/database.ts';
import { findMany, findRecord, type RecordOf } from '../../store/records.ts';

/** A building and the estate it stands in: what names a place and leads a code. */
export interface Site {
  building: RecordOf<'building'>;
  estate: RecordOf<'estate'>;
}

/** Live: undefined while loading, null where this device does not know the building. */
export function useSite(building: string | undefined): Site | null | undefined {
  const { db } = useDesk();
  return useLiveQuery(async () => {
    const found = building === undefined ? undefined : await findRecord(db, 'building', building);
    const estate = found && (await findRecord(db, 'estate', found.fields.estate));
    return found && estate ? { building: found, estate } : null;
  }, [db, building]);
}

/** Those of these buildings that this device knows, each with its estate. */
export async function findSites(db: DeskDatabase, ids: readonly string[]): Promise<Map<string, Site>> {
  const buildings = await findMany(db, 'building', ids);
  const estates = await findMany(
    db,
    'estate',
    buildings.map(({ fields }) => fields.estate),
  );
  const byId = new Map<string, RecordOf<'estate'>>(estates.map((estate) => [estate.id, estate]));
  return new Map(
    buildings.flatMap((building) => {
      const estate = byId.get(building.fields.estate);
      return estate === undefined ? [] : [[building.id, { building, estate }] as const];
    }),
  );
}

/** `城港新村 12幢1单元101室`: as a watermark and a title say it. */
export function siteText({ building, estate }: Site, place: Place): string {
  return `${estate.fields.name} ${placeText(place, building.fields.label)}`;
}
