import type { KyselyPlugin } from 'kysely';
import { v4 as uuidv4, v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { User, UserId } from '#domain/identity.ts';
import { dumpTables } from '../backup/testing/dump-tables.ts';
import type { Database } from '../database/database.ts';
import { createPostgresIngestStore } from '../repositories/postgres-ingest-store.ts';
import { hashText, verifyText } from '../signing.ts';
import { admitDevice } from '../testing/admit-device.ts';
import { openTestDatabase } from '../testing/test-database.ts';
import { buildingFields, newRecordId, TestDevice } from '../testing/test-device.ts';
import { createIngest, type Ingest } from './ingest.ts';

let db: Database;
let close: () => Promise<void>;
beforeAll(async () => {
  ({ db, close } = await openTestDatabase());
}, 60_000);
afterAll(() => close());

class Stopped extends Error {}

/** A database whose server's process ends before its statement number `statements`: what it had begun is undone, as PostgreSQL does. */
function stoppingAt(statements: number): Database {
  let asked = 0;
  const plugin: KyselyPlugin = {
    transformQuery: ({ node }) => {
      if (asked === statements) throw new Stopped();
      asked += 1;
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  return db.withPlugin(plugin);
}

const ingestOn = (over: Database): Ingest =>
  createIngest({
    store: createPostgresIngestStore(over),
    epoch: 1,
    hash: hashText,
    verify: verifyText,
    now: () => new Date('2026-03-02T10:00:00Z'),
    newId: () => uuidv4(),
  });

/** Something applied, a conflict, and a group that is parked whole. */
function everyOutcome(device: TestDevice) {
  const [id, g] = [newRecordId(), uuidv7()];
  return device.write(
    device.create('building', id, buildingFields('7')),
    device.patch('building', id, { label: ['7幢', '七幢'] }),
    device.patch('building', id, { label: ['8幢', '八幢'] }),
    device.create('building', newRecordId(), buildingFields('9'), { g }),
    device.create('building', newRecordId(), { key: '10' }, { g }),
  );
}

test('[P1][P8][P10] ingest that ends before any of its statements leaves nothing; sent again the batch is told what it is told for ever', async () => {
  const user: User = { id: uuidv7() as UserId, name: '赵敏', roles: ['team', 'clerk', 'district'] };
  const device = new TestDevice(user);
  await admitDevice(db, device);
  const push = device.push(everyOutcome(device));
  const before = await dumpTables(db);
  const takenWith = (statements: number) =>
    ingestOn(stoppingAt(statements))(push).catch((error: unknown) => {
      if (error instanceof Stopped) return undefined;
      throw error;
    });
  let statements = 0;
  let reply = await takenWith(statements);
  for (; reply === undefined; reply = await takenWith(statements)) {
    expect(await dumpTables(db)).toEqual(before);
    statements += 1;
  }
  expect(statements).toBeGreaterThan(10);
  expect(reply.results.map(({ outcome }) => outcome)).toEqual(['applied', 'applied', 'conflict', 'quarantined', 'quarantined']);
  // The process ended after its commit and before its reply.
  const kept = await dumpTables(db);
  expect(await ingestOn(db)(push)).toEqual(reply);
  expect(await dumpTables(db)).toEqual(kept);
});
