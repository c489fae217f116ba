import { useLiveQuery } from 'dexie-react-hooks';
import type { RecordType } from '#domain/identity.ts';
import { useDesk } from '../../session.tsx';
import type { DeskDatabase } from '../../store/database.ts';

const counted = ['household', 'structure', 'fixture'] as const satisfies readonly RecordType[];

export type BuildingCounts = Record<(typeof counted)[number], number>;

async function countsOf(db: DeskDatabase, building: string): Promise<BuildingCounts> {
  const count = (type: RecordType) => db.view.where('keys').equals(`${type}>${building}`).count();
  const [household, structure, fixture] = await Promise.all(counted.map(count));
  return { household: household ?? 0, structure: structure ?? 0, fixture: fixture ?? 0 };
}

/** Live: how many records point at each building, read from the index and never loaded. */
export function useBuildingCounts(buildings: readonly string[]): ReadonlyMap<string, BuildingCounts> {
  const { db } = useDesk();
  const key = buildings.join();
  const counts = useLiveQuery(async () => {
    const ids = key === '' ? [] : key.split(',');
    return new Map(await Promise.all(ids.map(async (id) => [id, await countsOf(db, id)] as const)));
  }, [db, key]);
  return counts ?? new Map();
}
