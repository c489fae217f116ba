import { createRoute } from '@tanstack/react-router';
import { z } from 'zod';
import { rootRoute } from '../../app/root.tsx';
import { ChangePlanPage } from './ChangePlanPage.tsx';
import { NewOperationPage } from './NewOperationPage.tsx';
import { OperationPage } from './OperationPage.tsx';
import { OperationsPage } from './OperationsPage.tsx';
import { TeamsPage } from './TeamsPage.tsx';

const teamsRoute = createRoute({ getParentRoute: () => rootRoute, path: '/teams', component: TeamsPage });
const operationsRoute = createRoute({ getParentRoute: () => rootRoute, path: '/operations', component: OperationsPage });
/** `again` is an operation whose standing targets are planned anew. */
const AgainSearch = z.object({ again: z.string().max(40).optional().catch(undefined) });

const newOperationRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/operations/new',
  validateSearch: (search: Record<string, unknown>) => AgainSearch.parse(search),
  component: function NewOperation() {
    return <NewOperationPage {...newOperationRoute.useSearch()} />;
  },
});

const planRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/operations/$operation/plan',
  component: function OperationPlan() {
    return <ChangePlanPage id={planRoute.useParams().operation} />;
  },
});

const operationRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/operations/$operation',
  component: function Operation() {
    return <OperationPage id={operationRoute.useParams().operation} />;
  },
});

export const operationRoutes = [teamsRoute, operationsRoute, newOperationRoute, operationRoute, planRoute] as const;
