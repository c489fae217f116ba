import type { z } from 'zod';
import { limits } from '#contract/district-api.ts';
import { putBytes } from './put-bytes.ts';
import { broken, failureOf, unreachable } from './wire-failure.ts';

/** `hello` asks whether there is a line at all; the rest may be slow, but not silent. */
export const patienceMs = { hello: 10_000, other: 60_000, upload: 300_000 } as const;

const pieceBytes = 64 * 1024;

export interface WireCall<T> {
  method: 'GET' | 'POST';
  /** Behind the server's base address, with its query. */
  path: string;
  reply: z.ZodType<T>;
  json?: unknown;
  /** In place of `json`: what is JSON already, in UTF-8. */
  text?: Uint8Array;
  token?: string;
  timeoutMs?: number;
}

/** A PUT of bytes, with the time it may take. */
export interface PutCall<T> {
  path: string;
  reply: z.ZodType<T>;
  pieces: readonly Uint8Array[];
  token: string;
  timeoutMs: number;
}

/** HTTP to one server. @throws Failure server-unreachable, server-broken, or the code the server named */
export interface Wire {
  /** `raw` is the JSON as it came, with fields that this version does not know. */
  call<T>(call: WireCall<T>): Promise<{ value: T; raw: unknown }>;
  /** Sends a photo's bytes as they lie in memory. */
  put<T>(call: PutCall<T>): Promise<T>;
  /** Sends bytes, however long it takes as long as they go, and reads nothing of the answer but that it is one. */
  upload(path: string, bytes: Uint8Array, token: string): Promise<void>;
  /** Bytes of any length up to a photo's limit; given up after a minute without a byte. */
  download(path: string, token: string): Promise<Uint8Array>;
}

/**
 * `base` answers the server's address at the time of the call; what it takes to find it (a trial server may have to start) is not
 * counted against the server's patience. `signal` ends what is under way.
 */
export function createWire(base: () => Promise<string>, line: () => AbortSignal): Wire {
  return {
    async call(call) {
      const url = `${await base()}${call.path}`;
      const signal = AbortSignal.any([line(), AbortSignal.timeout(call.timeoutMs ?? patienceMs.other)]);
      const response = await send(url, { method: call.method, headers: headersOf(call), body: bodyOf(call), signal });
      const text = await response.text().catch((error: unknown) => {
        throw unreachable(error);
      });
      if (!response.ok) throw failureOf(response.status, text, response.headers.get('retry-after'));
      return parseReply(call.reply, text);
    },

    async put({ path, reply, pieces, token, timeoutMs }) {
      const url = `${await base()}${path}`;
      const signal = AbortSignal.any([line(), AbortSignal.timeout(timeoutMs)]);
      const { status, body, retryAfter } = await putBytes(url, bytesHeaders(token), pieces, signal).catch((error: unknown) => {
        throw unreachable(error);
      });
      if (status < 200 || status > 299) throw failureOf(status, body, retryAfter);
      return parseReply(reply, body).value;
    },

    async upload(path, bytes, token) {
      const url = `${await base()}${path}`;
      await unlessSilent(line(), patienceMs.upload, async (signal, heard) => {
        const body = piecesOf(bytes, heard);
        const response = await send(url, { method: 'POST', headers: bytesHeaders(token), body, duplex: 'half', signal });
        await requireOk(response);
        await response.body?.cancel();
      });
    },

    async download(path, token) {
      const url = `${await base()}${path}`;
      return unlessSilent(line(), patienceMs.other, async (signal, heard) => {
        const response = await send(url, { headers: { authorization: `Bearer ${token}` }, signal });
        await requireOk(response);
        return readBody(response, heard);
      });
    },
  };
}

/** Work that may take as long as it likes, but not go without a sign of life for so long. */
async function unlessSilent<T>(line: AbortSignal, ms: number, work: (signal: AbortSignal, heard: () => void) => Promise<T>): Promise<T> {
  const stall = new AbortController();
  const timer = setTimeout(() => stall.abort(new Error(`silent for ${ms} ms`)), ms);
  try {
    return await work(AbortSignal.any([line, stall.signal]), () => timer.refresh());
  } finally {
    clearTimeout(timer);
  }
}

async function requireOk(response: Response): Promise<void> {
  if (response.ok) return;
  throw failureOf(response.status, await response.text().catch(() => ''), response.headers.get('retry-after'));
}

/** Bytes piece by piece; `went` is told of each that the line took. */
function piecesOf(bytes: Uint8Array, went: () => void): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      went();
      if (at >= bytes.length) return controller.close();
      controller.enqueue(bytes.subarray(at, at + pieceBytes));
      at += pieceBytes;
    },
  });
}

/** Never follows: a redirect is a login page of someone's network, not our server. */
async function send(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, { ...init, redirect: 'manual' });
  } catch (error) {
    throw unreachable(error);
  }
}

async function readBody(response: Response, heard: () => void): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of response.body ?? []) {
      heard();
      chunks.push(chunk);
      length += chunk.byteLength;
      if (length > limits.photoBytes) break;
    }
  } catch (error) {
    throw unreachable(error);
  }
  if (length > limits.photoBytes) throw broken({ bytes: length });
  return Buffer.concat(chunks);
}

const bytesHeaders = (token: string) => ({ 'content-type': 'application/octet-stream', authorization: `Bearer ${token}` });

function headersOf({ json, text, token }: WireCall<unknown>): Record<string, string> {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (json !== undefined || text !== undefined) headers['content-type'] = 'application/json';
  if (token !== undefined) headers.authorization = `Bearer ${token}`;
  return headers;
}

function bodyOf({ json, text }: WireCall<unknown>): RequestInit['body'] {
  // Bytes, because a text is gone through once more for halves of characters before it is sent.
  return (json === undefined ? text : Buffer.from(JSON.stringify(json))) as RequestInit['body'];
}

function parseReply<T>(schema: z.ZodType<T>, text: string): { value: T; raw: unknown } {
  try {
    const raw: unknown = JSON.parse(text);
    return { value: schema.parse(raw), raw };
  } catch (error) {
    throw broken({}, error);
  }
}
