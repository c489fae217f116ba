import { useRecords } from '../../store/records.ts';
import type { Thing } from './standing.ts';

/** Live: the structures and fixtures of a building; undefined while loading. */
export function useThings(building: string): Thing[] | undefined {
  const structures = useRecords('structure', building);
  const fixtures = useRecords('fixture', building);
  return structures && fixtures && [...structures, ...fixtures];
}
