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
  uid: string;
  rule?: string;
  alias?: number;
}

test('the log keeps every line: one holds each uid, beside those that stand in for it, clash with it, or came with it in one group', async () => {
  const [dev, record, one, other] = Array.from({ length: 4 }, () => v7()) as [string, string, string, string];
  const lines: Line[] = [
    { n: 1, uid: one },
    { n: 2, uid: one, alias: 1 },
    { n: 3, uid: one, rule: 'UID_CLASH' },
    { n: 4, uid: other, rule: 'GROUP_PARKED' },
    { n: 5, uid: other, rule: 'GROUP_PARKED' },
  ];
  await db.transaction().execute(async (tx) => {
    await applyMigrations(tx, '0007-fields-index');
    await insertOldDevice(tx, dev);
    for (const { n, uid, rule, alias } of lines)
      await sql`INSERT INTO mutations (dev, n, h, c, uid, op, type, record_id, body, photos, outcome, row_seq, rule, alias_dev, alias_n, batch,
          received_at)
        VALUES (${dev}, ${n}, '', '', ${uid}, 'patch', 'building', ${record}, '{}', '{}', 'quarantined', 0, ${rule ?? null},
          ${alias === undefined ? null : dev}, ${alias ?? null}, ${v7()}, now())`.execute(tx);
    await sql`INSERT INTO uids (uid, dev, n) VALUES (${one}, ${dev}, 1), (${other}, ${dev}, 4)`.execute(tx);
    await sql`INSERT INTO records (type, id, rev, seq, deleted, schema, fields, open_conflicts, subdistrict)
      VALUES ('building', ${record}, 1, 1, false, 1, '{}', 0, '320613001')`.execute(tx);
    await applyMigrations(tx);
  });
  const { rows } = await sql<{ n: number; alias_n: number | null; rule: string | null }>`
    SELECT n, alias_n, rule FROM mutations ORDER BY n`.execute(db);
  expect(rows.map(({ n, alias_n, rule }) => [n, alias_n, rule])).toEqual([
    [1, null, null],
    [2, 1, null],
    [3, null, 'UID_CLASH'],
    [4, null, 'GROUP_PARKED'],
    [5, 4, 'GROUP_PARKED'],
  ]);
  const again = sql`INSERT INTO records (type, id, rev, seq, deleted, schema, fields, open_conflicts, subdistrict)
    VALUES ('estate', ${record}, 1, 2, false, 1, '{}', 0, '320613001')`;
  await expect(again.execute(db)).rejects.toMatchObject({ code: '23505' });
});
