import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { HostInput, HostMethod, HostOutput } from '#contract/host-api.ts';
import { createHost, type Host, type HostOptions } from './host.ts';
import { startDistrict } from './testing/district.ts';
import { draft, testDevice } from './testing/drafts.ts';
import { noise, picture } from './testing/pictures.ts';

let folder: string;
let host: Host;
let district: Awaited<ReturnType<typeof startDistrict>>;

const options = (over: Partial<HostOptions> = {}): HostOptions => ({
  dataFolder: folder,
  skin: 'browser',
  version: '0.1.0',
  resources: join(import.meta.dirname, '../../resources'),
  printer: { pdf: async () => Buffer.from('%PDF-1.4\n1 0 obj <</Type /Pages /Count 2>> endobj') },
  trial: null,
  ...over,
});

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'host-'));
  district = await startDistrict();
  host = await createHost(options());
});
afterEach(async () => {
  await host.close();
  await district.close();
  await rm(folder, { recursive: true, force: true });
});

/** The value of a call that must succeed. */
async function ask<M extends HostMethod>(method: M, input: HostInput<M>, bytes?: Uint8Array): Promise<HostOutput<M>> {
  const reply = await host.call(method, input, bytes);
  if (!reply.ok) throw new Error(`${method}: ${JSON.stringify(reply.error)}`);
  return reply.value as HostOutput<M>;
}

const errorOf = async (method: string, input: unknown, bytes?: Uint8Array) => {
  const reply = await host.call(method, input, bytes);
  return reply.ok ? undefined : reply.error;
};

const enroll = () => ask('device.enroll', { serverUrl: district.url, code: district.code, name: '平板03' });
const watermark = { place: '学田小区 3幢', code: 'XT-03-0042', stage: '拆除前' };
const ingest = (bytes: Uint8Array) => ask('photos.ingest', { watermark, shutter: true, fileName: 'IMG_1.jpg' }, bytes);
const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const fullText = {
  ...watermark,
  capturedAt: null,
  capturedSource: 'UNKNOWN',
  importedAt: '2026-03-02T08:15:00+08:00',
  device: '平板01',
} as const;

describe('the door', () => {
  test('refuses what the table does not know, and never throws', async () => {
    expect(await errorOf('device.explode', {})).toMatchObject({ code: 'input-bad' });
    expect(await errorOf('toString', {})).toMatchObject({ code: 'input-bad' });
    expect(await errorOf('journal.read', { from: 0, limit: 10 })).toMatchObject({ code: 'input-bad', facts: { field: 'from' } });
    expect(await errorOf('journal.read', undefined)).toMatchObject({ code: 'input-bad' });
    expect(await errorOf('photos.ingest', { watermark, shutter: true, fileName: '' })).toMatchObject({ code: 'input-bad' });
    expect(await errorOf('device.status', {}, new Uint8Array(1))).toMatchObject({ code: 'input-bad' });
  });

  test('says who it is before it has joined anything', async () => {
    const status = await ask('device.status', {});
    expect(status).toMatchObject({ skin: 'browser', version: '0.1.0', enrollment: null, trial: false, journal: { last: 0 } });
    expect(status.freeBytes).toBeGreaterThan(0);
    expect(await errorOf('journal.append', { drafts: [draft()] })).toMatchObject({ code: 'not-enrolled' });
    expect(await errorOf('remote.hello', {})).toMatchObject({ code: 'not-enrolled' });
    expect(await errorOf('trial.start', {})).toMatchObject({ code: 'trial-unavailable' });
  });

  test('lets one program at a time into a data folder, and the same shell that made it', async () => {
    await expect(createHost(options())).rejects.toMatchObject({ code: 'second-instance' });
    await host.close();
    expect(await errorOf('device.status', {})).toMatchObject({ code: 'call-refused' });
    await expect(createHost(options({ skin: 'electron' }))).rejects.toMatchObject({ code: 'skin-mismatch' });
    host = await createHost(options());
  });
});

