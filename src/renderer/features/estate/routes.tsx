import { createRoute } from '@tanstack/react-router';
import { rootRoute } from '../../app/root.tsx';
import { RoomSearch } from '../survey/place-search.ts';
import { BuildingPage } from './BuildingPage.tsx';
import { EstatePage } from './EstatePage.tsx';
import { EstatesPage } from './EstatesPage.tsx';
import { ImportPage } from './ImportPage.tsx';

const estatesRoute = createRoute({ getParentRoute: () => rootRoute, path: '/estates', component: EstatesPage });

const estateRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/estates/$estate',
  component: function EstateRoute() {
    return <EstatePage id={estateRoute.useParams().estate} />;
  },
});

const importRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/estates/$estate/import',
  component: function ImportRoute() {
    return <ImportPage estate={importRoute.useParams().estate} />;
  },
});

const buildingRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/buildings/$building',
  validateSearch: (search: Record<string, unknown>): RoomSearch => RoomSearch.parse(search),
  component: function BuildingRoute() {
    return <BuildingPage id={buildingRoute.useParams().building} search={buildingRoute.useSearch()} />;
  },
});

export const estateRoutes = [estatesRoute, estateRoute, importRoute, buildingRoute] as const;
