import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Receipt } from '#contract/district-api.ts';
import type { Parts } from '../parts.ts';
import { parseInput } from '../plugins/failures.ts';
import { deviceOf } from '../plugins/session.ts';
import { writeReceipt } from '../repositories/receipts.ts';

/** `GET /sync/v1/receipts/{batch}`. @throws NOT_FOUND */
export function receiptRoute(app: FastifyInstance, { db, identity, now }: Parts): void {
  app.get('/sync/v1/receipts/:batch', async (request): Promise<Receipt> => {
    const { batch } = parseInput(z.object({ batch: z.uuid() }), request.params);
    return writeReceipt(db, identity, deviceOf(request), batch, now());
  });
}
