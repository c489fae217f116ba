import { createHash, createHmac } from 'node:crypto';
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { S3Settings } from '../s3-client.ts';

/** What goes wrong, on purpose. Bytes go through `keep` on the way in and `give` on the way out; `keep` may answer null: success, nothing kept. */
export interface S3Faults {
  keep?(bytes: Buffer): Buffer | null;
  give?(bytes: Buffer): Buffer;
  refuse?: { status: number; code: string };
}

/** A small S3 service in memory. It speaks PUT, GET, HEAD and DELETE of objects, and checks each signature (AWS Signature Version 4) by its own arithmetic. */
export interface S3Server {
  settings: S3Settings;
  objects: Map<string, Buffer>;
  faults: S3Faults;
  close(): Promise<void>;
}

const accessKeyId = 'AKIATEST';
const secretAccessKey = 'a secret that stays here';
const region = 'cn-east-1';
const skewMs = 15 * 60 * 1000;

export async function startS3Server(): Promise<S3Server> {
  const objects = new Map<string, Buffer>();
  const server: Pick<S3Server, 'objects' | 'faults'> = { objects, faults: {} };
  const listener = http.createServer((request, response) => {
    answer(server, request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const { port } = listener.address() as AddressInfo;
  const settings: S3Settings = {
    endpoint: `http://127.0.0.1:${port}`,
    region,
    bucket: 'photos',
    prefix: 'estate one/',
    accessKeyId,
    secretAccessKey,
    addressing: 'path',
  };
  const close = async () => {
    listener.closeAllConnections();
    await new Promise((resolve) => listener.close(resolve));
  };
  return Object.assign(server, { settings, close });
}

async function answer({ objects, faults }: Pick<S3Server, 'objects' | 'faults'>, request: IncomingMessage, response: ServerResponse) {
  const body = await buffer(request);
  const wrong = faults.refuse ?? findWrong(request, body);
  if (wrong !== undefined) return refuse(response, wrong.status, wrong.code);
  const key = decodeURIComponent((request.url ?? '').replace(/^\/[^/]+\//, ''));
  const stored = objects.get(key);
  switch (request.method) {
    case 'PUT': {
      const kept = faults.keep === undefined ? body : faults.keep(body);
      if (kept !== null) objects.set(key, kept);
      return response.writeHead(200, { etag: '"it is fine, trust me"' }).end();
    }
    case 'DELETE':
      objects.delete(key);
      return response.writeHead(204).end();
    case 'GET':
    case 'HEAD': {
      if (stored === undefined) return refuse(response, 404, 'NoSuchKey');
      const given = faults.give?.(stored) ?? stored;
      return response.writeHead(200, { 'content-length': given.length }).end(request.method === 'GET' ? given : undefined);
    }
    default:
      return refuse(response, 405, 'MethodNotAllowed');
  }
}

function refuse(response: ServerResponse, status: number, code: string) {
  return response.writeHead(status, { 'content-type': 'application/xml' }).end(`<?xml version="1.0"?><Error><Code>${code}</Code></Error>`);
}

function findWrong(request: IncomingMessage, body: Buffer): { status: number; code: string } | undefined {
  const { headers, method } = request;
  if (method === 'PUT' && headers['content-length'] === undefined) return { status: 411, code: 'MissingContentLength' };
  const time = String(headers['x-amz-date']);
  const sentAt = Date.parse(time.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
  if (!(Math.abs(Date.now() - sentAt) < skewMs)) return { status: 403, code: 'RequestTimeTooSkewed' };
  if (headers['x-amz-content-sha256'] !== hash(body)) return { status: 400, code: 'XAmzContentSHA256Mismatch' };
  return headers.authorization === expectedAuthorization(request, time) ? undefined : { status: 403, code: 'SignatureDoesNotMatch' };
}

/** The header this request must carry, from the service's own secret and the header names that the client says it signed. */
function expectedAuthorization({ method, url = '', headers }: IncomingMessage, time: string): string {
  const names = /SignedHeaders=([^,]+)/.exec(headers.authorization ?? '')?.[1] ?? '';
  const lines = names.split(';').map((name) => `${name}:${String(headers[name]).trim().replace(/ +/g, ' ')}\n`);
  const [place = '', search = ''] = url.split('?');
  const canonical = [method, place, search, lines.join(''), names, headers['x-amz-content-sha256']].join('\n');
  const scope = `${time.slice(0, 8)}/${region}/s3/aws4_request`;
  const signing = [time.slice(0, 8), region, 's3', 'aws4_request'].reduce<string | Buffer>(mac, `AWS4${secretAccessKey}`);
  const signature = mac(signing, `AWS4-HMAC-SHA256\n${time}\n${scope}\n${hash(canonical)}`).toString('hex');
  return `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=${names}, Signature=${signature}`;
}

function mac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function hash(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
