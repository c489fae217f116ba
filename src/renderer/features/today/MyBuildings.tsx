import { Link } from '@tanstack/react-router';
import { Card } from 'antd';
import { useLiveQuery } from 'dexie-react-hooks';
import { useDesk } from '../../session.tsx';
import { findAssignedBuildings } from '../../store/photo-copies.ts';
import { findRecord } from '../../store/records.ts';
import { useWords } from '../../words/language.ts';
import { useBuildingCounts } from '../estate/counts.ts';
import '../estate/estate.css';
import { inOrder } from '../estate/order.ts';
import { todayWords } from './words.ts';

/** The buildings of this person's teams, and of the households assigned to them. */
export function MyBuildings() {
  const t = useWords(todayWords);
  const { db, user } = useDesk();
  const buildings = useLiveQuery(async () => {
    const ids = [...(await findAssignedBuildings(db, user.name))];
    const found = await Promise.all(ids.map((id) => findRecord(db, 'building', id)));
    const known = found.filter((building) => building !== undefined);
    const named = await Promise.all(
      known.map(async (building) => ({ building, estate: await findRecord(db, 'estate', building.fields.estate) })),
    );
    return named.toSorted((a, b) => inOrder.compare(a.building.fields.key, b.building.fields.key));
  }, [db, user]);
  const counts = useBuildingCounts(buildings?.map(({ building }) => building.id) ?? []);
  if (buildings === undefined) return null;
  return (
    <Card title={t('mine')} size="small">
      {buildings.length === 0 && <p className="hint">{t('noMine')}</p>}
      {buildings.length > 0 && (
        <nav className="building-cards" aria-label={t('mine')}>
          {buildings.map(({ building, estate }) => {
            const { structure = 0, fixture = 0 } = counts.get(building.id) ?? {};
            return (
              <Link key={building.id} to="/buildings/$building" params={{ building: building.id }} className="building-card">
                <strong>{`${estate?.fields.name ?? ''} ${building.fields.label}`.trim()}</strong>
                <span className="hint">{t('counts', { structures: structure, fixtures: fixture })}</span>
              </Link>
            );
          })}
        </nav>
      )}
    </Card>
  );
}
