import type { Courier } from '#sync/courier.ts';
import type { Host } from '../../host-client.ts';

/** A folder of a stick, as host reaches it. */
export function createHostCourier(host: Host, folder: string): Courier {
  return {
    export: (wanted) => host.call('courier.export', { folder, ...wanted }),
    import: () => host.call('courier.import', { folder }),
    page: (index) => host.call('courier.page', { index }),
  };
}
