import { useNavigate } from '@tanstack/react-router';
import { Button, Card, Flex } from 'antd';
import { OnlyFor } from '../../ui/OnlyFor.tsx';
import { Page } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';
import { siteText, useSite } from '../estate/site.ts';
import { BuildingChoice } from './BuildingChoice.tsx';
import type { PlaceSearch } from './place-search.ts';
import { useLastSurvey } from './use-last-survey.ts';
import './survey.css';
import { surveyWords } from './words.ts';

const tracks = [
  { key: 'structure', path: '/survey/structure' },
  { key: 'fixture', path: '/survey/fixture' },
  { key: 'debris', path: '/survey/debris' },
] as const;

/** 新建摸排: which of the three tracks, in the building that was walked last or in another. */
export function SurveyStartPage({ search }: { search: PlaceSearch }) {
  const t = useWords(surveyWords);
  return (
    <OnlyFor type="structure" title={t('startTitle')} back="/">
      <SurveyStart search={search} />
    </OnlyFor>
  );
}

function SurveyStart({ search }: { search: PlaceSearch }) {
  const t = useWords(surveyWords);
  const navigate = useNavigate();
  const last = useLastSurvey();
  const building = search.building ?? last?.building;
  const site = useSite(building);
  if (last === undefined || site === undefined) return null;
  const choose = (to: string) => void navigate({ to: '/survey', search: { building: to } });
  if (site === null) {
    return (
      <Page title={t('startTitle')} back="/">
        <BuildingChoice onChoose={choose} />
      </Page>
    );
  }
  const place = { building: site.building.id, unit: null, room: null, label: null };
  return (
    <Page title={t('startTitle')} back="/">
      <Flex gap={12} align="center" wrap>
        <strong>{siteText(site, place)}</strong>
        <Button href={`#/buildings/${site.building.id}`}>{t('toElevation')}</Button>
      </Flex>
      <div className="tracks">
        {tracks.map(({ key, path }) => (
          <Button
            key={key}
            size="large"
            className="big-choice"
            onClick={() => void navigate({ to: path, search: { building: site.building.id } })}
          >
            <strong>{t(`${key}Title`)}</strong>
            <span className="hint">{t(`${key}What`)}</span>
          </Button>
        ))}
      </div>
      <Card title={t('otherBuilding')} size="small">
        <BuildingChoice onChoose={choose} />
      </Card>
    </Page>
  );
}
