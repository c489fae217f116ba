import { createRoute } from '@tanstack/react-router';
import { rootRoute } from '../../app/root.tsx';
import { TrayPage } from './TrayPage.tsx';

const trayRoute = createRoute({ getParentRoute: () => rootRoute, path: '/tray', component: TrayPage });

export const trayRoutes = [trayRoute] as const;
