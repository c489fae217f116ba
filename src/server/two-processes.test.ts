import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PullReply, PushReply } from '#contract/district-api.ts';
import { createDatabase, type Database } from './database/database.ts';
import { poolConfigOf } from './embedded/connection-file.ts';
import { type EmbeddedDatabase, openEmbeddedDatabase } from './embedded/embedded-database.ts';
import { migrations } from './migrations/migrations.ts';
import { type Caller, enrollTestDevice } from './testing/enrolled-device.ts';
import { createFetchCaller } from './testing/fetch-caller.ts';
import { buildingFields, newRecordId, type TestDevice } from './testing/test-device.ts';
import { makeDataFolder } from './testing/test-server.ts';

const program = path.join(import.meta.dirname, 'index.ts');

interface ServerProcess extends Caller {
  child: ChildProcess;
}

let home: Awaited<ReturnType<typeof makeDataFolder>>;
let embedded: EmbeddedDatabase;
let db: Database;
let servers: ServerProcess[] = [];

/** One server process on the shared database, with a data folder of its own and blobs beside the other's. */
async function startProcess(name: string): Promise<ServerProcess> {
  const { host, port, database, user, password } = poolConfigOf(embedded.connection);
  const url = new URL(`postgres://${host}:${port}/${database}`);
  Object.assign(url, { username: user, password });
  const folder = path.join(home.folder, name);
  await mkdir(folder);
  const env = { ...process.env, DATABASE_URL: url.href };
  const child = spawn(process.execPath, ['--import', 'tsx', program, '--port', '0', '--data', folder], {
    env,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const [address] = (await once(createInterface(child.stdout), 'line')) as [string];
  return { child, ...createFetchCaller(address) };
}

beforeAll(async () => {
  home = await makeDataFolder();
  embedded = await openEmbeddedDatabase(path.join(home.folder, 'shared'));
  db = createDatabase(poolConfigOf(embedded.connection));
  // Both at once, on an empty database: they race for its schema and its identity.
  servers = await Promise.all([startProcess('one'), startProcess('two')]);
}, 120_000);

afterAll(async () => {
  await Promise.all(
    servers.map(async ({ child }) => {
      const ended = once(child, 'exit');
      child.stdin?.end();
      expect(await ended).toEqual([0, null]);
    }),
  );
  await db.destroy();
  await embedded.close();
  await home.remove();
}, 60_000);

function pair(): [ServerProcess, ServerProcess] {
  const [one, two] = servers;
  if (one === undefined || two === undefined) throw new Error('two servers');
  return [one, two];
}

test('servers that start at once on an empty database make one schema and one identity', async () => {
  const [one, two] = pair();
  const hellos = await Promise.all([one.call('GET', '/sync/v1/hello'), two.call('GET', '/sync/v1/hello')]);
  const [first, second] = hellos.map(({ body }) => (body as { serverId: string }).serverId);
  expect(first).toBe(second);
  expect(await db.selectFrom('migrations').select('name').execute()).toHaveLength(migrations.length);
  expect(await db.selectFrom('server_identity').select('server_id').execute()).toEqual([{ server_id: first }]);
});

test('one batch posted 64 times at once over both gets 64 equal answers and is kept once', { timeout: 60_000 }, async () => {
  const [one, two] = pair();
  const { device, token } = await enrollTestDevice(one, db);
  const push = device.push(
    device.write(...Array.from({ length: 40 }, (_, i) => device.create('building', newRecordId(), buildingFields(`${i}`)))),
  );
  const post = (index: number) => (index % 2 === 0 ? one : two).call('POST', '/sync/v1/push', { token, json: push });
  const replies = await Promise.all(Array.from({ length: 64 }, (_, index) => post(index)));
  expect(replies.map(({ status }) => status)).toEqual(replies.map(() => 200));
  expect(new Set(replies.map(({ bytes }) => bytes.toString('utf8'))).size).toBe(1);
  expect(PushReply.parse(replies[0]?.body).results.map(({ outcome }) => outcome)).toEqual(push.muts.map(() => 'applied'));
  expect(await db.selectFrom('mutations').select('n').where('dev', '=', device.dev).execute()).toHaveLength(40);
  expect(await db.selectFrom('pushes').select('batch').where('dev', '=', device.dev).execute()).toHaveLength(1);
});

test('two devices write through two servers, and a reader that never pauses misses no row and sees no gap', {
  timeout: 120_000,
}, async () => {
  const [one, two] = pair();
  const scope = '320613042';
  const writers = await Promise.all([enrollTestDevice(one, db, scope), enrollTestDevice(two, db, scope)]);
  const reader = await enrollTestDevice(two, db, scope);
  const { seq: start } = await db.selectFrom('feed_head').select('seq').executeTakeFirstOrThrow();
  let writing = true;
  const seen: number[] = [];
  const reading = (async () => {
    let [cursor, head] = [start, start];
    // One more look after the last write: what was committed meanwhile must be there.
    for (let [turn, last] = [0, false]; !last || cursor < head; turn += 1) {
      last = !writing;
      const from = turn % 2 === 0 ? one : two;
      const reply = await from.call('GET', `/sync/v1/pull?epoch=1&cursor=${cursor}&limit=7`, { token: reader.token });
      const page = PullReply.parse(reply.body);
      seen.push(...page.rows.map(({ seq }) => seq));
      [cursor, head] = [page.cursor, page.head];
    }
  })();
  const written = await Promise.all(writers.map(({ device, token }) => write(device, token)));
  writing = false;
  await reading;
  const ids = written.flat();
  // Nobody else wrote meanwhile: each position of the feed is a row of this scope.
  expect(seen).toEqual(ids.map((_, index) => start + 1 + index));
  expect(await db.selectFrom('records').select('id').where('subdistrict', '=', scope).execute()).toHaveLength(ids.length);

  /** Each push of a device goes to the other server than the one before. */
  async function write(device: TestDevice, token: string): Promise<string[]> {
    const ids: string[] = [];
    for (let round = 0; round < 30; round += 1) {
      const drafts = [1, 2, 3].map((key) => device.create('building', newRecordId(), buildingFields(`${round}-${key}`)));
      const to = round % 2 === 0 ? one : two;
      const reply = await to.call('POST', '/sync/v1/push', { token, json: device.push(device.write(...drafts)) });
      expect(PushReply.parse(reply.body).results.every(({ outcome }) => outcome === 'applied')).toBe(true);
      ids.push(...drafts.map(({ id }) => id));
    }
    return ids;
  }
});
