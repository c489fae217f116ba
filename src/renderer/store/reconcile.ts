import type { Host } from '../host-client.ts';
import type { DeskDatabase } from './database.ts';
import { keepJournaled } from './save.ts';

/**
 * Start-up: journal lines that the store lacks (a kill between 保存 and 已保存, a wiped profile) come back from disk [SV2].
 * Answers how many came back.
 */
export async function reconcileJournal(db: DeskDatabase, host: Host): Promise<number> {
  const newest = await db.outbox.orderBy('n').last();
  let from = (newest?.n ?? 0) + 1;
  let restored = 0;
  for (;;) {
    const { muts, last } = await host.call('journal.read', { from, limit: 500 });
    if (muts.length === 0) return restored;
    await keepJournaled({ db }, muts);
    restored += muts.length;
    from = (muts.at(-1)?.n ?? last) + 1;
    if (from > last) return restored;
  }
}
