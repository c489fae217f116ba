import { createRoute, useNavigate } from '@tanstack/react-router';
import { rootRoute } from '../../app/root.tsx';
import { SearchPage } from './SearchPage.tsx';
import { SearchParams } from './search-params.ts';

const searchRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/search',
  validateSearch: (search): SearchParams => SearchParams.parse(search),
  component: function Search() {
    const navigate = useNavigate();
    return <SearchPage params={searchRoute.useSearch()} onChange={(search) => void navigate({ to: '/search', search, replace: true })} />;
  },
});

export const searchRoutes = [searchRoute] as const;
