import { createRoute } from '@tanstack/react-router';
import { rootRoute } from '../../app/root.tsx';
import { HoldPage } from './HoldPage.tsx';
import { WaitingPage } from './WaitingPage.tsx';

const holdRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/waiting/$hold',
  component: function HoldRoute() {
    return <HoldPage id={holdRoute.useParams().hold} />;
  },
});

export const waitingRoutes = [
  createRoute({ getParentRoute: () => rootRoute, path: '/waiting', component: WaitingPage }),
  holdRoute,
] as const;
