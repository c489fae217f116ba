import { RecordId } from '#domain/identity.ts';
import { genesisHash } from '#domain/mutation.ts';
import type { Database } from '../database/database.ts';
import { createPostgresIngestStore } from '../repositories/postgres-ingest-store.ts';
import { admitDevice } from '../testing/admit-device.ts';
import { openTestDatabase } from '../testing/test-database.ts';
import { startTestServer, startTestServerAt } from '../testing/test-server.ts';
import type { StoredRecord } from './ingest-store.ts';
import type { IngestBench } from './testing/ingest-bench.ts';
import { ingestSuite } from './testing/ingest-suite.ts';
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

// A cluster of another kind is named from outside: DATABASE_URL=postgres://… npx vitest run src/server/ingest
const { DATABASE_URL: named } = process.env;
if (named !== undefined) {
  ingestSuite('DATABASE_URL', async () => {
    const { db, close } = await startTestServerAt(named);
    return benchOn(db, close);
  });
}

function benchOn(db: Database, close: () => Promise<void>): IngestBench {
  return {
    store: createPostgresIngestStore(db),
    admit: (device, options) => admitDevice(db, device, options),
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

async function find(db: Database, type: string, id: string): Promise<StoredRecord | undefined> {
  const row = await db
    .selectFrom('records')
    .selectAll()
    .where('id', '=', id)
    .where('type', '=', type as 'building')
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { rev, deleted, schema, fields, open_conflicts: openConflicts, seq, subdistrict } = row;
  const alias = row.alias_of === null ? {} : { aliasOf: RecordId.parse(row.alias_of) };
  return { record: { type: row.type, id: RecordId.parse(id), rev, deleted, schema, fields, openConflicts, ...alias }, seq, subdistrict };
}
