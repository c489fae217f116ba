import { createRoute } from '@tanstack/react-router';
import { rootRoute } from '../../app/root.tsx';
import { PoliciesPage } from './PoliciesPage.tsx';

const policiesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/policies',
  component: function Policies() {
    return <PoliciesPage />;
  },
});

const policyRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/policies/$policy',
  component: function PolicyVersion() {
    return <PoliciesPage id={policyRoute.useParams().policy} />;
  },
});

export const policyRoutes = [policiesRoute, policyRoute] as const;
