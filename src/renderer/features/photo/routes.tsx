import { createRoute } from '@tanstack/react-router';
import { NotFoundPage } from '../../app/NotFoundPage.tsx';
import { rootRoute } from '../../app/root.tsx';
import { filedTypes } from '../../store/tray.ts';
import { PhotosPage } from './PhotosPage.tsx';

const photosRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/photos/$type/$record',
  component: function PhotosRoute() {
    const { type, record } = photosRoute.useParams();
    const known = filedTypes.find((one) => one === type);
    return known === undefined ? <NotFoundPage /> : <PhotosPage type={known} id={record} />;
  },
});

export const photoRoutes = [photosRoute] as const;
