import pg from 'pg';
import { Failure } from '#contract/failure.ts';
import type { EmbeddedConnection } from './connection-file.ts';

/** Held by the one server of a data folder, on a connection of its own: it ends with the process, however that ends. */
const serverLock = 0x73657276;
/** Shared by all who use its PostgreSQL. Who gets it alone is the last. */
const usersLock = 0x75736572;

const againMs = 250;

/** One process's place among those who use a cluster. */
export interface ClusterPlace {
  /** Gives it up; the last one stops the cluster. */
  leave(stop: () => Promise<void>): Promise<void>;
}

/**
 * Takes a place, and takes it again whenever PostgreSQL has ended its connection: it ends all of them when the system kills one of its processes, and goes
 * on by itself. Without its place a running server would lose its database to the next command that ends.
 * @throws Failure second-instance; what `prepare` throws
 */
export async function joinCluster(
  connection: EmbeddedConnection,
  user: 'server' | 'command',
  prepare: (client: pg.Client) => Promise<void>,
): Promise<ClusterPlace> {
  let left = false;
  const client = await connectPatiently(connection);
  if (user === 'server' && !(await tryLock(client, serverLock))) {
    await client.end();
    throw new Failure('second-instance');
  }
  await prepare(client);
  let current: pg.Client | undefined;
  await take(client);
  return {
    leave: async (stop) => {
      left = true;
      // Without a place nobody can tell who else is there: the next one takes over what runs.
      const alone = current !== undefined && (await tryLock(current, usersLock).catch(() => false));
      if (alone) await stop();
      await current?.end().catch(() => undefined);
    },
  };

  async function take(held: pg.Client): Promise<void> {
    await held.query('SELECT pg_advisory_lock_shared($1)', [usersLock]);
    current = held;
    held.once('end', () => {
      current = undefined;
      if (!left) again();
    });
  }

  function again(): void {
    setTimeout(() => void retake().catch(() => left || again()), againMs).unref();
  }

  async function retake(): Promise<void> {
    const fresh = await connect(connection);
    if (user === 'server') await tryLock(fresh, serverLock);
    await take(fresh);
    if (left) await fresh.end();
  }
}

/** A session's own share is in nobody's way but others'. */
async function tryLock(client: pg.Client, lock: number): Promise<boolean> {
  const { rows } = await client.query<{ locked: boolean }>('SELECT pg_try_advisory_lock($1) AS locked', [lock]);
  return rows[0]?.locked === true;
}

/** A database left running may still be replaying its log: refused connections are tried again for a minute. */
async function connectPatiently(connection: EmbeddedConnection): Promise<pg.Client> {
  const until = Date.now() + 60_000;
  for (;;) {
    try {
      return await connect(connection);
    } catch (error) {
      if (Date.now() > until) throw error;
      await new Promise((resolve) => setTimeout(resolve, againMs));
    }
  }
}

async function connect({ host, port, adminUser, adminPassword }: EmbeddedConnection): Promise<pg.Client> {
  const client = new pg.Client({ host, port, user: adminUser, password: adminPassword, database: 'postgres' });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}