describe('joining a district', () => {
  test('keeps who this device is across runs, and shows only people whose grant holds now', async () => {
    const { enrollment, boot } = await enroll();
    expect(enrollment).toMatchObject({ dev: testDevice, deviceName: '平板03', serverUrl: district.url, users: [{ name: '张伟' }] });
    expect(enrollment?.users).toHaveLength(1);
    expect(await errorOf('device.enroll', { serverUrl: district.url, code: 'x', name: 'y' })).toMatchObject({ code: 'already-enrolled' });
    await host.close();
    host = await createHost(options());
    const again = await ask('device.status', {});
    expect(again.enrollment).toEqual(enrollment);
    expect(again.boot).not.toBe(boot);
  });

  test('a wrong code, a wrong address and no server are three different failures', async () => {
    const join = (serverUrl: string, code = 'x') => errorOf('device.enroll', { serverUrl, code, name: '平板03' });
    expect(await join(district.url)).toMatchObject({ code: 'enroll-code-wrong' });
    expect(await join('http://desk.example.gov.cn')).toMatchObject({ code: 'server-address-bad' });
    expect(await join('http://127.0.0.1:1')).toMatchObject({ code: 'server-unreachable' });
    expect((await ask('device.status', {})).enrollment).toBeNull();
  });
});

describe('the journal over the door', () => {
  test('a saved line is read back, and is pushed as it is with the head signed', async () => {
    await enroll();
    const { muts } = await ask('journal.append', { drafts: [draft(), draft()] });
    expect(await ask('journal.read', { from: 1, limit: 10 })).toEqual({ muts, last: 2 });
    const batch = randomUUID();
    const reply = await ask('remote.push', { batch, muts });
    expect(reply.results.map(({ n }) => n)).toEqual([1, 2]);
    expect(district.pushed[0]).toMatchObject({ p: 1, batch, dev: testDevice, epoch: 1, from: 1, to: 2, muts });
  });

  test('lines of another device, or with a hole, are not signed', async () => {
    await enroll();
    const { muts } = await ask('journal.append', { drafts: [draft(), draft(), draft()] });
    const batch = randomUUID();
    expect(await errorOf('remote.push', { batch, muts: [muts[0], muts[2]] })).toMatchObject({ code: 'input-bad' });
    expect(await errorOf('remote.push', { batch, muts: [{ ...muts[0], dev: randomUUID() }] })).toMatchObject({ code: 'input-bad' });
  });
});

describe('the line to the server', () => {
  beforeEach(enroll);

  test('one token serves many calls, and is renewed once when the server has forgotten it', async () => {
    await Promise.all([ask('remote.hello', {}), ask('remote.hello', {}), ask('remote.pull', { epoch: 1, cursor: 0, limit: 10 })]);
    expect(district.sessions).toBe(1);
    district.tokens.clear();
    await Promise.all([ask('remote.hello', {}), ask('remote.hello', {})]);
    expect(district.sessions).toBe(2);
    district.fault = ({ path }) => (path.endsWith('/hello') ? { status: 401, body: '{"error":{"code":"AUTH"}}' } : undefined);
    expect(await errorOf('remote.hello', {})).toMatchObject({ code: 'AUTH' });
    expect(district.sessions).toBe(3);
  });

  test.each([
    ['the wire’s code and its plain facts', 409, '{"error":{"code":"GAP","facts":{"next":7,"deep":{}}}}', 'GAP', { next: 7 }],
    ['a code it cannot know', 500, '{"error":{"code":"WAT"}}', 'server-broken', { status: 500 }],
    ['a code that is this device’s own', 500, '{"error":{"code":"disk-full"}}', 'server-broken', { status: 500 }],
    ['a proxy’s page', 502, '<html>Bad gateway', 'server-broken', { status: 502 }],
    ['a login page’s redirect', 302, '', 'server-broken', { status: 302 }],
    ['a page that says 200', 200, '<html>Welcome', 'server-broken', {}],
    ['JSON of another kind', 200, '{"hello":1}', 'server-broken', {}],
  ])('%s', async (_, status, body, code, facts) => {
    await ask('remote.hello', {});
    district.fault = () => ({ status, body, headers: { location: 'http://127.0.0.1:1/' } });
    expect(await errorOf('remote.pull', { epoch: 1, cursor: 0, limit: 10 })).toEqual({ code, facts });
  });

  test('a line that is cut is server-unreachable', async () => {
    district.fault = () => 'hang up';
    expect(await errorOf('remote.hello', {})).toMatchObject({ code: 'server-unreachable' });
  });

  test('closing ends what waits for an answer', async () => {
    await ask('remote.hello', {});
    const waiting = new Promise<void>((heard) => {
      district.fault = ({ path }) => (path.includes('/pull') ? (heard(), { status: 200, body: '' }) : undefined);
    });
    const reply = host.call('remote.pull', { epoch: 1, cursor: 0, limit: 10 });
    await waiting;
    await host.close();
    expect((await reply).ok).toBe(false);
  });

  test('a server of another name at the same address is not our server', async () => {
    district.serverId = randomUUID();
    expect(await errorOf('remote.hello', {})).toMatchObject({ code: 'server-broken', facts: { server: 'another' } });
  });

  test('an epoch rises and never falls', async () => {
    for (const [epoch, known] of [
      [3, 3],
      [2, 3],
    ] as const) {
      district.epoch = epoch;
      expect((await ask('remote.hello', {})).epoch).toBe(epoch);
      expect((await ask('device.status', {})).enrollment?.epoch).toBe(known);
    }
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
      district.fault = ({ path }) => (path.includes('/receipts/') ? { status: 200, body: JSON.stringify(forged) } : undefined);
      expect(await errorOf('remote.receipt', { batch })).toMatchObject({ code: 'server-broken' });
    }
    district.fault = ({ path }) => (path.includes('/receipts/') ? { status: 200, body: JSON.stringify(real) } : undefined);
    expect(await errorOf('remote.receipt', { batch: randomUUID() })).toMatchObject({ facts: { receipt: 'addressee' } });
  });

  async function receiptText(batch: string): Promise<string> {
    const [token] = district.tokens;
    return (await fetch(`${district.url}/sync/v1/receipts/${batch}`, { headers: { authorization: `Bearer ${token}` } })).text();
  }
});

