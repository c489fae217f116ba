import { createRoute } from '@tanstack/react-router';
import { rootRoute } from '../../app/root.tsx';
import { DebrisPage } from './DebrisPage.tsx';

const debrisRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/debris/$debris',
  component: function Debris() {
    return <DebrisPage id={debrisRoute.useParams().debris} />;
  },
});

export const debrisRoutes = [debrisRoute] as const;
