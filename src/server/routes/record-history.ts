import type { FastifyInstance } from 'fastify';
import { HistoryParams, type HistoryReply } from '#contract/record-history.ts';
import type { Parts } from '../parts.ts';
import { parseInput } from '../plugins/failures.ts';
import { deviceOf } from '../plugins/session.ts';
import { readHistory } from '../repositories/record-history.ts';

/** `GET /sync/v1/records/:type/:id/history`: who changed what of a record, wherever. @throws NOT_FOUND */
export function recordHistoryRoute(app: FastifyInstance, { db }: Parts): void {
  app.get(
    '/sync/v1/records/:type/:id/history',
    async (request): Promise<HistoryReply> => readHistory(db, deviceOf(request), parseInput(HistoryParams, request.params)),
  );
}
