import { createReadStream } from 'node:fs';
import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { AwsV4Signer } from 'aws4fetch';
import { Failure } from '#contract/failure.ts';
import { PlainError } from '../plugins/safe-error.ts';

/** One bucket of an S3-compatible service, and a key pair that may read and write there. */
export interface S3Settings {
  /** `https://host[:port]`, without the bucket. */
  endpoint: string;
  region: string;
  bucket: string;
  /** Before every key: empty, or ending in `/`. */
  prefix: string;
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
  /** Where the bucket is named: in the path (MinIO, Ceph) or in the host (AWS, OSS, COS). */
  addressing: 'path' | 'host';
}

/** What is sent: its bytes are read from a file, so that a photo is never whole in memory. */
export interface S3Body {
  file: string;
  size: number;
  sha256: string;
}

/** Objects of one bucket by key. Every call may throw Failure BUSY (not reachable, refused, broken) or DISK (no room). */
export interface S3Client {
  put(key: string, body: S3Body): Promise<void>;
  /** The object's answer with its bytes unread; undefined where there is none. */
  get(key: string): Promise<IncomingMessage | undefined>;
  /** Size in bytes; undefined where there is none. */
  head(key: string): Promise<number | undefined>;
  delete(key: string): Promise<void>;
}

/** Given up after this long without a byte. */
const patienceMs = 60_000;
const emptyHash = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
/** What the services answer when the bucket, the account or the machine is full. */
const fullCodes = new Set(['QuotaExceeded', 'XMinioStorageFull', 'XMinioAdminBucketQuotaExceeded', 'InsufficientCapacity']);

export function createS3Client(settings: S3Settings): S3Client {
  const urlOf = (key: string) => objectUrl(settings, key);
  return {
    put: async (key, body) => {
      const reply = await send(settings, 'PUT', urlOf(key), body);
      if (reply.statusCode !== 200) throw await refusal(reply);
      reply.resume();
    },
    get: async (key) => {
      const reply = await send(settings, 'GET', urlOf(key));
      if (reply.statusCode === 404) return skip(reply);
      if (reply.statusCode !== 200) throw await refusal(reply);
      return reply;
    },
    head: async (key) => {
      const reply = await send(settings, 'HEAD', urlOf(key));
      if (reply.statusCode === 404) return skip(reply);
      if (reply.statusCode !== 200) throw await refusal(reply);
      reply.resume();
      return Number(reply.headers['content-length']);
    },
    delete: async (key) => {
      const reply = await send(settings, 'DELETE', urlOf(key));
      if (reply.statusCode !== 204 && reply.statusCode !== 200 && reply.statusCode !== 404) throw await refusal(reply);
      reply.resume();
    },
  };
}

function objectUrl({ endpoint, bucket, prefix, addressing }: S3Settings, key: string): string {
  const url = new URL(endpoint);
  const place = (prefix + key).split('/').map(encodeURIComponent).join('/');
  if (addressing === 'host') url.hostname = `${bucket}.${url.hostname}`;
  url.pathname = addressing === 'host' ? `/${place}` : `/${encodeURIComponent(bucket)}/${place}`;
  return url.href;
}

/** The hash of the bytes is signed, so that the service itself refuses bytes that changed on the way. */
async function send(settings: S3Settings, method: string, url: string, body?: S3Body): Promise<IncomingMessage> {
  const { accessKeyId, secretAccessKey, sessionToken, region } = settings;
  const headers = { 'x-amz-content-sha256': body?.sha256 ?? emptyHash };
  const credentials = { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) };
  const signed = await new AwsV4Signer({ method, url, headers, service: 's3', region, ...credentials }).sign();
  const length = body === undefined ? {} : { 'content-length': String(body.size) };
  try {
    return await request(signed.url, { method, headers: { ...Object.fromEntries(signed.headers), ...length } }, body);
  } catch (error) {
    throw new Failure('BUSY', {}, { cause: error });
  }
}

function request(url: URL, options: http.RequestOptions, body: S3Body | undefined): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const sending = (url.protocol === 'https:' ? https : http).request(url, options, resolve);
    sending.setTimeout(patienceMs, () => sending.destroy(new Error('no byte for a minute')));
    sending.on('error', reject);
    if (body === undefined) sending.end();
    else pipeline(createReadStream(body.file), sending).catch(reject);
  });
}

function skip(reply: IncomingMessage): undefined {
  reply.resume();
  return undefined;
}

async function refusal(reply: IncomingMessage): Promise<Failure> {
  const said = await text(reply).catch(() => '');
  const code = /<Code>(\w+)<\/Code>/.exec(said)?.[1] ?? 'unknown';
  const full = reply.statusCode === 507 || fullCodes.has(code);
  return new Failure(full ? 'DISK' : 'BUSY', {}, { cause: new PlainError(`S3 answered ${reply.statusCode} ${code}`) });
}
