import http from 'node:http';
import https from 'node:https';
import { text } from 'node:stream/consumers';

/** What a server answered, and how long it wants to be left alone. */
export interface Answered {
  status: number;
  body: string;
  retryAfter: string | null;
}

/** Of all pieces together, in bytes. */
export const sizeOf = (pieces: readonly Uint8Array[]): number => pieces.reduce((sum, { byteLength }) => sum + byteLength, 0);

/**
 * A PUT of bytes, in pieces, that go to the socket as they lie in memory: `fetch` copies a photo three times on its way. A redirect is an answer like any
 * other.
 * @throws what the socket says, or why the signal was raised
 */
export function putBytes(
  url: string,
  headers: Record<string, string>,
  pieces: readonly Uint8Array[],
  signal: AbortSignal,
): Promise<Answered> {
  const { request } = url.startsWith('https:') ? https : http;
  return new Promise((resolve, reject) => {
    const fail = (error: unknown) => reject(signal.aborted ? signal.reason : error);
    const put = request(url, { method: 'PUT', headers: { ...headers, 'content-length': String(sizeOf(pieces)) }, signal }, (response) => {
      const { statusCode: status = 0, headers: said } = response;
      text(response).then((body) => resolve({ status, body, retryAfter: said['retry-after'] ?? null }), fail);
    });
    put.on('error', fail);
    for (const piece of pieces) put.write(piece);
    put.end();
  });
}
