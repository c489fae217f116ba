import { createRoute } from '@tanstack/react-router';
import { rootRoute } from '../../app/root.tsx';
import { PendingSizesPage } from './PendingSizesPage.tsx';
import { PlaceSearch } from './place-search.ts';
import { DebrisSurveyPage, FixtureSurveyPage, StructureSurveyPage } from './SurveyPage.tsx';
import { SurveyStartPage } from './SurveyStartPage.tsx';

const structureSurveyRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/survey/structure',
  validateSearch: (search: Record<string, unknown>): PlaceSearch => PlaceSearch.parse(search),
  component: function StructureSurvey() {
    return <StructureSurveyPage search={structureSurveyRoute.useSearch()} />;
  },
});

const fixtureSurveyRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/survey/fixture',
  validateSearch: (search: Record<string, unknown>): PlaceSearch => PlaceSearch.parse(search),
  component: function FixtureSurvey() {
    return <FixtureSurveyPage search={fixtureSurveyRoute.useSearch()} />;
  },
});

const debrisSurveyRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/survey/debris',
  validateSearch: (search: Record<string, unknown>): PlaceSearch => PlaceSearch.parse(search),
  component: function DebrisSurvey() {
    return <DebrisSurveyPage search={debrisSurveyRoute.useSearch()} />;
  },
});

const surveyStartRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/survey',
  validateSearch: (search: Record<string, unknown>): PlaceSearch => PlaceSearch.parse(search),
  component: function SurveyStart() {
    return <SurveyStartPage search={surveyStartRoute.useSearch()} />;
  },
});

const pendingSizesRoute = createRoute({ getParentRoute: () => rootRoute, path: '/survey/pending', component: PendingSizesPage });

export const surveyRoutes = [structureSurveyRoute, fixtureSurveyRoute, debrisSurveyRoute, surveyStartRoute, pendingSizesRoute] as const;
