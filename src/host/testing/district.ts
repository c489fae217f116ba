import { createHash, generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { canonicalJson } from '#contract/canonical.ts';
import { EnrollRequest, type Grant, PushRequest, readParcel, SessionRequest, signedText } from '#contract/district-api.ts';
import { RecoveryRequest } from '#contract/recovery.ts';
import { isSignedBy } from '../keys/device-keys.ts';
import { testDevice } from './drafts.ts';

export interface Asked {
  method: string;
  path: string;
  headers: IncomingMessage['headers'];
  body: Buffer;
}

/** Answers in place of the district; undefined lets it answer itself. */
export type Fault = (asked: Asked) => Answer | 'hang up' | 'stay silent' | undefined;

export interface Answer {
  status: number;
  body: string | Buffer;
  headers?: Record<string, string>;
}

export type District = Awaited<ReturnType<typeof startDistrict>>;

/**
 * As much of a district server as its client can be held against, over real HTTP: it checks every signature, its tokens can be
 * revoked, and its uploads are real tus. It keeps all it was sent.
 */
export async function startDistrict() {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const recovery = await generateX25519Identity();
  const recoveryKey = await identityToRecipient(recovery);
  const district = {
    url: '',
    serverId: randomUUID() as string,
    epoch: 1,
    /** The protocol's versions that it serves. */
    speaks: { pMin: 1, pMax: 1 },
    code: '7Q2M-ONE-TIME',
    tokens: new Set<string>(),
    sessions: 0,
    asked: [] as Asked[],
    pushed: [] as PushRequest[],
    blobs: new Map<string, Buffer>(),
    /** What a GET of a copy answers, by `<sha256>?size=<size>`. */
    copies: new Map<string, Buffer>(),
    uploads: new Map<string, { length: number; bytes: Buffer; sha256: string }>(),
    fault: undefined as Fault | undefined,
    /** What a session answers, from the next on. */
    grants: [
      { id: '0198a000-0000-7000-8000-00000000a001', name: '张伟', roles: ['team'], from: '2020-01-01T00:00:00Z', to: null },
      { id: '0198a000-0000-7000-8000-00000000a003', name: '李娟', roles: ['clerk'], from: '2020-01-01T00:00:00Z', to: null },
      {
        id: '0198a000-0000-7000-8000-00000000a002',
        name: '旧人',
        roles: ['team'],
        from: '2020-01-01T00:00:00Z',
        to: '2021-01-01T00:00:00Z',
      },
    ] as Grant[],
    /** What the district's console answers to a device's recovery request. */
    async recover(request: string): Promise<string> {
      const { dev, wrapped, answerTo } = RecoveryRequest.parse(JSON.parse(request));
      const [decrypter, encrypter] = [new Decrypter(), new Encrypter()];
      decrypter.addIdentity(recovery);
      encrypter.addRecipient(answerTo);
      const sealed = await encrypter.encrypt(await decrypter.decrypt(Buffer.from(wrapped, 'base64url')));
      return JSON.stringify({ format: 'chaihuan-recovery-answer-1', dev, wrapped: Buffer.from(sealed).toString('base64url') });
    },
    sign: (text: string) => signText(privateKey, text),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  let deviceKey = '';
  const nonces = new Set<string>();

  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const asked = { method: request.method ?? '', path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks) };
    district.asked.push(asked);
    const reply = district.fault?.(asked) ?? answer(asked);
    if (reply === 'hang up') request.socket.destroy();
    else if (reply !== 'stay silent') response.writeHead(reply.status, reply.headers).end(reply.body);
  });

  function answer(asked: Asked): Answer {
    const { method, path, body } = asked;
    const input = () => JSON.parse(body.toString('utf8')) as unknown;
    const route = `${method} ${path.replace(/\?.*/, '').replace('/sync/v1/', '')}`;

    if (route === 'POST enroll') {
      const request = EnrollRequest.parse(input());
      if (request.code !== district.code) return fail(400, 'enroll-code-wrong');
      if (!isSignedBy(request.signKey, signedText.enroll(request.code), request.proof)) return fail(401, 'AUTH');
      deviceKey = request.signKey;
      const { serverId, epoch } = district;
      const signKey = publicKey.export({ format: 'jwk' }).x;
      const scope = { subdistrict: '320613001', subdistrictName: '城东街道' };
      return json({
        dev: testDevice,
        serial: '03',
        serverId,
        signKey,
        boxKey: signKey,
        recoveryKey,
        epoch,
        scope,
        grants: district.grants,
      });
    }
    if (route === 'GET nonce') {
      const nonce = randomUUID();
      nonces.add(nonce);
      return json({ nonce });
    }
    if (route === 'POST session') {
      const request = SessionRequest.parse(input());
      if (!nonces.delete(request.nonce)) return fail(401, 'AUTH');
      if (!isSignedBy(deviceKey, signedText.session(request.nonce), request.sig)) return fail(401, 'AUTH');
      const token = randomUUID();
      district.tokens.add(token);
      district.sessions += 1;
      return json({ token, expiresAt: '2030-01-01T00:00:00Z', grants: district.grants });
    }

    if (!district.tokens.has(asked.headers.authorization?.replace('Bearer ', '') ?? '')) return fail(401, 'AUTH');
    if (route === 'GET hello') {
      const { serverId, epoch, speaks } = district;
      return json({ serverId, epoch, ...speaks, now: new Date().toISOString(), limits: {} });
    }
    if (route === 'POST push') {
      const push = PushRequest.parse(input());
      if (!isSignedBy(deviceKey, signedText.push(push.muts.at(-1)?.h ?? ''), push.sig)) return fail(422, 'BATCH_BAD');
      district.pushed.push(push);
      const results = push.muts.map(({ n, h }) => ({ n, h, outcome: 'applied', rowSeq: n }));
      return json({ epoch: district.epoch, next: push.to + 1, backed: 0, results });
    }
    if (route === 'GET pull') return json({ epoch: district.epoch, rows: [], cursor: 0, head: 0, next: 1, backed: 0 });
    if (route.startsWith('GET receipts/')) return json(receipt(route.slice('GET receipts/'.length)));
    if (route.startsWith('POST files') || /^(HEAD|PATCH) files/.test(route)) return tus(asked);
    return route === 'PUT blobs' ? parcel(asked) : blobs(asked);
  }

  function receipt(batch: string) {
    const content = {
      ...{ batch, serverId: district.serverId, epoch: district.epoch, dev: testDevice, issuedAt: '2026-03-02T09:00:00Z' },
      ...{ from: 1, to: 1, head: 'a'.repeat(64), items: [], counts: { received: 1, applied: 1, noop: 0, conflict: 0, quarantined: 0 } },
      photos: { total: 0, verified: 0, bytes: 0, missing: [] },
      fieldOfANewerServer: '保留',
    };
    const digest = createHash('sha256').update(canonicalJson(content)).digest('hex');
    return { ...content, digest, sig: district.sign(signedText.receipt(digest)) };
  }

  function parcel({ path, body }: Asked): Answer {
    const photos = new URL(path, 'http://localhost').searchParams.get('photos') ?? '';
    let at = 0;
    const verified = readParcel({ photos }).flatMap(({ sha256, size }) => {
      const bytes = body.subarray(at, at + size);
      at += size;
      if (createHash('sha256').update(bytes).digest('hex') !== sha256) return [];
      district.blobs.set(sha256, bytes);
      return [{ sha256, size, verified: true }];
    });
    return json({ verified });
  }

  function blobs({ method, path, body }: Asked): Answer {
    const [, sha256 = '', rest = ''] = /^\/sync\/v1\/blobs\/(\w+)(.*)$/.exec(path) ?? [];
    if (sha256 === 'check') {
      const wanted = (JSON.parse(body.toString('utf8')) as { sha256: string }[]).map((blob) => blob.sha256);
      const have = wanted.filter((hash) => district.blobs.has(hash));
      const begun = [...district.uploads].filter(([, upload]) => wanted.includes(upload.sha256) && !have.includes(upload.sha256));
      const partial = begun.map(([id, upload]) => ({ sha256: upload.sha256, url: `/sync/v1/files/${id}` }));
      return json({ have, need: wanted.filter((hash) => !have.includes(hash)), partial });
    }
    if (method === 'GET') {
      const copy = district.copies.get(`${sha256}${rest}`);
      return copy === undefined ? fail(404, 'NOT_FOUND') : { status: 200, body: copy };
    }
    const upload = rest === '/commit' ? (JSON.parse(body.toString('utf8')) as { upload: string }).upload : undefined;
    const bytes = upload === undefined ? body : district.uploads.get(upload)?.bytes;
    if (bytes === undefined) return fail(404, 'NOT_FOUND');
    if (createHash('sha256').update(bytes).digest('hex') !== sha256) return fail(422, 'BLOB_HASH');
    district.blobs.set(sha256, bytes);
    return json({ sha256, size: bytes.length, verified: true });
  }

  /** tus 1.0, core and creation. */
  function tus({ method, path, headers, body }: Asked): Answer {
    const id = path.split('/').at(-1) ?? '';
    if (method === 'POST') {
      const made = randomUUID();
      const [, named = ''] = String(headers['upload-metadata']).split(' ');
      const sha256 = Buffer.from(named, 'base64').toString('utf8');
      district.uploads.set(made, { length: Number(headers['upload-length']), bytes: Buffer.alloc(0), sha256 });
      return { status: 201, body: '', headers: { location: `/sync/v1/files/${made}`, 'tus-resumable': '1.0.0' } };
    }
    const upload = district.uploads.get(id);
    if (upload === undefined) return { status: 404, body: '' };
    if (method === 'PATCH') upload.bytes = Buffer.concat([upload.bytes, body]);
    const state = { 'upload-offset': String(upload.bytes.length), 'upload-length': String(upload.length), 'tus-resumable': '1.0.0' };
    return { status: method === 'PATCH' ? 204 : 200, body: '', headers: state };
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  district.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return district;
}

function json(value: unknown, status = 200): Answer {
  return { status, body: JSON.stringify(value), headers: { 'content-type': 'application/json' } };
}

function fail(status: number, code: string): Answer {
  return json({ error: { code, facts: {} } }, status);
}

function signText(key: KeyObject, text: string): string {
  return sign(null, Buffer.from(text), key).toString('base64url');
}
