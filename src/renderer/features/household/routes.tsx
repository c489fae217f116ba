import { createRoute } from '@tanstack/react-router';
import { rootRoute } from '../../app/root.tsx';
import { HouseholdPage } from './HouseholdPage.tsx';

/** `$room` is the room's key, `building|unit|room`, URI-encoded. */
const roomRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/rooms/$room',
  component: function Room() {
    return <HouseholdPage roomKey={roomRoute.useParams().room} />;
  },
});

export const householdRoutes = [roomRoute] as const;
