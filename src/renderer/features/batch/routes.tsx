import { createRoute } from '@tanstack/react-router';
import { RecordId } from '#domain/identity.ts';
import { NotFoundPage } from '../../app/NotFoundPage.tsx';
import { rootRoute } from '../../app/root.tsx';
import { BatchPage } from './BatchPage.tsx';
import { BuildingReturnPage } from './BuildingReturnPage.tsx';

const buildingReturnRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/buildings/$building/return',
  component: function BuildingReturn() {
    const building = RecordId.safeParse(buildingReturnRoute.useParams().building).data;
    return building === undefined ? <NotFoundPage /> : <BuildingReturnPage key={building} building={building} />;
  },
});

const batchRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/batches/$batch',
  component: function Batch() {
    const { batch } = batchRoute.useParams();
    return <BatchPage key={batch} id={batch} />;
  },
});

export const batchRoutes = [buildingReturnRoute, batchRoute] as const;
