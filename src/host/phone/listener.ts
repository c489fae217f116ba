import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { limits } from '#contract/district-api.ts';
import { Failure } from '#contract/failure.ts';
import type { Pass, PassRefusal } from './pass.ts';
import { phonePage, phonePolicy } from './phone-page.ts';

/** Keeps what a phone sent. @throws Failure as Photos.ingest, disk-low, disk-full */
export type TakePhoto = (bytes: Uint8Array, fileName: string) => Promise<void>;

export interface Listener {
  /** `http://<address>:<port>/p/<token>` */
  url: string;
  /** Nothing is taken any more; what is being kept is kept first. */
  close(): Promise<void>;
}

const statusOf = {
  wrong: 404,
  expired: 410,
  used: 410,
  busy: 409,
  'too-many': 429,
  'too-big': 413,
} as const satisfies Record<PassRefusal, number>;

/**
 * Opens a port of its own that carries one page and what that page sends: nothing is read through it. It speaks plain HTTP, as a phone has no
 * reason to trust this machine's name: who listens on the same Wi-Fi may see the photos go by.
 */
export async function openListener(address: string, pass: Pass, take: TakePhoto): Promise<Listener> {
  const server = createServer({ requestTimeout: 120_000, headersTimeout: 10_000, keepAliveTimeout: 5_000, maxHeaderSize: 8 * 1024 });
  server.maxConnections = 16;
  await listen(server, address);
  const authority = `${address}:${(server.address() as AddressInfo).port}`;
  const underWay = new Set<Promise<void>>();
  server.on('request', (request, response) => {
    const answered = answer(request, response, { authority, pass, take }).catch(() => refuse(response, 500, 'lost'));
    underWay.add(answered);
    void answered.finally(() => underWay.delete(answered));
  });
  return {
    url: `http://${authority}/p/${pass.token}`,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await Promise.all([closed, ...underWay]);
    },
  };
}

function listen(server: Server, address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause) => reject(new Failure('phone-no-network', {}, { cause })));
    server.listen({ host: address, port: 0, exclusive: true }, resolve);
  });
}

interface Door {
  authority: string;
  pass: Pass;
  take: TakePhoto;
}

/** Guards first: our own name, our own page, the token; whatever is none of the three routes is not there. */
async function answer(request: IncomingMessage, response: ServerResponse, { authority, pass, take }: Door): Promise<void> {
  dress(response);
  const [, token, route] = /^\/p\/([\w-]{1,64})(|\/start|\/photo)$/.exec(request.url ?? '') ?? [];
  if (request.headers.host !== authority) return refuse(response, 421, 'wrong');
  if (token === undefined) return refuse(response, 404, 'wrong');
  const refusal = pass.refuseToken(token);
  if (refusal !== undefined) return refuse(response, statusOf[refusal], refusal);
  if (route === '' && request.method === 'GET') return sendPage(response);
  if (route === '' || request.method !== 'POST') return refuse(response, 405, 'wrong');
  if (request.headers.origin !== `http://${authority}`) return refuse(response, 403, 'wrong');
  if (route === '/photo') return receive(request, response, pass, take);
  const taken = pass.take();
  if (typeof taken === 'string') return refuse(response, statusOf[taken], taken);
  send(response, 200, taken);
}

async function receive(request: IncomingMessage, response: ServerResponse, pass: Pass, take: TakePhoto): Promise<void> {
  const bytes = Number(request.headers['content-length'] ?? Number.NaN);
  if (!Number.isInteger(bytes) || bytes < 1) return refuse(response, 411, 'wrong');
  if (bytes > limits.photoBytes) return refuse(response, 413, 'photo-too-big');
  const begun = pass.begin(String(request.headers['x-chaihuan-key'] ?? ''), bytes);
  if (typeof begun === 'string') return refuse(response, statusOf[begun], begun);
  let kept = false;
  try {
    await take(await readBody(request, bytes), nameOf(request));
    kept = true;
  } catch (error) {
    return refuse(response, 422, phoneCode(error));
  } finally {
    begun.end(kept);
  }
  send(response, 200, { ok: true });
}

/** Node ends a body at its stated length; one that breaks off before is an error. */
async function readBody(request: IncomingMessage, bytes: number): Promise<Uint8Array> {
  const body = Buffer.allocUnsafe(bytes);
  let at = 0;
  for await (const chunk of request) at += (chunk as Buffer).copy(body, at);
  if (at !== bytes) throw new Failure('photo-damaged');
  return body;
}

/** A name is only shown: whatever it is, no file is called so. */
function nameOf(request: IncomingMessage): string {
  try {
    return decodeURIComponent(String(request.headers['x-chaihuan-name'] ?? '')).slice(-255) || 'photo';
  } catch {
    return 'photo';
  }
}

/** What the phone is told: of the photo, or that there is no room. Nothing else about this device. */
function phoneCode(error: unknown): string {
  const { code } = Failure.line(error);
  if (code === 'disk-low' || code === 'disk-full') return 'full';
  return code.startsWith('photo-') ? code : 'lost';
}

function dress(response: ServerResponse): void {
  response.setHeader('content-security-policy', phonePolicy);
  response.setHeader('cache-control', 'no-store');
  response.setHeader('referrer-policy', 'no-referrer');
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('cross-origin-resource-policy', 'same-origin');
}

function sendPage(response: ServerResponse): void {
  response.setHeader('content-type', 'text/html; charset=utf-8');
  response.end(phonePage);
}

function send(response: ServerResponse, status: number, body: object): void {
  response.statusCode = status;
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(body));
}

/** A body that is not wanted is not read: the connection ends with the answer. */
function refuse(response: ServerResponse, status: number, code: string): void {
  if (response.headersSent) return;
  response.setHeader('connection', 'close');
  send(response, status, { code });
}
