import { createRoute } from '@tanstack/react-router';
import { rootRoute } from '../../app/root.tsx';
import { EntitlementPage } from './EntitlementPage.tsx';
import { OwedPage } from './OwedPage.tsx';
import { RoomPage } from './RoomPage.tsx';

const owedRoute = createRoute({ getParentRoute: () => rootRoute, path: '/owed', component: OwedPage });

const entitlementRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/entitlements/$entitlement',
  component: function Entitlement() {
    return <EntitlementPage id={entitlementRoute.useParams().entitlement} />;
  },
});

/** `$room` is the room's key, `building|unit|room`, URI-encoded. */
const roomRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/rooms/$room',
  component: function Room() {
    return <RoomPage roomKey={roomRoute.useParams().room} />;
  },
});

export const owedRoutes = [owedRoute, entitlementRoute, roomRoute] as const;
