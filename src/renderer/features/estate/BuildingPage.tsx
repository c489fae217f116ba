import { useNavigate } from '@tanstack/react-router';
import { Button, Drawer, Empty, Flex } from 'antd';
import { useCallback, useMemo, useState } from 'react';
import { mayCreate } from '#domain/authority.ts';
import { roomCode, type Zone } from '#domain/estate.ts';
import { useDesk } from '../../session.tsx';
import { type RecordOf, useRecords } from '../../store/records.ts';
import { ContactsOnPage } from '../../ui/contacts.tsx';
import { Page } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';
import { BuildingCorrections, FormerLabels } from '../correction/BuildingCorrections.tsx';
import type { RoomSearch } from '../survey/place-search.ts';
import { AssignDrawer } from './AssignDrawer.tsx';
import { buildingWords } from './building-words.ts';
import { ElevationGrid } from './Elevation.tsx';
import './elevation.css';
import { elevationOf, type RoomCell } from './elevation.ts';
import { GridFilters } from './GridFilters.tsx';
import { matches, noFilter, progressOf } from './grid-filter.ts';
import { RoomDetail } from './RoomDetail.tsx';
import { SweepForm } from './SweepForm.tsx';
import { type Site, useSite } from './site.ts';
import { facadeSweepOf, sweepMarks } from './sweeps.ts';
import { ThingList } from './ThingLink.tsx';
import { useAssignments } from './use-assignments.ts';
import { ZoneStrip } from './ZoneStrip.tsx';

/** As they stand: the roof above the flats, the courtyard at their foot. */
const above = ['ROOFTOP'] as const satisfies readonly Zone[];
/** Where things are piled up. */
const heaped: readonly Zone[] = ['COURT_IN', 'COURT_OUT', 'COMMON'];
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
    <Page
      title={`${site.estate.fields.name} ${site.building.fields.label}`}
      back={`/estates/${site.estate.id}`}
      extra={
        <>
          <Button href={`#/buildings/${id}/postings`}>{t('postings')}</Button>
          <Button href={`#/buildings/${id}/return`}>{t('giveBack')}</Button>
        </>
      }
    >
      <FormerLabels building={site.building} />
      <BuildingFace site={site} search={search} />
      <BuildingCorrections site={site} />
    </Page>
  );
}

interface FaceFacts {
  households: readonly RecordOf<'household'>[];
  structures: readonly RecordOf<'structure'>[];
  fixtures: readonly RecordOf<'fixture'>[];
  entitlements: readonly RecordOf<'entitlement'>[];
  sweeps: readonly RecordOf<'sweep'>[];
  debris: readonly RecordOf<'debris'>[];
}

/** All that is recorded of a building; undefined while any of it is loading. */
function useFaceFacts(building: string): FaceFacts | undefined {
  const households = useRecords('household', building);
  const structures = useRecords('structure', building);
  const fixtures = useRecords('fixture', building);
  const entitlements = useRecords('entitlement', building);
  const sweeps = useRecords('sweep', building);
  const debris = useRecords('debris', building);
  return useMemo(
    () =>
      households && structures && fixtures && entitlements && sweeps && debris
        ? { households, structures, fixtures, entitlements, sweeps, debris }
        : undefined,
    [households, structures, fixtures, entitlements, sweeps, debris],
  );
}

function BuildingFace({ site: { building }, search }: { site: Site; search: RoomSearch }) {
  const facts = useFaceFacts(building.id);
  return facts === undefined ? null : <Face building={building} search={search} facts={facts} />;
}

function Face({ building, search, facts }: { building: RecordOf<'building'>; search: RoomSearch; facts: FaceFacts }) {
  const t = useWords(buildingWords);
  const navigate = useNavigate();
  const { user } = useDesk();
  const [sweeping, setSweeping] = useState<Zone>();
  const [filter, setFilter] = useState(noFilter);
  const { households, structures, fixtures, entitlements, sweeps, debris } = facts;
  const assignments = useAssignments(households);
  const { rooms } = building.fields;
  const elevation = useMemo(
    () => elevationOf({ rooms, households, things: [...structures, ...fixtures], entitlements }),
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

  const cells = elevation.rows.flatMap((row) => row.cells).filter((cell) => cell !== undefined);
  const units = elevation.units.map(({ unit }) => unit);
  const facades = new Map(units.map((unit) => [unit, facadeSweepOf(sweeps, unit)]));
  const sweepOf = (cell: RoomCell) => facades.get(cell.unit);
  const isShown = (cell: RoomCell) => matches(filter, cell, { sweep: sweepOf(cell), mine: assignments.mine });
  const code = search.room === undefined ? undefined : roomCode(search.unit ?? null, search.room);
  const selected = cells.find((cell) => cell.code === code);
  const maySurvey = mayCreate('structure', user);
  const surveyIn = (to: '/survey/structure' | '/survey/debris', zone: Zone) =>
    maySurvey ? () => void navigate({ to, search: { building: building.id, zone } }) : undefined;
  const strip = (zone: Zone) => (
    <ZoneStrip
      key={zone}
      zone={zone}
      marks={sweepMarks(sweeps, zone, units)}
      structures={inZone(structures, zone)}
      debris={inZone(debris, zone)}
      onSweep={mayCreate('sweep', user) ? () => setSweeping(zone) : undefined}
      onSurvey={surveyIn('/survey/structure', zone)}
      onDebris={heaped.includes(zone) ? surveyIn('/survey/debris', zone) : undefined}
    />
  );
  const others = [...inZone(structures, 'OTHER'), ...inZone(debris, 'OTHER')].length > 0 ? (['OTHER'] as const) : [];
  return (
    <Flex vertical gap={12}>
      {above.map(strip)}
      {elevation.rows.length === 0 ? (
        <Empty description={t('empty')} />
      ) : (
        <>
          <GridFilters filter={filter} onChange={setFilter} found={cells.filter(isShown).length} progress={progressOf(cells, sweepOf)} />
          <ElevationGrid
            label={t('grid', { building: building.fields.label })}
            elevation={elevation}
            selected={selected?.code}
            sweepOf={sweepOf}
            isShown={isShown}
            onSelect={select}
          />
        </>
      )}
      <div className="strips">
        {[...below, ...others].map(strip)}
        <Roomless fixtures={fixtures} />
      </div>
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
      <AssignDrawer building={building} households={households} selected={selected?.households ?? []} active={assignments.active} />
      {selected === undefined ? (
        <p className="hint">
          {t('choose')} {t('help')}
        </p>
      ) : (
        <ContactsOnPage key={selected.code} where="household">
          <RoomDetail building={building} cell={selected} maySurvey={maySurvey} teams={assignments.teamsOf(selected)} />
        </ContactsOnPage>
      )}
    </Flex>
  );
}

/** Only a household needs a room: an awning over a stairwell stands in no cell of the grid. */
function Roomless({ fixtures }: Pick<FaceFacts, 'fixtures'>) {
  const t = useWords(buildingWords);
  const things = fixtures.filter(({ fields }) => fields.place.room === null && fields.status !== 'void');
  if (things.length === 0) return null;
  return (
    <section className="strip" aria-label={t('roomless')}>
      <h2>{t('roomless')}</h2>
      <ThingList things={things} none="" />
    </section>
  );
}

const inZone = <T extends 'structure' | 'debris'>(records: readonly RecordOf<T>[], zone: Zone) =>
  records.filter(({ fields }) => fields.zone === zone);
