import { limits } from '#contract/district-api.ts';
import type { FailureLine } from '#contract/failure.ts';
import type { Arrived } from '#contract/handover.ts';
import type { Sha256 } from '#domain/identity.ts';
import type { Cancel } from './ports.ts';

/** What other desks handed over, as this device's store shows it. */
export interface HandedStore {
  /** Changes whose fate the server has not told yet, by uid, in order: those behind `after`, at most `limit`. */
  untold(limit: number, after?: string): Promise<string[]>;
  /** The server has these: each leaves the view with the row that shows it [HO5]. */
  noteArrived(arrived: readonly Arrived[]): Promise<void>;
  /** Handovers of which something is still shown here. */
  shown(): Promise<Sha256[]>;
}

/** The way of handovers to the server, through host, which keeps them. Calls throw `Failure` with a wire code. */
export interface HandoverLine {
  relay(): Promise<{ refused: FailureLine[] }>;
  arrived(uids: string[]): Promise<Arrived[]>;
  keepOnly(ids: Sha256[]): Promise<void>;
}

export interface Handovers {
  store: HandedStore;
  line: HandoverLine;
}

/** [HO4] Before this desk's own work, which may build on them. Answers why some were not taken. */
export async function relayHandovers({ line }: Handovers): Promise<FailureLine[]> {
  return (await line.relay()).refused;
}

/** [HO5] After a pull: asks which of them the server has by now, and lets go of handovers of which nothing is left to show. */
export async function confirmHandovers({ store, line }: Handovers, signal: Cancel): Promise<void> {
  for (let after: string | undefined; ; ) {
    signal.throwIfAborted();
    const uids = await store.untold(limits.heldCheck, after);
    after = uids.at(-1);
    if (after === undefined) break;
    await store.noteArrived(await line.arrived(uids));
  }
  await line.keepOnly(await store.shown());
}
