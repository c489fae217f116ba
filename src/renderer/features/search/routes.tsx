import { createRoute, useNavigate } from '@tanstack/react-router';
import { useCallback } from 'react';
import { rootRoute } from '../../app/root.tsx';
import { SearchPage } from './SearchPage.tsx';
import { SearchParams } from './search-params.ts';

const searchRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/search',
  validateSearch: (search): SearchParams => SearchParams.parse(search),
  component: function Search() {
    const navigate = useNavigate();
    const change = useCallback(
      (next: (params: SearchParams) => SearchParams) =>
        void navigate({ to: '/search', search: (old) => next(SearchParams.parse(old)), replace: true }),
      [navigate],
    );
    return <SearchPage params={searchRoute.useSearch()} onChange={change} />;
  },
});

export const searchRoutes = [searchRoute] as const;