describe('photos over the line', () => {
  beforeEach(enroll);

  test('a small one goes in one request, and only the server’s own hash is an answer', async () => {
    const bytes = await picture().jpeg().toBuffer();
    const { sha256 } = await ingest(bytes);
    expect(await ask('remote.sendPhoto', { sha256 })).toEqual({ sha256, verified: true, sentBytes: bytes.length });
    expect(district.blobs.get(sha256)).toEqual(bytes);
    expect(await ask('remote.checkPhotos', { photos: [{ sha256, size: bytes.length }] })).toEqual({ have: [sha256], need: [] });
    district.fault = ({ method }) =>
      method === 'PUT' ? { status: 200, body: JSON.stringify({ sha256: 'b'.repeat(64), size: bytes.length, verified: true }) } : undefined;
    expect(await errorOf('remote.sendPhoto', { sha256 })).toMatchObject({ code: 'server-broken' });
  });

  test('a large one goes in pieces of 1 MiB and goes on where it was cut, even in the next run', { timeout: 20_000 }, async () => {
    const bytes = await noise(2000, 1500).jpeg({ quality: 95 }).toBuffer();
    const { sha256 } = await ingest(bytes);
    let pieces = 0;
    district.fault = ({ method }) => (method === 'PATCH' && ++pieces > 2 ? 'hang up' : undefined);
    expect(await errorOf('remote.sendPhoto', { sha256 })).toMatchObject({ code: 'server-unreachable' });
    const [staged] = district.uploads.values();
    expect(staged?.bytes.length).toBe(2 * 1024 * 1024);

    await host.close();
    host = await createHost(options());
    district.fault = undefined;
    district.tokens.clear();
    expect(await ask('remote.sendPhoto', { sha256 })).toEqual({ sha256, verified: true, sentBytes: bytes.length - 2 * 1024 * 1024 });
    expect(district.blobs.get(sha256)).toEqual(bytes);
    expect(district.uploads.size).toBe(1);
    expect(district.asked.filter(({ method, body }) => method === 'POST' && body.length > 1024 * 1024)).toEqual([]);
    expect(Math.max(...district.asked.map(({ body }) => body.length))).toBe(1024 * 1024);
    expect(await readFile(join(folder, 'uploads.json'), 'utf8')).toBe('{}');
    expect(await ask('remote.sendPhoto', { sha256 })).toMatchObject({ sentBytes: 0 });
  });

  test('a staged upload the server no longer has is begun again', { timeout: 20_000 }, async () => {
    const bytes = await noise(1500, 1000).jpeg({ quality: 95 }).toBuffer();
    const { sha256 } = await ingest(bytes);
    district.fault = ({ path }) => (path.endsWith('/commit') ? { status: 503, body: '{"error":{"code":"BUSY"}}' } : undefined);
    expect(await errorOf('remote.sendPhoto', { sha256 })).toMatchObject({ code: 'BUSY' });
    district.fault = undefined;
    district.uploads.clear();
    expect(await ask('remote.sendPhoto', { sha256 })).toMatchObject({ verified: true, sentBytes: bytes.length });
  });

  test('one that is not here is photo-missing', async () => {
    expect(await errorOf('remote.sendPhoto', { sha256: 'c'.repeat(64) })).toMatchObject({ code: 'photo-missing' });
  });

  test('an original is rehashed on arrival: other bytes are BLOB_HASH and are not kept', async () => {
    const bytes = await picture().jpeg().toBuffer();
    const sha256 = hashOf(bytes);
    const wanted = { sha256, size: 'original', watermark: fullText } as const;
    district.copies.set(`${sha256}?size=original`, await picture({ plain: '#000000' }).jpeg().toBuffer());
    expect(await errorOf('remote.fetchPhoto', wanted)).toMatchObject({ code: 'BLOB_HASH' });
    expect((await ask('photos.urls', { photos: [wanted] })).urls).toEqual([null]);
    district.copies.set(`${sha256}?size=original`, bytes);
    expect(await ask('remote.fetchPhoto', wanted)).toEqual({ bytes: bytes.length });
    expect((await ask('photos.urls', { photos: [wanted] })).urls).toEqual([expect.stringMatching(/^\/photo\//)]);
  });

  test('a display copy gets its watermark on arrival, a thumb none, and one the server lacks is NOT_FOUND', async () => {
    const white = await picture({ width: 1920, height: 1440, plain: '#ffffff' }).jpeg().toBuffer();
    const sha256 = 'd'.repeat(64);
    for (const size of ['display', 'thumb'] as const) {
      expect(await errorOf('remote.fetchPhoto', { sha256, size, watermark: fullText })).toMatchObject({ code: 'NOT_FOUND' });
      district.copies.set(`${sha256}?size=${size}`, white);
      await ask('remote.fetchPhoto', { sha256, size, watermark: fullText });
    }
    const [display, thumb] = await Promise.all((['display', 'thumb'] as const).map((size) => cornerOf(sha256, size)));
    expect(display).toBeLessThan(140);
    expect(thumb).toBeGreaterThan(250);
  });

  async function cornerOf(sha256: string, size: 'display' | 'thumb'): Promise<number> {
    const { urls } = await ask('photos.urls', { photos: [{ sha256, size }] });
    const served = await host.serve(urls[0] ?? '');
    const { data, info } = await sharp(served?.body).raw().toBuffer({ resolveWithObject: true });
    return data[(info.height - 2) * info.width * info.channels] ?? 0;
  }
});

describe('addresses', () => {
  test('a picture and a form are served by token alone, with their type', async () => {
    const bytes = await picture().png().toBuffer();
    const { sha256 } = await ingest(bytes);
    const { urls } = await ask('photos.urls', {
      photos: [
        { sha256, size: 'original' },
        { sha256, size: 'thumb' },
      ],
    });
    expect(await host.serve(urls[0] ?? '')).toEqual({ body: bytes, type: 'image/png' });
    expect(await host.serve(urls[1] ?? '')).toMatchObject({ type: 'image/jpeg' });
    const form = await ask('forms.pdf', { html: '<p>告知书', name: '告知书/3幢' });
    expect(form).toMatchObject({ pages: 2 });
    expect(await host.serve(form.url)).toMatchObject({ type: 'application/pdf', name: '告知书_3幢.pdf' });
    for (const path of ['/photo/x', '/file/x', `/file/${(urls[0] ?? '').slice(7)}`, '/photo/../keys.json', '/keys.json', '']) {
      expect(await host.serve(path)).toBeUndefined();
    }
  });
});

describe('the trial server', () => {
  const trialOf = (starts: { count: number }) => ({
    start: async () => {
      starts.count += 1;
      return { serverUrl: district.url, code: district.code };
    },
    stop: async () => undefined,
  });

  test('is started again when a device that joined it needs it, and followed to its new port', async () => {
    const starts = { count: 0 };
    await host.close();
    host = await createHost(options({ trial: trialOf(starts) }));
    const { serverUrl, code } = await ask('trial.start', {});
    await ask('device.enroll', { serverUrl, code, name: '平板03' });
    await host.close();
    const settings = join(folder, 'settings.json');
    await writeFile(settings, (await readFile(settings, 'utf8')).replace(serverUrl, 'http://127.0.0.1:1'));
    const before = starts.count;
    host = await createHost(options({ trial: trialOf(starts) }));
    expect(starts.count).toBe(before);
    await ask('remote.hello', {});
    expect(starts.count).toBeGreaterThan(before);
    expect((await ask('device.status', {})).enrollment?.serverUrl).toBe(serverUrl);
  });
});
