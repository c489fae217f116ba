import { createHash, randomBytes } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import http from 'node:http';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { BlobCheckReply, PullReply, PushReply, writeParcel } from '#contract/district-api.ts';
import { Sha256 } from '#domain/identity.ts';
import { enrollTestDevice } from './testing/enrolled-device.ts';
import { createFetchCaller } from './testing/fetch-caller.ts';
import { buildingFields, newRecordId, type TestDevice } from './testing/test-device.ts';
import { startTestServer } from './testing/test-server.ts';

let server: Awaited<ReturnType<typeof startTestServer>>;
beforeAll(async () => {
  server = await startTestServer();
}, 60_000);
afterAll(() => server.close());

const mebibyte = 1024 * 1024;
const hashOf = (bytes: Buffer) => Sha256.parse(createHash('sha256').update(bytes).digest('hex'));

test('a push sent sixteen times at once gets sixteen equal answers and is kept once', async () => {
  const caller = createFetchCaller(server.url);
  const { device, token } = await enrollTestDevice(caller, server.db);
  const lines = Array.from({ length: 50 }, (_, i) => device.create('building', newRecordId(), buildingFields(`${i}`)));
  const push = device.push(device.write(...lines));
  const replies = await Promise.all(Array.from({ length: 16 }, () => caller.call('POST', '/sync/v1/push', { token, json: push })));
  expect(replies.map(({ status }) => status)).toEqual(replies.map(() => 200));
  expect(new Set(replies.map(({ bytes }) => bytes.toString('utf8'))).size).toBe(1);
  const kept = await server.db.selectFrom('mutations').select('n').where('dev', '=', device.dev).execute();
  expect(kept).toHaveLength(50);
});

test('a reader that never pauses misses no row of two writers', { timeout: 60_000 }, async () => {
  const caller = createFetchCaller(server.url);
  const [one, two, reader] = await Promise.all([1, 2, 3].map(() => enrollTestDevice(caller, server.db)));
  if (one === undefined || two === undefined || reader === undefined) throw new Error('three devices');
  let writing = true;
  const seen = new Set<string>();
  const read = async () => {
    let cursor = 0;
    for (let last = false; !last; ) {
      last = !writing;
      const reply = await caller.call('GET', `/sync/v1/pull?epoch=1&cursor=${cursor}&limit=20`, { token: reader.token });
      const page = PullReply.parse(reply.body);
      for (const { id } of page.rows) seen.add(id);
      cursor = page.cursor;
      if (page.cursor < page.head) last = false;
    }
  };
  const reading = read();
  const written = await Promise.all([write(one), write(two)]);
  writing = false;
  await reading;
  expect(written.flat().filter((id) => !seen.has(id))).toEqual([]);

  async function write({ device, token }: { device: TestDevice; token: string }): Promise<string[]> {
    const ids: string[] = [];
    for (let round = 0; round < 40; round += 1) {
      const drafts = [1, 2, 3].map((key) => device.create('building', newRecordId(), buildingFields(`${key}`)));
      const reply = await caller.call('POST', '/sync/v1/push', { token, json: device.push(device.write(...drafts)) });
      expect(PushReply.parse(reply.body).results.every(({ outcome }) => outcome === 'applied')).toBe(true);
      ids.push(...drafts.map(({ id }) => id));
    }
    return ids;
  }
});

function tusHeaders(token: string, more: Record<string, string> = {}) {
  return { authorization: `Bearer ${token}`, 'tus-resumable': '1.0.0', ...more };
}

async function beginUpload(token: string, bytes: Buffer): Promise<string> {
  const metadata = `sha256 ${Buffer.from(hashOf(bytes)).toString('base64')}`;
  const headers = tusHeaders(token, { 'upload-length': String(bytes.length), 'upload-metadata': metadata });
  const begun = await fetch(`${server.url}/sync/v1/files`, { method: 'POST', headers });
  expect(begun.status).toBe(201);
  return begun.headers.get('location') ?? '';
}

