import { useNavigate } from '@tanstack/react-router';
import { Empty } from 'antd';
import type { ReactNode } from 'react';
import { useDesk } from '../../session.tsx';
import { OnlyFor } from '../../ui/OnlyFor.tsx';
import { Page } from '../../ui/Page.tsx';
import { defineWords, useWords } from '../../words/language.ts';
import { type Site, siteText, useSite } from '../estate/site.ts';
import { BuildingChoice } from './BuildingChoice.tsx';
import { DraftGate } from './DraftGate.tsx';
import { draftKey } from './drafts.ts';
import { FixtureForm } from './FixtureForm.tsx';
import { FixtureTyped } from './fixture-form.ts';
import type { PlaceSearch } from './place-search.ts';
import { StructureForm } from './StructureForm.tsx';
import { StructureTyped } from './structure-form.ts';
import { surveyWords } from './words.ts';

const words = defineWords(
  { at: '地点：{{place}}', unknown: '本机没有这幢楼的资料，请先同步。' },
  { at: 'At: {{place}}', unknown: 'This device does not know the building; sync first.' },
);

type SurveyPath = '/survey/structure' | '/survey/fixture';

interface SurveyFrameProps {
  title: string;
  path: SurveyPath;
  search: PlaceSearch;
  children: (site: Site) => ReactNode;
}

function SurveyFrame(props: SurveyFrameProps) {
  const { title, path, search } = props;
  const back = search.building === undefined ? '/estates' : `/buildings/${search.building}`;
  return (
    <OnlyFor type={path === '/survey/structure' ? 'structure' : 'fixture'} title={title} back={back}>
      <PlaceFirst {...props} />
    </OnlyFor>
  );
}

/** Where it is, before what it is. */
function PlaceFirst({ title, path, search, children }: SurveyFrameProps) {
  const t = useWords(words);
  const navigate = useNavigate();
  const site = useSite(search.building);
  if (search.building === undefined) {
    return (
      <Page title={title} back="/estates">
        <BuildingChoice onChoose={(building) => void navigate({ to: path, search: { ...search, building } })} />
      </Page>
    );
  }
  if (site === undefined) return null;
  if (site === null) {
    return (
      <Page title={title} back="/estates">
        <Empty description={t('unknown')} />
      </Page>
    );
  }
  const place = { building: site.building.id, unit: search.unit ?? null, room: search.room ?? null, label: null };
  return (
    <Page title={title} back={`/buildings/${site.building.id}`}>
      <p className="hint">{t('at', { place: siteText(site, place) })}</p>
      {children(site)}
    </Page>
  );
}

/** Back to the building that is being walked, at the same room. */
function useReturn(search: PlaceSearch): (site: Site) => void {
  const navigate = useNavigate();
  return (site) =>
    void navigate({ to: '/buildings/$building', params: { building: site.building.id }, search: { unit: search.unit, room: search.room } });
}

export function StructureSurveyPage({ search }: { search: PlaceSearch }) {
  const t = useWords(surveyWords);
  const { user } = useDesk();
  const leave = useReturn(search);
  return (
    <SurveyFrame title={t('structureTitle')} path="/survey/structure" search={search}>
      {(site) => {
        const key = draftKey('structure', user.id, { ...search, building: site.building.id });
        return (
          <DraftGate key={key} draftKey={key} schema={StructureTyped} initial={emptyStructure(site, search)}>
            {(start) => <StructureForm site={site} start={start} draftKey={key} onSaved={() => leave(site)} />}
          </DraftGate>
        );
      }}
    </SurveyFrame>
  );
}

export function FixtureSurveyPage({ search }: { search: PlaceSearch }) {
  const t = useWords(surveyWords);
  const { user } = useDesk();
  const leave = useReturn(search);
  return (
    <SurveyFrame title={t('fixtureTitle')} path="/survey/fixture" search={search}>
      {(site) => {
        const key = draftKey('fixture', user.id, { ...search, building: site.building.id });
        return (
          <DraftGate key={key} draftKey={key} schema={FixtureTyped} initial={emptyFixture(site, search)}>
            {(start) => <FixtureForm site={site} start={start} draftKey={key} onSaved={() => leave(site)} />}
          </DraftGate>
        );
      }}
    </SurveyFrame>
  );
}

const placed = (site: Site, search: PlaceSearch) => ({
  code: '',
  building: site.building.id,
  unit: search.unit ?? '',
  room: search.room ?? '',
  label: '',
  material: '',
  projectionCm: '',
  note: '',
  photos: [],
  second: '',
  secondName: '',
});

function emptyStructure(site: Site, search: PlaceSearch): StructureTyped {
  const sizes = { lengthM: '', widthM: '', heightM: '', areaM2: '', areaReason: '' };
  return { ...placed(site, search), ...sizes, zone: search.zone ?? '', kind: '', builtYear: '', use: '' };
}

function emptyFixture(site: Site, search: PlaceSearch): FixtureTyped {
  const sizes = { widthMm: '', heightMm: '', lengthMm: '', depthMm: '', qty: '1' };
  const facts = { type: '', positionLabel: '', side: '', streetFacing: false, condition: '', owner: 'KNOWN', blocksWorks: true };
  return { ...placed(site, search), ...sizes, ...facts };
}
