import { createRoute } from '@tanstack/react-router';
import { rootRoute } from '../../app/root.tsx';
import { ReceiptPage } from './ReceiptPage.tsx';
import { SyncPage } from './SyncPage.tsx';

const syncRoute = createRoute({ getParentRoute: () => rootRoute, path: '/sync', component: SyncPage });

const receiptRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/receipts/$batch',
  component: function Receipt() {
    return <ReceiptPage batch={receiptRoute.useParams().batch} />;
  },
});

export const syncRoutes = [syncRoute, receiptRoute] as const;