function patch(token: string, location: string, offset: number, chunk: Buffer) {
  const headers = tusHeaders(token, { 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' });
  return fetch(`${server.url}${location}`, { method: 'PATCH', headers, body: new Uint8Array(chunk) });
}

async function offsetOf(token: string, location: string): Promise<number> {
  const head = await fetch(`${server.url}${location}`, { method: 'HEAD', headers: tusHeaders(token) });
  return head.status === 200 ? Number(head.headers.get('upload-offset')) : -1;
}

/** Sends part of a PATCH and cuts the line; resolves once the socket is gone. */
function cutPatch(token: string, location: string, offset: number, chunk: Buffer, sent: number): Promise<void> {
  return new Promise((resolve) => {
    const headers = tusHeaders(token, {
      'upload-offset': String(offset),
      'content-type': 'application/offset+octet-stream',
      'content-length': String(chunk.length),
    });
    const request = http.request(`${server.url}${location}`, { method: 'PATCH', headers });
    request.on('error', () => undefined).on('close', () => resolve());
    request.write(chunk.subarray(0, sent), () => request.destroy());
  });
}

test('an upload that is cut goes on where it stopped, and only the commit says verified', async () => {
  const caller = createFetchCaller(server.url);
  const { token } = await enrollTestDevice(caller, server.db);
  const photo = randomBytes(3 * mebibyte);
  const sha256 = hashOf(photo);
  const location = await beginUpload(token, photo);
  expect((await patch(token, location, 0, photo.subarray(0, mebibyte))).status).toBe(204);
  await cutPatch(token, location, mebibyte, photo.subarray(mebibyte, 2 * mebibyte), 300_000);

  const check = await caller.call('POST', '/sync/v1/blobs/check', { token, json: [{ sha256, size: photo.length }] });
  expect(BlobCheckReply.parse(check.body)).toEqual({ have: [], need: [sha256], backed: [], partial: [{ sha256, url: location }] });
  for (let offset = await offsetOf(token, location); offset < photo.length; offset = await offsetOf(token, location)) {
    expect(offset).toBeGreaterThanOrEqual(mebibyte);
    await patch(token, location, offset, photo.subarray(offset, offset + mebibyte));
  }
  const commit = () => caller.call('POST', `/sync/v1/blobs/${sha256}/commit`, { token, json: { upload: location } });
  const replies = await Promise.all([commit(), commit()]);
  replies.push(await commit());
  for (const reply of replies) expect(reply).toMatchObject({ status: 200, body: { sha256, size: photo.length, verified: true } });
  expect(await offsetOf(token, location)).toBe(-1);
});

test('[S2][PH4] a photo in one request that is cut goes on where it stopped, also where only the device knows that its line is gone', async () => {
  const caller = createFetchCaller(server.url);
  const { token } = await enrollTestDevice(caller, server.db);
  for (const cut of [true, false]) {
    const photo = randomBytes(2 * mebibyte);
    const sha256 = hashOf(photo);
    const line = await beginPut(token, photo, mebibyte + 300_000);
    if (cut) line.destroy();
    const check = await caller.call('POST', '/sync/v1/blobs/check', { token, json: [{ sha256, size: photo.length }] });
    const [partial] = BlobCheckReply.parse(check.body).partial;
    const offset = await offsetOf(token, partial?.url ?? '');
    expect(offset).toBeGreaterThan(300_000);
    expect(offset).toBeLessThanOrEqual(mebibyte + 300_000);
    await patch(token, partial?.url ?? '', offset, photo.subarray(offset, offset + mebibyte));
    const commit = await caller.call('POST', `/sync/v1/blobs/${sha256}/commit`, { token, json: { upload: partial?.url } });
    expect(commit).toMatchObject({ status: 200, body: { sha256, size: photo.length, verified: true } });
    line.destroy();
  }
});

test('[S2][PH4] of a parcel that is cut, the photos that had come whole are not asked for again', async () => {
  const caller = createFetchCaller(server.url);
  const { token } = await enrollTestDevice(caller, server.db);
  const bytes = [1, 2, 3].map(() => randomBytes(300_000));
  const photos = bytes.map((photo) => ({ sha256: hashOf(photo), size: photo.length }));
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream', 'content-length': '900000' };
  const line = http.request(`${server.url}/sync/v1/blobs?photos=${writeParcel(photos)}`, { method: 'PUT', headers });
  line.on('error', () => undefined);
  line.write(Buffer.concat(bytes).subarray(0, 750_000));
  const [first, second, third] = photos.map(({ sha256 }) => sha256);
  if (first === undefined || second === undefined || third === undefined) throw new Error('three photos');
  await vi.waitFor(async () => expect([await arrivedOf(first), await arrivedOf(second)]).toEqual([300_000, 300_000]), { timeout: 10_000 });
  line.destroy();
  const check = await caller.call('POST', '/sync/v1/blobs/check', { token, json: photos });
  expect(BlobCheckReply.parse(check.body)).toEqual({ have: [first, second], need: [third], backed: [], partial: [] });
});

/** How much of a photo that is coming in one request lies on the server's disk. */
async function arrivedOf(sha256: Sha256): Promise<number> {
  const folder = path.join(server.dataFolder, 'blobs', sha256.slice(0, 2));
  const [name] = (await readdir(folder).catch(() => [])).filter((each) => each.startsWith(sha256));
  return name === undefined ? 0 : (await stat(path.join(folder, name))).size;
}

/** Sends the beginning of a photo in one request; resolves once the server has read more than a part of it. */
async function beginPut(token: string, photo: Buffer, sent: number): Promise<http.ClientRequest> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream', 'content-length': String(photo.length) };
  const request = http.request(`${server.url}/sync/v1/blobs/${hashOf(photo)}`, { method: 'PUT', headers });
  request.on('error', () => undefined);
  await new Promise<void>((resolve) => request.write(photo.subarray(0, sent), () => resolve()));
  await vi.waitFor(async () => expect(await arrivedOf(hashOf(photo))).toBeGreaterThan(300_000), { timeout: 10_000 });
  return request;
}

test('a finished upload with other bytes is BLOB_HASH, and is gone', async () => {
  const caller = createFetchCaller(server.url);
  const { token } = await enrollTestDevice(caller, server.db);
  const photo = randomBytes(5000);
  const location = await beginUpload(token, photo);
  await patch(token, location, 0, randomBytes(5000));
  const commit = () => caller.call('POST', `/sync/v1/blobs/${hashOf(photo)}/commit`, { token, json: { upload: location } });
  expect(await commit()).toMatchObject({ status: 422, body: { error: { code: 'BLOB_HASH' } } });
  expect(await commit()).toMatchObject({ status: 404, body: { error: { code: 'NOT_FOUND' } } });
});

test('an upload belongs to its device, begins empty, and is never larger than a photo may be', async () => {
  const caller = createFetchCaller(server.url);
  const [mine, theirs] = [await enrollTestDevice(caller, server.db), await enrollTestDevice(caller, server.db)];
  const location = await beginUpload(mine.token, randomBytes(10));
  expect(await offsetOf(mine.token, location)).toBe(0);
  expect(await offsetOf(theirs.token, location)).toBe(-1);
  expect((await patch(theirs.token, location, 0, randomBytes(10))).status).toBe(404);
  expect(await offsetOf('none', location)).toBe(-1);
  const begin = (headers: Record<string, string>, body?: string) =>
    fetch(`${server.url}/sync/v1/files`, { method: 'POST', headers: tusHeaders(mine.token, headers), body: body ?? null });
  expect((await begin({ 'upload-length': String(50 * mebibyte + 1) })).status).toBe(413);
  const withBytes = { 'upload-length': '3', 'content-type': 'application/offset+octet-stream' };
  expect((await begin(withBytes, 'abc')).status).toBe(400);
});
