import { Failure, type FailureCode, type FailureLine } from '#contract/failure.ts';
import { type Arrived, ArrivedReply, PeersReply } from '#contract/handover.ts';
import type { KeptHandovers } from '../courier/kept-handovers.ts';
import type { Settings } from '../settings/settings.ts';
import { requireMembership, updateMembership } from './membership.ts';
import type { Session } from './session.ts';
import type { Wire } from './wire.ts';

/** What desks handed to each other, on its way to the server and back. */
export interface Relay {
  /** Gives the server every handover it was not given yet, unchanged. `refused`: why it did not take some; the others went [HO4]. @throws the wire's */
  relay(): Promise<{ relayed: number; refused: FailureLine[] }>;
  arrived(uids: readonly string[]): Promise<Arrived[]>;
  /** Asks who the other devices are, where their list has another mark than the one known here. */
  followPeers(mark: string | undefined): Promise<void>;
}

export interface RelayOptions {
  wire: Wire;
  session: Session;
  settings: Settings;
  kept: KeptHandovers;
}

/** What the file is to blame for, or the device that wrote it: the rest goes on. */
const ofTheFile: ReadonlySet<FailureCode> = new Set([
  'bundle-foreign',
  'bundle-damaged',
  'bundle-newer',
  'BATCH_BAD',
  'EPOCH',
  'FORK',
  'TOO_BIG',
]);

export function createRelay({ wire, session, settings, kept }: RelayOptions): Relay {
  async function relay(): Promise<{ relayed: number; refused: FailureLine[] }> {
    const refused: FailureLine[] = [];
    let relayed = 0;
    for (const { id, relayed: given } of await kept.list()) {
      const sealed = given ? undefined : await kept.read(id);
      if (sealed === undefined) continue;
      try {
        await session.withToken((token) => wire.upload('/sync/v1/bundles', sealed, token));
        await kept.noteRelayed(id);
        relayed += 1;
      } catch (error) {
        const line = Failure.line(error);
        if (!(error instanceof Failure) || !ofTheFile.has(line.code)) throw error;
        refused.push({ code: line.code, facts: {} });
      }
    }
    return { relayed, refused };
  }

  return {
    relay,
    arrived: (uids) =>
      session.withToken(async (token) => {
        const call = { method: 'POST', path: '/sync/v1/arrived', json: { uids }, reply: ArrivedReply } as const;
        return (await wire.call({ ...call, token })).value.arrived;
      }),
    async followPeers(mark) {
      if (mark === undefined || mark === requireMembership(settings).peers?.mark) return;
      const call = { method: 'GET', path: '/sync/v1/peers', reply: PeersReply } as const;
      const peers = await session.withToken(async (token) => (await wire.call({ ...call, token })).value);
      await updateMembership(settings, (current) => ({ ...current, peers }));
    },
  };
}
