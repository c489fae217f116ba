import { UploadOutlined } from '@ant-design/icons';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button, Empty } from 'antd';
import { mayCreate } from '#domain/authority.ts';
import { useDesk } from '../../session.tsx';
import { type RecordOf, useRecord, useRecords } from '../../store/records.ts';
import { Page } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';
import { planWords } from '../plan/words.ts';
import { type BuildingCounts, useBuildingCounts } from './counts.ts';
import './estate.css';
import { byLabel } from './order.ts';
import { estateWords } from './words.ts';

/** An estate's buildings, and what is known of each. */
export function EstatePage({ id }: { id: string }) {
  const t = useWords(estateWords);
  const tp = useWords(planWords);
  const navigate = useNavigate();
  const { user } = useDesk();
  const estate = useRecord('estate', id);
  const buildings = useRecords('building', id);
  const counts = useBuildingCounts(buildings?.map((building) => building.id) ?? []);
  if (estate === undefined || buildings === undefined) return <Page title={t('title')}>{null}</Page>;
  if (estate === null) {
    return (
      <Page title={t('title')} back="/estates">
        <Empty description={t('unknownEstate')} />
      </Page>
    );
  }
  const mayImport = mayCreate('household', user);
  const importRoster = mayImport && (
    <Button
      type="primary"
      size="large"
      icon={<UploadOutlined aria-hidden />}
      onClick={() => void navigate({ to: '/estates/$estate/import', params: { estate: id } })}
    >
      {t('importRoster')}
    </Button>
  );
  return (
    <Page
      title={estate.fields.name}
      back="/estates"
      extra={
        <>
          <Button size="large" href={`#/estates/${id}/plan`}>
            {tp('open')}
          </Button>
          {importRoster}
        </>
      }
    >
      {buildings.length === 0 ? (
        <Empty description={t('noBuildings')} />
      ) : (
        <nav className="building-cards" aria-label={t('buildings')}>
          {byLabel(buildings).map((building) => (
            <BuildingCard key={building.id} building={building} counts={counts.get(building.id)} />
          ))}
        </nav>
      )}
    </Page>
  );
}

function BuildingCard({ building, counts }: { building: RecordOf<'building'>; counts: BuildingCounts | undefined }) {
  const t = useWords(estateWords);
  return (
    <Link to="/buildings/$building" params={{ building: building.id }} className="building-card">
      <strong>{building.fields.label}</strong>
      <dl>
        <dt>{t('rooms')}</dt>
        <dd>{building.fields.rooms.length}</dd>
        <dt>{t('households')}</dt>
        <dd>{counts?.household ?? ''}</dd>
        <dt>{t('structures')}</dt>
        <dd>{counts?.structure ?? ''}</dd>
        <dt>{t('fixtures')}</dt>
        <dd>{counts?.fixture ?? ''}</dd>
      </dl>
    </Link>
  );
}
