import { limits, type Receipt } from '#contract/district-api.ts';
import { Failure } from '#contract/failure.ts';
import type { Cancel, SyncStore, Wire } from './ports.ts';

interface Parts {
  store: SyncStore;
  wire: Wire;
}

/**
 * [RC1] The receipts that are awaited, also of earlier sessions that ended before theirs came: what a server said of a change is always heard.
 * Answers the newest; null where none was awaited.
 */
export async function fetchReceipts({ store, wire }: Parts): Promise<Receipt | null> {
  let newest: Receipt | null = null;
  for (const batch of await store.awaitedReceipts()) {
    const receipt = await wire.receipt(batch).catch((error: unknown) => {
      if (error instanceof Failure && error.code === 'NOT_FOUND') return undefined;
      throw error;
    });
    if (receipt === undefined) await store.dropAwaited(batch);
    else await store.keepReceipt(receipt);
    newest = receipt ?? newest;
  }
  return newest;
}

/** [H2] What a clerk decided of this device's held changes since: of every one, however many wait. A device that holds none asks nothing. */
export async function askHeld({ store, wire }: Parts, signal: Cancel): Promise<void> {
  for (let after: string | undefined; ; ) {
    signal.throwIfAborted();
    const uids = await store.held(limits.heldCheck, after);
    after = uids.at(-1);
    if (after === undefined) return;
    await store.noteHeld(await wire.held(uids));
    if (uids.length < limits.heldCheck) return;
  }
}
