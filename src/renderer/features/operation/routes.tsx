import { createRoute } from '@tanstack/react-router';
import { rootRoute } from '../../app/root.tsx';
import { NewOperationPage } from './NewOperationPage.tsx';
import { OperationPage } from './OperationPage.tsx';
import { OperationsPage } from './OperationsPage.tsx';
import { TeamsPage } from './TeamsPage.tsx';

const teamsRoute = createRoute({ getParentRoute: () => rootRoute, path: '/teams', component: TeamsPage });
const operationsRoute = createRoute({ getParentRoute: () => rootRoute, path: '/operations', component: OperationsPage });
const newOperationRoute = createRoute({ getParentRoute: () => rootRoute, path: '/operations/new', component: NewOperationPage });

const operationRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/operations/$operation',
  component: function Operation() {
    return <OperationPage id={operationRoute.useParams().operation} />;
  },
});

export const operationRoutes = [teamsRoute, operationsRoute, newOperationRoute, operationRoute] as const;
