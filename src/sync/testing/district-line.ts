import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { User } from '#domain/identity.ts';
import { buildApp } from '#server/app.ts';
import type { Database } from '#server/database/database.ts';
import { openParts } from '#server/listen.ts';
import type { Parts } from '#server/parts.ts';
import { issueTestCode } from '#server/testing/enrolled-device.ts';
import { openTestDatabase } from '#server/testing/test-database.ts';

/** A real district server on a port, over a database in memory. */
export interface DistrictLine {
  url: string;
  db: Database;
  /** `METHOD /path` of every request, without its query. */
  asked: string[];
  /** Bytes that PATCHes announced so far: what was sent twice counts twice. */
  stagedBytes: number;
  /** Answers to these paths are lost on the way: what the server did stays done. Each once. */
  lose(path: string): void;
  /** Ends the server's process and starts it again on the same address; `meanwhile` happens to its database. */
  restart(meanwhile?: (db: Database) => Promise<void>): Promise<void>;
  /** A one-time code for a device, and the person on it. */
  code(): Promise<{ code: string; user: User }>;
  close(): Promise<void>;
}

export async function openDistrictLine(change: (parts: Parts) => Parts = (parts) => parts): Promise<DistrictLine> {
  const { db, close } = await openTestDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'district-'));
  const asked: string[] = [];
  const lost: string[] = [];

  async function start(port: number) {
    const parts = change(await openParts(db, { dataFolder: folder }));
    const app = await buildApp(parts, { quiet: true });
    app.addHook('onRequest', async (request, reply) => {
      asked.push(`${request.method} ${request.url.replace(/\?.*/, '')}`);
      if (request.method === 'PATCH') line.stagedBytes += Number(request.headers['content-length']);
      const index = lost.findIndex((path) => request.url.startsWith(path));
      if (index === -1) return;
      lost.splice(index, 1);
      // Whoever answers, tus included: when there is an answer, there is no line any more.
      reply.raw.writeHead = () => reply.raw.destroy();
    });
    const url = await app.listen({ port, host: '127.0.0.1' });
    const stop = async () => {
      app.server.closeAllConnections();
      await app.close();
    };
    return { url, stop };
  }

  const line = { stagedBytes: 0 };
  let running = await start(0);
  return Object.assign(line, {
    url: running.url,
    db,
    asked,
    lose: (path: string) => void lost.push(path),
    async restart(meanwhile?: (db: Database) => Promise<void>) {
      await running.stop();
      await meanwhile?.(db);
      running = await start(Number(new URL(running.url).port));
    },
    code: () => issueTestCode(db, ['team', 'clerk']),
    async close() {
      await running.stop();
      await close();
      await rm(folder, { recursive: true, force: true });
    },
  });
}
