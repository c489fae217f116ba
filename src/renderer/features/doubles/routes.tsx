import { createRoute } from '@tanstack/react-router';
import { rootRoute } from '../../app/root.tsx';
import { DoublesPage } from './DoublesPage.tsx';
import { PairPage } from './PairPage.tsx';

const pairRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/waiting/doubles/$first/$second',
  component: function PairRoute() {
    return <PairPage {...pairRoute.useParams()} />;
  },
});

export const doublesRoutes = [
  createRoute({ getParentRoute: () => rootRoute, path: '/waiting/doubles', component: DoublesPage }),
  pairRoute,
] as const;
