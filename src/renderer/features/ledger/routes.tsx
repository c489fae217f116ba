import { createRoute } from '@tanstack/react-router';
import { rootRoute } from '../../app/root.tsx';
import { LedgersPage } from './LedgersPage.tsx';

export const ledgerRoutes = [createRoute({ getParentRoute: () => rootRoute, path: '/ledgers', component: LedgersPage })] as const;
