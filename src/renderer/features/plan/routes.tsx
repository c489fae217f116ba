import { createRoute } from '@tanstack/react-router';
import { rootRoute } from '../../app/root.tsx';
import { PlanPage } from './PlanPage.tsx';

const planRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/estates/$estate/plan',
  component: function PlanRoute() {
    return <PlanPage id={planRoute.useParams().estate} />;
  },
});

export const planRoutes = [planRoute] as const;
