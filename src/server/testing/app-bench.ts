import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { buildApp } from '../app.ts';
import type { Database } from '../database/database.ts';
import { openParts } from '../listen.ts';
import type { Caller } from './enrolled-device.ts';
import { openTestDatabase } from './test-database.ts';

/** The app on a database in memory, called by `inject`. `clock.ahead` moves its time, in milliseconds. */
export async function openAppBench(): Promise<Caller & { db: Database; clock: { ahead: number }; close(): Promise<void> }> {
  const { db, close } = await openTestDatabase();
  const folder = await mkdtemp(path.join(os.tmpdir(), 'chaihuan-app-'));
  const clock = { ahead: 0 };
  const app = await buildApp(await openParts(db, { dataFolder: folder, now: () => new Date(Date.now() + clock.ahead) }), { quiet: true });
  return {
    db,
    clock,
    call: async (method, url, { token, json, bytes } = {}) => {
      const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
      if (bytes !== undefined) headers['content-type'] = 'image/jpeg';
      const payload = bytes ?? (json as object | undefined);
      const reply = await app.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) });
      const isJson = reply.headers['content-type']?.toString().includes('json') === true;
      return { status: reply.statusCode, body: isJson ? reply.json() : undefined, bytes: reply.rawPayload };
    },
    close: async () => {
      await app.close();
      await close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
