import { useNavigate } from '@tanstack/react-router';
import { Drawer, Empty, Flex } from 'antd';
import { useCallback, useMemo, useState } from 'react';
import { mayCreate } from '#domain/authority.ts';
import { roomCode, type Zone } from '#domain/estate.ts';
import { useDesk } from '../../session.tsx';
import { type RecordOf, useRecords } from '../../store/records.ts';
import { ContactsOnPage } from '../../ui/contacts.tsx';
import { Page } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';
import type { RoomSearch } from '../survey/place-search.ts';
import { buildingWords } from './building-words.ts';
import { ElevationGrid } from './Elevation.tsx';
import './elevation.css';
import { elevationOf, type RoomCell } from './elevation.ts';
import { RoomDetail } from './RoomDetail.tsx';
import { SweepForm } from './SweepForm.tsx';
import { type Site, useSite } from './site.ts';
import { sweepMarks } from './sweeps.ts';
import { ZoneStrip } from './ZoneStrip.tsx';

/** As they stand: the roof above the flats, the courtyard at their foot. */
const above = ['ROOFTOP'] as const satisfies readonly Zone[];
const below = ['COURT_IN', 'COURT_OUT', 'FACADE', 'COMMON'] as const satisfies readonly Zone[];

export function BuildingPage({ id, search }: { id: string; search: RoomSearch }) {
  const t = useWords(buildingWords);
  const site = useSite(id);
  if (site === undefined) return null;
  if (site === null) {
    return (
      <Page title={t('building')} back="/estates">
        <Empty description={t('unknown')} />
      </Page>
    );
  }
  return (
    <Page title={`${site.estate.fields.name} ${site.building.fields.label}`} back={`/estates/${site.estate.id}`}>
      <BuildingFace site={site} search={search} />
    </Page>
  );
}

function BuildingFace({ site: { building }, search }: { site: Site; search: RoomSearch }) {
  const t = useWords(buildingWords);
  const navigate = useNavigate();
  const { user } = useDesk();
  const households = useRecords('household', building.id);
  const structures = useRecords('structure', building.id);
  const fixtures = useRecords('fixture', building.id);
  const entitlements = useRecords('entitlement', building.id);
  const sweeps = useRecords('sweep', building.id);
  const [sweeping, setSweeping] = useState<Zone>();
  const { rooms } = building.fields;
  const elevation = useMemo(
    () =>
      elevationOf({
        rooms,
        households: households ?? [],
        things: [...(structures ?? []), ...(fixtures ?? [])],
        entitlements: entitlements ?? [],
      }),
    [rooms, households, structures, fixtures, entitlements],
  );
  const select = useCallback(
    (cell: RoomCell) =>
      void navigate({
        to: '/buildings/$building',
        params: { building: building.id },
        search: { unit: cell.unit ?? undefined, room: cell.room },
        replace: true,
        resetScroll: false,
      }),
    [navigate, building.id],
  );
  if (households === undefined || structures === undefined || fixtures === undefined || entitlements === undefined || sweeps === undefined)
    return null;

  const code = search.room === undefined ? undefined : roomCode(search.unit ?? null, search.room);
  const selected = elevation.rows.flatMap(({ cells }) => cells).find((cell) => cell?.code === code);
  const maySurvey = mayCreate('structure', user);
  const units = elevation.units.map(({ unit }) => unit);
  const strip = (zone: Zone) => (
    <ZoneStrip
      key={zone}
      zone={zone}
      marks={sweepMarks(sweeps, zone, units)}
      structures={inZone(structures, zone)}
      onSweep={mayCreate('sweep', user) ? () => setSweeping(zone) : undefined}
      onSurvey={maySurvey ? () => void navigate({ to: '/survey/structure', search: { building: building.id, zone } }) : undefined}
    />
  );
  const others = inZone(structures, 'OTHER').length > 0 ? (['OTHER'] as const) : [];
  return (
    <Flex vertical gap={12}>
      {above.map(strip)}
      {elevation.rows.length === 0 ? (
        <Empty description={t('empty')} />
      ) : (
        <ElevationGrid
          label={t('grid', { building: building.fields.label })}
          elevation={elevation}
          selected={selected?.code}
          onSelect={select}
        />
      )}
      <div className="strips">{[...below, ...others].map(strip)}</div>
      <Drawer
        open={sweeping !== undefined}
        onClose={() => setSweeping(undefined)}
        title={t('sweepTitle')}
        placement="bottom"
        size="min(85vh, 680px)"
      >
        {sweeping !== undefined && (
          <SweepForm
            building={building}
            units={units.filter((unit) => unit !== null)}
            zone={sweeping}
            onClose={() => setSweeping(undefined)}
          />
        )}
      </Drawer>
      {selected === undefined ? (
        <p className="hint">
          {t('choose')} {t('help')}
        </p>
      ) : (
        <ContactsOnPage key={selected.code} where="household">
          <RoomDetail building={building} cell={selected} maySurvey={maySurvey} />
        </ContactsOnPage>
      )}
    </Flex>
  );
}

const inZone = (structures: readonly RecordOf<'structure'>[], zone: Zone) => structures.filter(({ fields }) => fields.zone === zone);
