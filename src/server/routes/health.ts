import type { FastifyInstance } from 'fastify';
import { poolUse } from '../database/database.ts';
import { listMigrations } from '../database/migrate.ts';
import { gauge, type Metrics } from '../metrics/metrics.ts';
import { migrations } from '../migrations/migrations.ts';
import type { Parts } from '../parts.ts';
import { busyUnless } from '../plugins/failures.ts';
import { type Figures, readFigures } from '../repositories/figures.ts';

/** Figures are read at most this often: whoever may ask for them must not be able to keep the database busy. */
const freshMs = 10_000;

/** `/healthz`: the process answers. `/readyz`: database, schema and blob store do too. `/metrics`: Prometheus text, counts only. */
export function healthRoutes(app: FastifyInstance, { db, blobs, now }: Parts, metrics: Metrics): void {
  let figures: { at: number; read: Promise<Figures> } | undefined;
  let probed: { at: number; done: Promise<void> } | undefined;
  app.addHook('onResponse', async (request, reply) => {
    const { method, routeOptions } = request;
    metrics.requestEnded({ method, route: routeOptions.url ?? 'none', status: reply.statusCode }, reply.elapsedTime / 1000);
  });
  app.get('/healthz', async () => ({ ok: true }));
  app.get('/readyz', async () => {
    const done = await busyUnless(() => listMigrations(db));
    await busyUnless(async () => {
      if (!migrations.every(({ name }) => done.includes(name))) throw new Error('schema is not up to date');
    });
    if (probed === undefined || Date.now() - probed.at > freshMs) probed = { at: Date.now(), done: blobs.probe() };
    const { done: writable } = probed;
    await busyUnless(() => writable);
    return { ok: true };
  });
  app.get('/metrics', async (_request, reply) => {
    if (figures === undefined || Date.now() - figures.at > freshMs) figures = { at: Date.now(), read: readFigures(db, now()) };
    // What this process counts by itself is wanted most while its database is away.
    const read = await figures.read.catch(() => undefined);
    if (read === undefined) figures = undefined;
    const up = gauge('chaihuan_database_up', 'Whether the database answered when it was asked last.', read === undefined ? 0 : 1);
    const lines = [...up, ...(read === undefined ? [] : figureLines(read)), ...poolLines(poolUse(db)), metrics.text()];
    return reply.type('text/plain; version=0.0.4').send(`${lines.join('\n')}\n`);
  });
}

function figureLines(figures: Figures): string[] {
  const heard = Object.entries({ hour: figures.heardHour, day: figures.heardDay, week: figures.heardWeek });
  return [
    ...gauge('chaihuan_feed_head', 'Newest position of the feed.', figures.head),
    ...gauge('chaihuan_conflicts_open', 'Conflicts that wait for a person.', figures.conflicts),
    ...gauge('chaihuan_quarantined', 'Quarantined changes that wait for a person.', figures.quarantined),
    ...gauge('chaihuan_photos', 'Verified photos.', figures.photos),
    ...gauge('chaihuan_photo_bytes', 'Bytes of verified photos.', figures.photoBytes),
    ...gauge('chaihuan_devices', 'Devices that may come.', figures.devices),
    '# HELP chaihuan_devices_heard Devices heard within that time.',
    '# TYPE chaihuan_devices_heard gauge',
    ...heard.map(([within, count]) => `chaihuan_devices_heard{within="${within}"} ${count}`),
  ];
}

function poolLines({ open, idle, waiting }: ReturnType<typeof poolUse>): string[] {
  return [
    ...gauge('chaihuan_pool_open', 'Connections of this process to the database.', open),
    ...gauge('chaihuan_pool_idle', 'Those doing nothing.', idle),
    ...gauge('chaihuan_pool_waiting', 'Requests that wait for one.', waiting),
  ];
}
