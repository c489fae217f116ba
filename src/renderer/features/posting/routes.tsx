import { createRoute } from '@tanstack/react-router';
import { rootRoute } from '../../app/root.tsx';
import { BuildingPostings } from './BuildingPostings.tsx';
import { PostingPage } from './PostingPage.tsx';

const postingRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/postings/$posting',
  component: function Posting() {
    return <PostingPage id={postingRoute.useParams().posting} />;
  },
});

const postingsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/buildings/$building/postings',
  component: function PostingsOfBuilding() {
    return <BuildingPostings building={postingsRoute.useParams().building} />;
  },
});

export const postingRoutes = [postingRoute, postingsRoute] as const;
