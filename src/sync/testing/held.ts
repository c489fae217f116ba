import type { DeskDatabase } from '../../renderer/store/database.ts';

/** What a device sent and nobody has decided yet [H1], oldest first, as a test asks of it. */
export async function findHeld(db: DeskDatabase) {
  const entries = await db.outbox.where('held').equals(1).sortBy('n');
  return entries.map(({ n, uid, id, outcome, rule, conflictId, mutation }) => ({
    n,
    uid,
    type: mutation.type,
    id,
    outcome,
    rule,
    conflictId,
    mutation,
  }));
}
