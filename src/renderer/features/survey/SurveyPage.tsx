import { useNavigate } from '@tanstack/react-router';
import { Empty } from 'antd';
import type { ReactNode } from 'react';
import type { DraftOf } from '../../store/draft-kinds.ts';
import type { LastSurvey } from '../../store/rows.ts';
import { OnlyFor } from '../../ui/OnlyFor.tsx';
import { Page } from '../../ui/Page.tsx';
import { defineWords, useWords } from '../../words/language.ts';
import { DebrisForm } from '../debris/DebrisForm.tsx';
import { type Site, siteText, useSite } from '../estate/site.ts';
import { BuildingChoice } from './BuildingChoice.tsx';
import { FixtureForm } from './FixtureForm.tsx';
import type { PlaceSearch } from './place-search.ts';
import { StructureForm } from './StructureForm.tsx';
import { emptyFixture, emptyStructure } from './start.ts';
import { useLastSurvey } from './use-last-survey.ts';
import { surveyWords } from './words.ts';

const words = defineWords(
  { at: '地点：{{place}}', unknown: '本机没有这幢楼的资料，请先同步。' },
  { at: 'At: {{place}}', unknown: 'This device does not know the building; sync first.' },
);

type SurveyPath = '/survey/structure' | '/survey/fixture' | '/survey/debris';
const typeOf = { '/survey/structure': 'structure', '/survey/fixture': 'fixture', '/survey/debris': 'debris' } as const;

interface SurveyFrameProps {
  title: string;
  path: SurveyPath;
  search: PlaceSearch;
  children: (site: Site, last: LastSurvey | null) => ReactNode;
}

function SurveyFrame(props: SurveyFrameProps) {
  const { title, path, search } = props;
  const back = search.building === undefined ? '/estates' : `/buildings/${search.building}`;
  return (
    <OnlyFor type={typeOf[path]} title={title} back={back}>
      <PlaceFirst {...props} />
    </OnlyFor>
  );
}

/** Where it is, before what it is. */
function PlaceFirst({ title, path, search, children }: SurveyFrameProps) {
  const t = useWords(words);
  const navigate = useNavigate();
  const site = useSite(search.building);
  const last = useLastSurvey();
  if (search.building === undefined) {
    return (
      <Page title={title} back="/estates">
        <BuildingChoice onChoose={(building) => void navigate({ to: path, search: { ...search, building } })} />
      </Page>
    );
  }
  if (site === undefined || last === undefined) return null;
  if (site === null) {
    return (
      <Page title={title} back="/estates">
        <Empty description={t('unknown')} />
      </Page>
    );
  }
  return (
    <Page title={title} back={`/buildings/${site.building.id}`}>
      <p className="hint">{t('at', { place: calledFrom(site, search) })}</p>
      {children(site, last)}
    </Page>
  );
}

/** The place a survey was called from, as people say it. */
function calledFrom(site: Site, { unit, room }: PlaceSearch): string {
  return siteText(site, { building: site.building.id, unit: unit ?? null, room: room ?? null, label: null });
}

/** A survey's draft belongs to the place it was called from. */
function draftAt(kind: 'structure' | 'fixture' | 'debris', site: Site, search: PlaceSearch): DraftOf {
  return { kind, of: [site.building.id, search.unit ?? '', search.room ?? ''], about: calledFrom(site, search) };
}

/** Back to the building that is being walked, at the same room. */
function useReturn(search: PlaceSearch): (site: Site) => void {
  const navigate = useNavigate();
  return (site) =>
    void navigate({ to: '/buildings/$building', params: { building: site.building.id }, search: { unit: search.unit, room: search.room } });
}

export function StructureSurveyPage({ search }: { search: PlaceSearch }) {
  const t = useWords(surveyWords);
  const leave = useReturn(search);
  return (
    <SurveyFrame title={t('structureTitle')} path="/survey/structure" search={search}>
      {(site, last) => {
        const draft = draftAt('structure', site, search);
        const start = emptyStructure(site.building.id, search, last);
        return <StructureForm key={draft.of.join('|')} site={site} start={start} draftOf={draft} onSaved={() => leave(site)} />;
      }}
    </SurveyFrame>
  );
}

export function FixtureSurveyPage({ search }: { search: PlaceSearch }) {
  const t = useWords(surveyWords);
  const leave = useReturn(search);
  return (
    <SurveyFrame title={t('fixtureTitle')} path="/survey/fixture" search={search}>
      {(site, last) => {
        const draft = draftAt('fixture', site, search);
        const start = emptyFixture(site.building.id, search, last);
        return <FixtureForm key={draft.of.join('|')} site={site} start={start} draftOf={draft} onSaved={() => leave(site)} />;
      }}
    </SurveyFrame>
  );
}

export function DebrisSurveyPage({ search }: { search: PlaceSearch }) {
  const t = useWords(surveyWords);
  const leave = useReturn(search);
  return (
    <SurveyFrame title={t('debrisTitle')} path="/survey/debris" search={search}>
      {(site, last) => {
        const draft = draftAt('debris', site, search);
        return <DebrisForm key={draft.of.join('|')} site={site} search={search} last={last} draftOf={draft} onSaved={() => leave(site)} />;
      }}
    </SurveyFrame>
  );
}
