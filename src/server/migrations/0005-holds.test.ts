import { sql } from 'kysely';
import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../database/database.ts';
import { applyMigrations } from '../database/migrate.ts';
import { insertOldDevice } from '../testing/old-device.ts';
import { openEmptyDatabase } from '../testing/test-database.ts';

let db: Database;
let close: () => Promise<void>;
beforeAll(async () => {
  ({ db, close } = await openEmptyDatabase());
}, 60_000);
afterAll(() => close());

interface Line {
  n: number;
  outcome: string;
  rule: string;
  op?: string;
  g?: string;
  conflict?: string;
}

test('what waited before there were holds waits in one: a group together, what was closed decided, a failed resolution not at all', async () => {
  const [dev, user, record, g, open, closed] = Array.from({ length: 6 }, () => v7()) as [string, string, string, string, string, string];
  await db.transaction().execute(async (tx) => {
    await applyMigrations(tx, '0004-record-ids');
    await insertOldDevice(tx, dev);
    const write = ({ n, outcome, rule, op = 'patch', g: group, conflict }: Line) =>
      sql`INSERT INTO mutations (dev, n, h, c, uid, g, op, type, record_id, body, photos, outcome, row_seq, conflict_id, rule, batch, received_at)
        VALUES (${dev}, ${n}, '', '', ${v7()}, ${group ?? null}, ${op}, 'building', ${record}, '{}', '{}', ${outcome}, 0,
          ${conflict ?? null}, ${rule}, ${v7()}, now())`.execute(tx);
    await write({ n: 1, outcome: 'conflict', rule: 'FIELD', g, conflict: open });
    await write({ n: 2, outcome: 'conflict', rule: 'GROUP_PARKED', g, conflict: open });
    await write({ n: 3, outcome: 'quarantined', rule: 'SCHEMA' });
    await write({ n: 4, outcome: 'conflict', rule: 'FIELD', conflict: closed });
    await write({ n: 5, outcome: 'conflict', rule: 'RESOLVE_STALE', op: 'resolve', conflict: closed });
    for (const [id, n, at] of [
      [open, 1, null],
      [closed, 4, new Date()],
    ] as const)
      await sql`INSERT INTO conflicts (id, type, record_id, dev, n, user_id, rule, fields, opened_at, closed_at)
        VALUES (${id}, 'building', ${record}, ${dev}, ${n}, ${user}, 'FIELD', '{}', now(), ${at})`.execute(tx);
    await sql`INSERT INTO quarantine (dev, n, rule, at) VALUES (${dev}, 3, 'SCHEMA', now())`.execute(tx);
    await sql`UPDATE feed_head SET seq = 7`.execute(tx);
    await applyMigrations(tx);
  });
  const held = await db
    .selectFrom('held')
    .innerJoin('holds', 'holds.id', 'held.hold')
    .orderBy('n')
    .select(['n', 'hold', 'rule'])
    .select(['held.state', 'holds.seq'])
    .execute();
  expect(held.map(({ n, rule, state }) => [n, rule, state])).toEqual([
    [1, 'FIELD', 'held'],
    [2, 'GROUP_PARKED', 'held'],
    [3, 'SCHEMA', 'held'],
    [4, 'FIELD', 'resolved'],
  ]);
  expect(held.map(({ hold }) => hold)).toEqual([g, g, expect.any(String), closed]);
  expect(new Set(held.map(({ seq }) => seq))).toEqual(new Set([8, 9, 10]));
  expect((await db.selectFrom('feed_head').select('seq').executeTakeFirstOrThrow()).seq).toBe(10);
});
