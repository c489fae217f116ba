import type { PullReply } from '#contract/district-api.ts';
import { Failure } from '#contract/failure.ts';
import type { Cancel, SyncStore, Wire } from './ports.ts';

interface Parts {
  store: SyncStore;
  wire: Wire;
}

/**
 * [H3] Brings what waits for people up to `mark`, as the pull told it: nothing is asked where nothing changed since, and everything anew where
 * the server's epoch or what this device may see of it did.
 */
export async function pullHolds({ store, wire }: Parts, mark: PullReply['holds'], signal: Cancel): Promise<void> {
  for (let { head, scope } = mark ?? { head: -1, scope: '' }; head >= 0; ) {
    signal.throwIfAborted();
    const { epoch } = await store.position();
    const known = await store.holdsPosition();
    const follows = known.epoch === epoch && known.scope === scope && known.cursor <= head;
    if (follows && known.cursor === head) return;
    const cursor = follows ? known.cursor : 0;
    const page = head === 0 ? { epoch, scope, rows: [], cursor: 0, head } : await wire.holds({ epoch, cursor });
    if (page.epoch !== epoch) throw new Failure('EPOCH', { epoch: page.epoch });
    ({ head, scope } = page);
    // What this device may see changed since the pull told it: what was followed belongs to another scope, and all comes anew.
    if (follows && scope !== known.scope) continue;
    await store.noteHolds({ epoch, cursor }, page);
    if (page.cursor >= head) return;
  }
}
