import { createRoute } from '@tanstack/react-router';
import { rootRoute } from '../../app/root.tsx';
import { RechecksPage } from './RechecksPage.tsx';

export const aftercareRoutes = [createRoute({ getParentRoute: () => rootRoute, path: '/rechecks', component: RechecksPage })] as const;
