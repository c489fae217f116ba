import { useLiveQuery } from 'dexie-react-hooks';
import type { RecordId, RecordType } from '#domain/identity.ts';
import type { Mutation } from '#domain/mutation.ts';
import { useDesk } from '../session.tsx';
import type { DeskDatabase } from './database.ts';
import type { OutboxRow } from './rows.ts';

/** An own change that the server keeps but did not apply: a clerk decides [H1]. Its values are in `mutation`; the view shows the server's. */
export interface HeldChange {
  n: number;
  uid: string;
  type: RecordType;
  id: RecordId;
  outcome: 'conflict' | 'quarantined';
  rule: string | undefined;
  conflictId: string | undefined;
  mutation: Mutation;
}

function heldChange({ n, uid, id, outcome, rule, conflictId, mutation }: OutboxRow): HeldChange {
  return { n, uid, type: mutation.type, id, outcome: outcome === 'conflict' ? 'conflict' : 'quarantined', rule, conflictId, mutation };
}

/** All that this device sent and nobody has decided yet, oldest first. */
export async function findHeld(db: DeskDatabase): Promise<HeldChange[]> {
  return (await db.outbox.where('held').equals(1).sortBy('n')).map(heldChange);
}

/** Those of one record: it may have no view, where what was held is its creation. */
export async function findHeldOf(db: DeskDatabase, id: RecordId): Promise<HeldChange[]> {
  return (await findHeld(db)).filter((held) => held.id === id);
}

/** Live: undefined while loading. */
export function useHeld(): HeldChange[] | undefined {
  const { db } = useDesk();
  return useLiveQuery(() => findHeld(db), [db]);
}

/** Live: undefined while loading. */
export function useHeldOf(id: RecordId): HeldChange[] | undefined {
  const { db } = useDesk();
  return useLiveQuery(() => findHeldOf(db, id), [db, id]);
}
