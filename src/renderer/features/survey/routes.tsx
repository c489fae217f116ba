import { createRoute } from '@tanstack/react-router';
import { rootRoute } from '../../app/root.tsx';
import { PlaceSearch } from './place-search.ts';
import { FixtureSurveyPage, StructureSurveyPage } from './SurveyPage.tsx';

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

export const surveyRoutes = [structureSurveyRoute, fixtureSurveyRoute] as const;
