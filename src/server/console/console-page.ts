import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as said from './page/words.ts';

const folder = path.join(import.meta.dirname, 'page');

const html = 'text/html; charset=utf-8';
const javascript = 'text/javascript; charset=utf-8';

/** Each address of the page, and the file that stands there. `/console` is `/console/` too: the router takes them for one. */
const files = [
  { url: '/console', name: 'index.html', type: html },
  { url: '/console/page.css', name: 'page.css', type: 'text/css; charset=utf-8' },
  { url: '/console/page.js', name: 'page.js', type: javascript },
  { url: '/console/overview.js', name: 'overview.js', type: javascript },
  { url: '/console/language.js', name: 'language.js', type: javascript },
] as const;

const wordsUrl = '/console/words.js';

/** Addresses of the page, as the router knows them. They are no part of the wire, so the OpenAPI document leaves them out. */
export const pageUrls: readonly string[] = [...files.map(({ url }) => url), wordsUrl];

/** The page reaches its own origin only, stands in no other page's frame, and sends no form but by its script. */
const headers = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  // What is counted is nobody's to keep; and after an upgrade the page is the new one.
  'cache-control': 'no-store',
};

/** An `onRequest` hook of the page and of what it asks. */
export async function dressConsole(_request: FastifyRequest, reply: FastifyReply): Promise<void> {
  reply.headers(headers);
}

/** `/console/`: the district's page, from memory. */
export async function consolePage(app: FastifyInstance): Promise<void> {
  for (const { url, name, type } of files) {
    const text = await readFile(path.join(folder, name), 'utf8');
    app.get(url, async (request, reply) => {
      if (name === 'index.html' && !pathOf(request).endsWith('/')) return reply.redirect('/console/', 308);
      return reply.type(type).send(text);
    });
  }
  app.get(wordsUrl, async (_request, reply) => reply.type(javascript).send(wordsModule));
}

/** `words.ts` for the browser: it holds values only. */
const wordsModule = Object.entries(said)
  .map(([name, value]) => `export const ${name} = ${JSON.stringify(value)};\n`)
  .join('');

function pathOf({ url }: FastifyRequest): string {
  return url.split('?', 1)[0] ?? url;
}
