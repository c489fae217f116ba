import type { FastifyInstance } from 'fastify';
import { openapiDocument } from './openapi-document.ts';

/** `GET /openapi.json` */
export function openapiRoute(app: FastifyInstance): void {
  let document: ReturnType<typeof openapiDocument> | undefined;
  app.get('/openapi.json', async () => {
    document ??= openapiDocument();
    return document;
  });
}
