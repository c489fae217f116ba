import { sql } from 'kysely';
import { RecordId } from '#domain/identity.ts';
import { genesisHash } from '#domain/mutation.ts';
import type { Database } from '../database/database.ts';
import { createPostgresIngestStore } from '../repositories/postgres-ingest-store.ts';
import { openTestDatabase } from '../testing/test-database.ts';
import type { TestDevice } from '../testing/test-device.ts';
import { startTestServer } from '../testing/test-server.ts';
import type { StoredRecord } from './ingest-store.ts';
import { type IngestBench, ingestSuite } from './testing/ingest-suite.ts';
import { MemoryIngestStore } from './testing/memory-ingest-store.ts';

ingestSuite('memory', async () => {
  const store = new MemoryIngestStore();
  return {
    store,
    admit: async (device, options = {}) => {
      const { dev, sign, user } = device;
      const { subdistrict = '320613001', revoked = false } = options;
      store.devices.set(dev, { dev, subdistrict, signKey: sign.publicKey, revoked, next: 1, lastHash: genesisHash, backed: 0 });
      store.grants.set(dev, [{ user, to: null }]);
    },
    find: async (type, id) => store.records.get(`${type}/${id}`),
    countKept: async () => store.mutations.length,
    close: async () => undefined,
  };
});

ingestSuite('PGlite', async () => {
  const { db, close } = await openTestDatabase();
  return benchOn(db, close);
});

ingestSuite('PostgreSQL', async () => {
  const { db, close } = await startTestServer();
  return benchOn(db, close);
});

function benchOn(db: Database, close: () => Promise<void>): IngestBench {
  return {
    store: createPostgresIngestStore(db),
    admit: (device, options) => admit(db, device, options),
    find: (type, id) => find(db, type, id),
    countKept: async () => {
      const { count } = await db
        .selectFrom('mutations')
        .select((all) => all.fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow();
      return count;
    },
    close,
  };
}

async function admit(db: Database, device: TestDevice, options: { subdistrict?: string; revoked?: boolean } = {}): Promise<void> {
  const { subdistrict = '320613001', revoked = false } = options;
  const { dev, sign, box, user } = device;
  const at = new Date();
  await sql`INSERT INTO subdistricts (code, name) VALUES (${subdistrict}, ${subdistrict}) ON CONFLICT DO NOTHING`.execute(db);
  await sql`INSERT INTO users VALUES (${user.id}, ${subdistrict}, ${user.name}, ${JSON.stringify(user.roles)}, ${at}) ON CONFLICT DO NOTHING`.execute(
    db,
  );
  await db
    .insertInto('devices')
    .values({
      dev,
      subdistrict,
      serial: dev,
      name: '测试',
      sign_key: sign.publicKey,
      box_key: box.publicKey,
      enrolled_at: at,
      revoked_at: revoked ? at : null,
      last_h: genesisHash,
    })
    .execute();
  await db.insertInto('grants').values({ dev, user_id: user.id, from_at: at, to_at: null }).execute();
}

async function find(db: Database, type: string, id: string): Promise<StoredRecord | undefined> {
  const row = await db
    .selectFrom('records')
    .selectAll()
    .where('id', '=', id)
    .where('type', '=', type as 'building')
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { rev, deleted, schema, fields, open_conflicts: openConflicts, seq, subdistrict } = row;
  return { record: { type: row.type, id: RecordId.parse(id), rev, deleted, schema, fields, openConflicts }, seq, subdistrict };
}
