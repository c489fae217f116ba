import { roomFloorBytes } from '#contract/disk.ts';
import type { HandoverLine } from '#sync/handover.ts';
import type { Wire } from '#sync/ports.ts';
import type { Host } from '../../host-client.ts';

/** Handovers through host, which keeps them. */
export function createHandoverLine(host: Host): HandoverLine {
  return {
    relay: () => host.call('handover.relay', {}),
    arrived: async (uids) => (await host.call('handover.arrived', { uids })).arrived,
    keepOnly: async (ids) => void (await host.call('handover.keepOnly', { ids })),
  };
}

/** The district server through host, which holds the keys: the renderer itself has no network. */
export function createHostWire(host: Host): Wire {
  return {
    hello: () => host.call('remote.hello', {}),
    pushLines: (batch, epoch, part) => host.call('remote.pushLines', { batch, epoch, ...part }),
    push: (batch, epoch, muts) => host.call('remote.push', { batch, epoch, muts }),
    pull: ({ epoch, cursor }, limit) => host.call('remote.pull', { epoch, cursor, limit }),
    receipt: (batch) => host.call('remote.receipt', { batch }),
    held: async (uids) => (await host.call('remote.held', { uids })).held,
    holds: ({ epoch, cursor }) => host.call('remote.holds', { epoch, cursor }),
    checkPhotos: (photos) => host.call('remote.checkPhotos', { photos }),
    sendPhoto: (sha256) => host.call('remote.sendPhoto', { sha256 }),
    sendParcel: (photos) => host.call('remote.sendParcel', { photos }),
    fetchPhoto: ({ sha256, watermark }, size) => host.call('remote.fetchPhoto', { sha256, size, watermark }),
    needsRoom: async () => (await host.call('device.status', {})).freeBytes < roomFloorBytes,
    releasePhotos: async (photos) => (await host.call('remote.releasePhotos', { photos })).released,
    stop: async () => void (await host.call('remote.stop', {})),
  };
}
