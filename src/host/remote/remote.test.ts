import { createHash, randomUUID } from 'node:crypto';
import { readdir, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { beforeEach, describe, expect, test } from 'vitest';
import { freshDesk, watermark } from '../testing/desk.ts';
import { noise, picture } from '../testing/pictures.ts';

const desk = freshDesk();
const { ask, errorOf, enroll } = desk;
const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const fullText = {
  ...watermark,
  capturedAt: null,
  capturedSource: 'UNKNOWN',
  importedAt: '2026-03-02T08:15:00+08:00',
  device: '平板01',
} as const;

describe('the line to the server', () => {
  beforeEach(enroll);

  test('one token serves many calls, and is renewed once when the server has forgotten it', async () => {
    await Promise.all([ask('remote.hello', {}), ask('remote.hello', {}), ask('remote.pull', { epoch: 1, cursor: 0, limit: 10 })]);
    expect(desk.district.sessions).toBe(1);
    desk.district.tokens.clear();
    await Promise.all([ask('remote.hello', {}), ask('remote.hello', {})]);
    expect(desk.district.sessions).toBe(2);
    desk.district.fault = ({ path }) => (path.includes('/hello') ? { status: 401, body: '{"error":{"code":"AUTH"}}' } : undefined);
    expect(await errorOf('remote.hello', {})).toMatchObject({ code: 'AUTH' });
    expect(desk.district.sessions).toBe(3);
  });

  test.each([
    ['the wire’s code and its plain facts', 409, '{"error":{"code":"GAP","facts":{"next":7,"deep":{}}}}', 'GAP', { next: 7 }],
    ['a code it cannot know', 500, '{"error":{"code":"WAT"}}', 'server-broken', { status: 500 }],
    ['a code that is this device’s own', 500, '{"error":{"code":"disk-full"}}', 'server-broken', { status: 500 }],
    ['a proxy that is busy', 503, '<html>Later', 'BUSY', {}],
    ['a proxy’s page', 502, '<html>Bad gateway', 'server-broken', { status: 502 }],
    ['a login page’s redirect', 302, '', 'server-broken', { status: 302 }],
    ['a page that says 200', 200, '<html>Welcome', 'server-broken', {}],
    ['JSON of another kind', 200, '{"hello":1}', 'server-broken', {}],
  ])('%s', async (_, status, body, code, facts) => {
    await ask('remote.hello', {});
    desk.district.fault = () => ({ status, body, headers: { location: 'http://127.0.0.1:1/' } });
    expect(await errorOf('remote.pull', { epoch: 1, cursor: 0, limit: 10 })).toEqual({ code, facts });
  });

  test('how long a busy server wants to be left alone is heard, from it or from whoever stands before it', async () => {
    await ask('remote.hello', {});
    const headers = { 'retry-after': '7' };
    desk.district.fault = () => ({ status: 429, body: '', headers });
    expect(await errorOf('remote.pull', { epoch: 1, cursor: 0, limit: 10 })).toEqual({ code: 'BUSY', facts: { retryAfterS: 7 } });
    desk.district.fault = () => ({ status: 503, body: '{"error":{"code":"BUSY"}}', headers });
    expect(await errorOf('remote.pull', { epoch: 1, cursor: 0, limit: 10 })).toEqual({ code: 'BUSY', facts: { retryAfterS: 7 } });
  });

  test('[S2] stopping cuts what waits for an answer, and what begins later goes on', async () => {
    await ask('remote.hello', {});
    const waiting = new Promise<void>((heard) => {
      desk.district.fault = () => {
        heard();
        return 'stay silent';
      };
    });
    const reply = desk.host.call('remote.pull', { epoch: 1, cursor: 0, limit: 10 });
    await waiting;
    await ask('remote.stop', {});
    expect(await reply).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    desk.district.fault = undefined;
    expect(await ask('remote.pull', { epoch: 1, cursor: 0, limit: 10 })).toMatchObject({ epoch: 1 });
  });

  test('a line that is cut is server-unreachable', async () => {
    desk.district.fault = () => 'hang up';
    expect(await errorOf('remote.hello', {})).toMatchObject({ code: 'server-unreachable' });
  });

  test('closing ends what waits for an answer', async () => {
    await ask('remote.hello', {});
    const waiting = new Promise<void>((heard) => {
      desk.district.fault = () => {
        heard();
        return 'stay silent';
      };
    });
    const reply = desk.host.call('remote.pull', { epoch: 1, cursor: 0, limit: 10 });
    await waiting;
    await desk.host.close();
    expect(await reply).toMatchObject({ ok: false, error: { code: 'server-unreachable' } });
  });

  test('a server of another name at the same address is not our server', async () => {
    desk.district.serverId = randomUUID();
    expect(await errorOf('remote.hello', {})).toMatchObject({ code: 'server-other' });
  });

  test('of two programs that no longer understand each other it says which is the older', async () => {
    desk.district.speaks = { pMin: 2, pMax: 3 };
    expect(await errorOf('remote.hello', {})).toMatchObject({ code: 'UPGRADE' });
    desk.district.speaks = { pMin: 0, pMax: 0 };
    expect(await errorOf('remote.hello', {})).toMatchObject({ code: 'server-outdated' });
  });

  test('[E3] an epoch rises and never falls: a server of an older one is not listened to', async () => {
    desk.district.epoch = 3;
    expect((await ask('remote.hello', {})).epoch).toBe(3);
    desk.district.epoch = 2;
    expect(await errorOf('remote.hello', {})).toEqual({ code: 'EPOCH', facts: { epoch: 2, known: 3 } });
    expect((await ask('device.status', {})).enrollment?.epoch).toBe(3);
  });

  test('a receipt is believed only with the server’s signature over all of it', async () => {
    const batch = randomUUID();
    expect(await ask('remote.receipt', { batch })).toMatchObject({ batch, counts: { applied: 1 } });
    const real = JSON.parse(await receiptText(batch)) as Record<string, unknown>;
    for (const forged of [
      { ...real, to: 2 },
      { ...real, fieldOfANewerServer: 'x' },
      { ...real, sig: real.digest },
      { ...real, serverId: randomUUID() },
    ]) {
      desk.district.fault = ({ path }) => (path.includes('/receipts/') ? { status: 200, body: JSON.stringify(forged) } : undefined);
      expect(await errorOf('remote.receipt', { batch })).toMatchObject({ code: 'server-broken' });
    }
    desk.district.fault = ({ path }) => (path.includes('/receipts/') ? { status: 200, body: JSON.stringify(real) } : undefined);
    expect(await errorOf('remote.receipt', { batch: randomUUID() })).toMatchObject({ facts: { receipt: 'addressee' } });
  });

  async function receiptText(batch: string): Promise<string> {
    const [token] = desk.district.tokens;
    return (await fetch(`${desk.district.url}/sync/v1/receipts/${batch}`, { headers: { authorization: `Bearer ${token}` } })).text();
  }
});

describe('photos over the line', () => {
  beforeEach(enroll);

  test('a small one goes in one request, and only the server’s own hash is an answer', async () => {
    const bytes = await picture().jpeg().toBuffer();
    const { sha256 } = await desk.ingest(bytes);
    expect(await ask('remote.sendPhoto', { sha256 })).toEqual({ sha256, verified: true, sentBytes: bytes.length });
    expect(desk.district.blobs.get(sha256)?.equals(bytes)).toBe(true);
    expect(await ask('remote.checkPhotos', { photos: [{ sha256, size: bytes.length }] })).toEqual({ have: [sha256], need: [] });
    desk.district.fault = ({ method }) =>
      method === 'PUT' ? { status: 200, body: JSON.stringify({ sha256: 'b'.repeat(64), size: bytes.length, verified: true }) } : undefined;
    expect(await errorOf('remote.sendPhoto', { sha256 })).toMatchObject({ code: 'server-broken' });
  });

  test('[PH4] several small ones go in one request; one that is not here, and one of which the server has a part, are left', async () => {
    const bytes = await Promise.all(['#102030', '#405060', '#708090'].map((plain) => picture({ plain }).jpeg().toBuffer()));
    const photos = (await Promise.all(bytes.map((each) => desk.ingest(each)))).map(({ sha256 }) => sha256);
    const [first, second, third] = photos;
    const begun = bytes[1]?.subarray(0, 100) ?? Buffer.alloc(0);
    desk.district.uploads.set(randomUUID(), { length: bytes[1]?.length ?? 0, bytes: begun, sha256: second ?? '' });
    await ask('remote.checkPhotos', { photos: photos.map((sha256, n) => ({ sha256, size: bytes[n]?.length ?? 0 })) });
    const sent = await ask('remote.sendParcel', { photos: [...photos, 'c'.repeat(64)] });
    expect(sent).toEqual({ verified: [first, third], sentBytes: (bytes[0]?.length ?? 0) + (bytes[2]?.length ?? 0) });
    expect(desk.district.asked.filter(({ method }) => method === 'PUT')).toHaveLength(1);
    expect([...desk.district.blobs.keys()]).toEqual([first, third]);
  });

  test('[PH4] a server that takes no parcels, and one that finds another hash, leave them to go by themselves', async () => {
    const { sha256 } = await desk.ingest(await picture().jpeg().toBuffer());
    for (const answer of [
      { status: 404, body: '{"error":{"code":"NOT_FOUND"}}' },
      { status: 200, body: '{"verified":[]}' },
    ]) {
      desk.district.fault = ({ path }) => (path.startsWith('/sync/v1/blobs?') ? answer : undefined);
      expect(await ask('remote.sendParcel', { photos: [sha256] })).toMatchObject({ verified: [] });
    }
    desk.district.fault = () => ({ status: 507, body: '{"error":{"code":"DISK"}}' });
    expect(await errorOf('remote.sendParcel', { photos: [sha256] })).toMatchObject({ code: 'DISK' });
  });

  test('[S2] of one that the server has a part of, only the rest goes', async () => {
    const bytes = await picture().jpeg().toBuffer();
    const { sha256 } = await desk.ingest(bytes);
    desk.district.uploads.set(randomUUID(), { length: bytes.length, bytes: bytes.subarray(0, 500), sha256 });
    await ask('remote.checkPhotos', { photos: [{ sha256, size: bytes.length }] });
    expect(await ask('remote.sendPhoto', { sha256 })).toEqual({ sha256, verified: true, sentBytes: bytes.length - 500 });
    expect(desk.district.blobs.get(sha256)?.equals(bytes)).toBe(true);
  });

  test('a large one goes in pieces of 1 MiB and goes on where it was cut, even in the next run', { timeout: 20_000 }, async () => {
    const bytes = await noise(2600, 2000).jpeg({ quality: 95 }).toBuffer();
    const { sha256 } = await desk.ingest(bytes);
    let pieces = 0;
    desk.district.fault = ({ method }) => (method === 'PATCH' && ++pieces > 2 ? 'hang up' : undefined);
    expect(await errorOf('remote.sendPhoto', { sha256 })).toMatchObject({ code: 'server-unreachable' });
    const [staged] = desk.district.uploads.values();
    expect(staged?.bytes.length).toBe(2 * 1024 * 1024);

    await desk.reopen();
    await desk.signIn();
    desk.district.fault = undefined;
    desk.district.tokens.clear();
    expect(await ask('remote.sendPhoto', { sha256 })).toEqual({ sha256, verified: true, sentBytes: bytes.length - 2 * 1024 * 1024 });
    expect(desk.district.blobs.get(sha256)?.equals(bytes)).toBe(true);
    expect(desk.district.uploads.size).toBe(1);
    expect(desk.district.asked.filter(({ method, body }) => method === 'POST' && body.length > 1024 * 1024)).toEqual([]);
    expect(Math.max(...desk.district.asked.map(({ body }) => body.length))).toBe(1024 * 1024);
    expect(await readdir(desk.folder)).not.toContain('uploads.json');
    expect(await ask('remote.sendPhoto', { sha256 })).toMatchObject({ sentBytes: 0 });
  });

  test('a staged upload the server no longer has is begun again', { timeout: 20_000 }, async () => {
    const bytes = await noise(2600, 2000).jpeg({ quality: 95 }).toBuffer();
    const { sha256 } = await desk.ingest(bytes);
    desk.district.fault = ({ path }) => (path.endsWith('/commit') ? { status: 503, body: '{"error":{"code":"BUSY"}}' } : undefined);
    expect(await errorOf('remote.sendPhoto', { sha256 })).toMatchObject({ code: 'BUSY' });
    desk.district.fault = undefined;
    desk.district.uploads.clear();
    expect(await ask('remote.sendPhoto', { sha256 })).toMatchObject({ verified: true, sentBytes: bytes.length });
  });

  test('one that is not here is photo-missing', async () => {
    expect(await errorOf('remote.sendPhoto', { sha256: 'c'.repeat(64) })).toMatchObject({ code: 'photo-missing' });
  });

  test('one that was damaged on the disk is photo-unreadable, is not sent, and is whole again once the same picture comes again', async () => {
    const bytes = await picture().jpeg().toBuffer();
    const { sha256 } = await desk.ingest(bytes);
    for (const entry of await readdir(join(desk.folder, 'photos'), { recursive: true, withFileTypes: true })) {
      if (entry.isFile()) await truncate(join(entry.parentPath, entry.name), 200);
    }
    expect(await errorOf('remote.sendPhoto', { sha256 })).toMatchObject({ code: 'photo-unreadable' });
    expect(desk.district.blobs.size).toBe(0);
    const { urls } = await ask('photos.urls', { photos: [{ sha256, size: 'thumb' }] });
    expect(await desk.host.serve(urls[0] ?? '')).toBeUndefined();
    await desk.ingest(bytes);
    expect(await ask('remote.sendPhoto', { sha256 })).toMatchObject({ verified: true });
  });

  test('an original is rehashed on arrival: other bytes are BLOB_HASH and are not kept', async () => {
    const bytes = await picture().jpeg().toBuffer();
    const sha256 = hashOf(bytes);
    const wanted = { sha256, size: 'original', watermark: fullText } as const;
    desk.district.copies.set(`${sha256}?size=original`, await picture({ plain: '#000000' }).jpeg().toBuffer());
    expect(await errorOf('remote.fetchPhoto', wanted)).toMatchObject({ code: 'BLOB_HASH' });
    expect((await ask('photos.urls', { photos: [wanted] })).urls).toEqual([null]);
    desk.district.copies.set(`${sha256}?size=original`, bytes);
    expect(await ask('remote.fetchPhoto', wanted)).toEqual({ bytes: bytes.length });
    expect((await ask('photos.urls', { photos: [wanted] })).urls).toEqual([expect.stringMatching(/^\/photo\//)]);
  });

  test('a display copy gets its watermark on arrival, a thumb none, and one the server lacks is NOT_FOUND', async () => {
    const white = await picture({ width: 1920, height: 1440, plain: '#ffffff' }).jpeg().toBuffer();
    const sha256 = 'd'.repeat(64);
    for (const size of ['display', 'thumb'] as const) {
      expect(await errorOf('remote.fetchPhoto', { sha256, size, watermark: fullText })).toMatchObject({ code: 'NOT_FOUND' });
      desk.district.copies.set(`${sha256}?size=${size}`, white);
      await ask('remote.fetchPhoto', { sha256, size, watermark: fullText });
    }
    const [display, thumb] = await Promise.all((['display', 'thumb'] as const).map((size) => cornerOf(sha256, size)));
    expect(display).toBeLessThan(140);
    expect(thumb).toBeGreaterThan(250);
  });

  async function cornerOf(sha256: string, size: 'display' | 'thumb'): Promise<number> {
    const { urls } = await ask('photos.urls', { photos: [{ sha256, size }] });
    const served = await desk.host.serve(urls[0] ?? '');
    const { data, info } = await sharp(served?.body).raw().toBuffer({ resolveWithObject: true });
    return data[(info.height - 2) * info.width * info.channels] ?? 0;
  }
});
