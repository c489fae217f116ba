import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { FastifyInstance, RouteOptions } from 'fastify';
import { type AppOptions, buildApp } from '../app.ts';
import type { Database } from '../database/database.ts';
import { openParts } from '../listen.ts';
import type { Parts } from '../parts.ts';
import type { Draining } from '../plugins/draining.ts';
import type { Caller } from './enrolled-device.ts';
import { openTestDatabase } from './test-database.ts';

export interface AppBench extends Caller {
  app: FastifyInstance & Draining;
  db: Database;
  parts: Parts;
  /** `METHOD /path` of every route, without the HEAD that comes with each GET. */
  routes: string[];
  /** Moves the app's time, in milliseconds. */
  clock: { ahead: number };
  close(): Promise<void>;
}

/** The app on a database in memory, called by `inject`. */
export async function openAppBench(options: AppOptions = { quiet: true }): Promise<AppBench> {
  const { db, close } = await openTestDatabase();
  const folder = await mkdtemp(path.join(os.tmpdir(), 'chaihuan-app-'));
  const clock = { ahead: 0 };
  const parts = await openParts(db, { dataFolder: folder, now: () => new Date(Date.now() + clock.ahead) });
  const routes: string[] = [];
  const onRoute = ({ method, url }: RouteOptions) => routes.push(...[method].flat().map((each) => `${each} ${url}`));
  const app = await buildApp(parts, { ...options, onRoute });
  return {
    app,
    routes,
    db,
    parts,
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
