import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { Failure } from '#contract/failure.ts';
import type { Parts } from '../parts.ts';

/** `/healthz`: the process answers. `/readyz`: the database does too. `/metrics`: Prometheus text, counts only. */
export function healthRoutes(app: FastifyInstance, { db }: Parts): void {
  const answered = new Map<string, number>();
  app.addHook('onResponse', async (request, reply) => {
    const labels = `method="${request.method}",route="${request.routeOptions.url ?? 'none'}",status="${reply.statusCode}"`;
    answered.set(labels, (answered.get(labels) ?? 0) + 1);
  });
  app.get('/healthz', async () => ({ ok: true }));
  app.get('/readyz', async () => {
    await sql`SELECT 1`.execute(db).catch((error: unknown) => {
      throw new Failure('BUSY', {}, { cause: error });
    });
    return { ok: true };
  });
  app.get('/metrics', async (_request, reply) => {
    const { rows } = await sql<{ head: number; quarantined: number; conflicts: number }>`
      SELECT (SELECT seq FROM feed_head) AS head, (SELECT count(*) FROM quarantine WHERE released_at IS NULL) AS quarantined,
        (SELECT count(*) FROM conflicts WHERE closed_at IS NULL) AS conflicts`.execute(db);
    const gauges = Object.entries(rows[0] ?? {}).map(([name, value]) => `chaihuan_${name} ${value}`);
    const counters = [...answered].map(([labels, count]) => `chaihuan_requests_total{${labels}} ${count}`);
    return reply.type('text/plain; version=0.0.4').send(`${[...gauges, ...counters].join('\n')}\n`);
  });
}
