import { useLiveQuery } from 'dexie-react-hooks';
import type { RecordId } from '#domain/identity.ts';
import { sameJson } from '#domain/merge.ts';
import type { FieldChange, Mutation } from '#domain/mutation.ts';
import { useDesk } from '../session.tsx';
import type { DeskDatabase } from './database.ts';
import { findRow } from './feed-rows.ts';
import type { OutboxRow } from './rows.ts';
import { withTold } from './told.ts';

/** One change of a record by somebody at this desk, as it was journaled. */
export interface PastChange {
  n: number;
  op: Mutation['op'];
  user: string;
  /** When, on this device's clock. */
  at: string;
  /** Fields that differ: what was seen and what was wanted. A creation has none to compare. */
  fields: { field: string; change: FieldChange }[];
  state: 0 | 1 | 2;
  /** What became of it on the server, once it has answered. */
  outcome: string | undefined;
  rule: string | undefined;
}

/**
 * What this device knows of how a record came to be what it is, newest first. Rows are pulled without their past: of what other devices did,
 * only the result is here, and `serverRev` says how many changes the server has applied (0 where it has none).
 */
export interface RecordHistory {
  changes: PastChange[];
  serverRev: number;
}

/** Of a change the fields that differ; a creation has none to compare. */
export function changedFields(op: Mutation['op'], set: Mutation['set']): PastChange['fields'] {
  const changed = op === 'create' ? [] : Object.entries(set).filter(([, change]) => !sameJson(change.old, change.new));
  return changed.map(([field, change]) => ({ field, change }));
}

function pastChange({ n, state, outcome, rule, mutation }: OutboxRow): PastChange {
  const { op, user, at, set } = mutation;
  return {
    n,
    op,
    user,
    at: at.wall,
    fields: changedFields(op, set),
    state: state === 3 ? 2 : state,
    outcome,
    rule,
  };
}

export async function loadHistory(db: DeskDatabase, id: RecordId): Promise<RecordHistory> {
  const [entries, row] = await Promise.all([
    db.outbox
      .where('[id+state]')
      .anyOf([0, 1, 2, 3].map((state) => [id, state]))
      .toArray(),
    findRow(db, id),
  ]);
  const changes = (await withTold(db, entries)).map(pastChange).toSorted((a, b) => b.n - a.n);
  return { changes, serverRev: row?.rev ?? 0 };
}

/** Live: undefined while loading. */
export function useHistory(id: RecordId): RecordHistory | undefined {
  const { db } = useDesk();
  return useLiveQuery(() => loadHistory(db, id), [db, id]);
}
