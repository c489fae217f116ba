import { createHashHistory, createRouter, type RouterHistory } from '@tanstack/react-router';
import { aftercareRoutes } from '../features/aftercare/routes.tsx';
import { batchRoutes } from '../features/batch/routes.tsx';
import { debrisRoutes } from '../features/debris/routes.tsx';
import { doublesRoutes } from '../features/doubles/routes.tsx';
import { estateRoutes } from '../features/estate/routes.tsx';
import { fixtureRoutes } from '../features/fixture/routes.tsx';
import { householdRoutes } from '../features/household/routes.tsx';
import { ledgerRoutes } from '../features/ledger/routes.tsx';
import { operationRoutes } from '../features/operation/routes.tsx';
import { owedRoutes } from '../features/owed/routes.tsx';
import { photoRoutes } from '../features/photo/routes.tsx';
import { planRoutes } from '../features/plan/routes.tsx';
import { policyRoutes } from '../features/policy/routes.tsx';
import { postingRoutes } from '../features/posting/routes.tsx';
import { searchRoutes } from '../features/search/routes.tsx';
import { structureRoutes } from '../features/structure/routes.tsx';
import { surveyRoutes } from '../features/survey/routes.tsx';
import { syncRoutes } from '../features/sync/routes.tsx';
import { todayRoutes } from '../features/today/routes.tsx';
import { trayRoutes } from '../features/tray/routes.tsx';
import { waitingRoutes } from '../features/waiting/routes.tsx';
import { DamagedPage } from './DamagedPage.tsx';
import { NotFoundPage } from './NotFoundPage.tsx';
import { rootRoute } from './root.tsx';

const routeTree = rootRoute.addChildren([
  ...todayRoutes,
  ...trayRoutes,
  ...photoRoutes,
  ...planRoutes,
  ...estateRoutes,
  ...surveyRoutes,
  ...structureRoutes,
  ...fixtureRoutes,
  ...debrisRoutes,
  ...operationRoutes,
  ...aftercareRoutes,
  ...owedRoutes,
  ...householdRoutes,
  ...postingRoutes,
  ...policyRoutes,
  ...batchRoutes,
  ...ledgerRoutes,
  ...searchRoutes,
  ...waitingRoutes,
  ...doublesRoutes,
  ...syncRoutes,
]);

/** Addresses live after the `#`, so that they mean the same in both shells. */
export function createDeskRouter(history: RouterHistory = createHashHistory()) {
  return createRouter({
    routeTree,
    history,
    defaultNotFoundComponent: NotFoundPage,
    defaultErrorComponent: DamagedPage,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createDeskRouter>;
  }
}
