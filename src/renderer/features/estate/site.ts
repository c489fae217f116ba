import { useLiveQuery } from 'dexie-react-hooks';
import { type Place, placeText } from '#domain/place.ts';
import { useDesk } from '../../session.tsx';
import { findRecord, type RecordOf } from '../../store/records.ts';

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

/** `城港新村 12幢1单元101室`: as a watermark and a title say it. */
export function siteText({ building, estate }: Site, place: Place): string {
  return `${estate.fields.name} ${placeText(place, building.fields.label)}`;
}
