import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
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
  parts: Parts;
  /** `METHOD /path` of every request, without its query. */
  asked: string[];
  /** Answers to these paths are lost on the way: what the server did stays done. Each once. */
  lose(path: string): void;
  /** A one-time code for a device, and the person on it. */
  code(): Promise<{ code: string; user: User }>;
  close(): Promise<void>;
}

export async function openDistrictLine(change: (parts: Parts) => Parts = (parts) => parts): Promise<DistrictLine> {
  const { db, close } = await openTestDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'district-'));
  const parts = change(await openParts(db, { dataFolder: folder }));
  const app: FastifyInstance = await buildApp(parts, { quiet: true });
  const asked: string[] = [];
  const lost: string[] = [];
  app.addHook('onRequest', async (request) => {
    asked.push(`${request.method} ${request.url.replace(/\?.*/, '')}`);
  });
  app.addHook('onSend', async (request, reply) => {
    const index = lost.findIndex((path) => request.url.startsWith(path));
    if (index === -1) return;
    lost.splice(index, 1);
    reply.hijack();
    request.raw.socket.destroy();
  });
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  return {
    url,
    db,
    parts,
    asked,
    lose: (path) => void lost.push(path),
    code: () => issueTestCode(db, ['team', 'clerk']),
    async close() {
      app.server.closeAllConnections();
      await app.close();
      await close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
