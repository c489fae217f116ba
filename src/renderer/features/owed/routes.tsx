import { createRoute } from '@tanstack/react-router';
import { rootRoute } from '../../app/root.tsx';
import { EntitlementPage } from './EntitlementPage.tsx';
import { OwedPage } from './OwedPage.tsx';

const owedRoute = createRoute({ getParentRoute: () => rootRoute, path: '/owed', component: OwedPage });

const entitlementRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/entitlements/$entitlement',
  component: function Entitlement() {
    return <EntitlementPage id={entitlementRoute.useParams().entitlement} />;
  },
});

export const owedRoutes = [owedRoute, entitlementRoute] as const;
