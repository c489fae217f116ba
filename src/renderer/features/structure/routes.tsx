import { createRoute } from '@tanstack/react-router';
import { rootRoute } from '../../app/root.tsx';
import { StructurePage } from './StructurePage.tsx';

const structureRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/structures/$structure',
  component: function StructureRoute() {
    return <StructurePage id={structureRoute.useParams().structure} />;
  },
});

export const structureRoutes = [structureRoute] as const;
