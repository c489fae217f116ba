import type { Table } from 'dexie';
import type { TallyRow, ViewRow } from './rows.ts';

/** How many records, and how many pieces they stand for together. */
export type Tally = Pick<TallyRow, 'count' | 'pieces'>;

type Counted = Pick<ViewRow, 'type' | 'deleted' | 'fields'>;

const keyOf = ({ type, fields }: Counted) => `${type}|${typeof fields.status === 'string' ? fields.status : ''}`;
/** A length, counted in centimetres, is one thing. */
function piecesOf({ fields: { qty, countedIn } }: Counted): number {
  if (typeof qty !== 'number') return 0;
  return countedIn === 'CM' ? 1 : qty;
}

/** Of many counts, one. */
export const sumOf = (tallies: readonly Tally[]): Tally => ({
  count: tallies.reduce((total, { count }) => total + count, 0),
  pieces: tallies.reduce((total, { pieces }) => total + pieces, 0),
});

/**
 * Moves the counts from what these records were to what they are. Part of the transaction that writes their views: counting an index
 * of 80,000 keys takes half a second, a screen has a frame.
 */
export async function moveTallies(
  table: Table<TallyRow, string>,
  before: readonly (Counted | undefined)[],
  after: readonly (Counted | undefined)[],
): Promise<void> {
  const moves = new Map<string, Tally>();
  const note = (view: Counted | undefined, sign: 1 | -1) => {
    if (view === undefined || view.deleted) return;
    const key = keyOf(view);
    moves.set(key, sumOf([moves.get(key) ?? sumOf([]), { count: sign, pieces: sign * piecesOf(view) }]));
  };
  for (const view of before) note(view, -1);
  for (const view of after) note(view, 1);
  const moved = [...moves].filter(([, { count, pieces }]) => count !== 0 || pieces !== 0);
  if (moved.length === 0) return;
  const known = await table.bulkGet(moved.map(([key]) => key));
  await table.bulkPut(moved.map(([key, move], index) => ({ key, ...sumOf([known[index] ?? sumOf([]), move]) })));
}
