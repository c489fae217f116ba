import { createHash, randomBytes } from 'node:crypto';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { canonicalJson } from '#contract/canonical.ts';
import { BlobCheckReply, limits, PullReply, PushReply, Receipt, signedText } from '#contract/district-api.ts';
import { Sha256 } from '#domain/identity.ts';
import type { Fields } from '#domain/mutation.ts';
import type { Photo } from '#domain/photo.ts';
import { auditHash } from '../repositories/audit.ts';
import { hashText, verifyText } from '../signing.ts';
import { openAppBench } from '../testing/app-bench.ts';
import { enrollTestDevice } from '../testing/enrolled-device.ts';
import { buildingFields, newRecordId, type TestDevice } from '../testing/test-device.ts';

let server: Awaited<ReturnType<typeof openAppBench>>;
beforeAll(async () => {
  server = await openAppBench();
}, 60_000);
afterAll(() => server.close());

const hashOf = (bytes: Buffer) => Sha256.parse(createHash('sha256').update(bytes).digest('hex'));

function photoFields(device: TestDevice, bytes: Buffer, building: string): Fields {
  const photo: Photo = {
    sha256: hashOf(bytes),
    bytes: bytes.length,
    width: 800,
    height: 600,
    mime: 'image/jpeg',
    stage: 'BEFORE',
    capturedAt: null,
    capturedSource: 'UNKNOWN',
    importedAt: '2026-03-02T08:15:00+08:00',
    deviceId: device.dev,
    deviceName: '平板一',
    clockOffsetMs: 0,
    gps: null,
    takenBy: device.user.id,
    links: [{ type: 'building', id: building as Photo['links'][number]['id'] }],
    watermark: { place: '1幢', code: 'SL-01-1', stage: '前' },
  };
  return photo as unknown as Fields;
}

/** A picture with orientation 6: its pixels lie on their side. */
function sidewaysPicture(): Promise<Buffer> {
  const noise = randomBytes(3);
  const background = { r: noise[0] ?? 0, g: noise[1] ?? 0, b: noise[2] ?? 0 };
  return sharp({ create: { width: 800, height: 600, channels: 3, background } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
}

test('one day over the wire: push, photo, receipt, and another device of the subdistrict pulls it all', async () => {
  const { device, token, reply } = await enrollTestDevice(server, server.db);
  const [picture, building, photo] = [await sidewaysPicture(), newRecordId(), newRecordId()];
  const sha256 = hashOf(picture);
  const push = device.push(
    device.write(
      device.create('building', building, buildingFields('1')),
      device.create('photo', photo, photoFields(device, picture, building), { photos: { add: [sha256], remove: [] } }),
    ),
  );
  const pushed = PushReply.parse((await server.call('POST', '/sync/v1/push', { token, json: push })).body);
  expect(pushed.results.map(({ outcome }) => outcome)).toEqual(['applied', 'applied']);

  const receipt = async () => Receipt.parse((await server.call('GET', `/sync/v1/receipts/${push.batch}`, { token })).body);
  expect((await receipt()).photos).toEqual({ total: 1, verified: 0, bytes: 0, missing: [sha256] });

  const check = await server.call('POST', '/sync/v1/blobs/check', { token, json: [{ sha256, size: picture.length }] });
  expect(BlobCheckReply.parse(check.body)).toEqual({ have: [], need: [sha256], backed: [], partial: [] });
  const put = () => server.call('PUT', `/sync/v1/blobs/${sha256}`, { token, bytes: picture });
  expect((await put()).body).toEqual({ sha256, size: picture.length, verified: true });
  expect((await put()).body).toEqual({ sha256, size: picture.length, verified: true });

  const final = await receipt();
  expect(final.counts).toEqual({ received: 2, applied: 2, noop: 0, conflict: 0, quarantined: 0 });
  expect(final.photos).toEqual({ total: 1, verified: 1, bytes: picture.length, missing: [] });
  const { digest, sig, ...body } = final;
  expect(digest).toBe(hashText(canonicalJson(body)));
  expect(verifyText(Buffer.from(reply.signKey, 'base64url'), signedText.receipt(digest), sig)).toBe(true);

  const other = await enrollTestDevice(server, server.db);
  const page = PullReply.parse((await server.call('GET', '/sync/v1/pull?epoch=1&cursor=0', { token: other.token })).body);
  expect(page.rows.map(({ id }) => id)).toEqual([building, photo]);
  expect(page.cursor).toBe(page.head);

  const thumb = await server.call('GET', `/sync/v1/blobs/${sha256}?size=thumb`, { token: other.token });
  expect(await sharp(thumb.bytes).metadata()).toMatchObject({ format: 'jpeg', width: 240, height: 320 });
  expect((await sharp(thumb.bytes).metadata()).exif).toBeUndefined();
  expect((await server.call('GET', `/sync/v1/blobs/${sha256}`, { token: other.token })).bytes.equals(picture)).toBe(true);
});

test('another subdistrict sees neither the records nor the photos nor the receipt', async () => {
  const { device, token } = await enrollTestDevice(server, server.db);
  const [picture, building] = [await sidewaysPicture(), newRecordId()];
  const push = device.push(device.write(device.create('photo', newRecordId(), photoFields(device, picture, building))));
  await server.call('POST', '/sync/v1/push', { token, json: push });
  await server.call('PUT', `/sync/v1/blobs/${hashOf(picture)}`, { token, bytes: picture });
  const foreign = await enrollTestDevice(server, server.db, '320613002');
  const page = PullReply.parse((await server.call('GET', '/sync/v1/pull?epoch=1&cursor=0', { token: foreign.token })).body);
  expect(page).toMatchObject({ rows: [], cursor: page.head });
  expect((await server.call('GET', `/sync/v1/blobs/${hashOf(picture)}`, { token: foreign.token })).status).toBe(404);
  expect((await server.call('GET', `/sync/v1/receipts/${push.batch}`, { token: foreign.token })).status).toBe(404);
  expect((await server.call('POST', '/sync/v1/push', { token: foreign.token, json: push })).status).toBe(401);
});

test('pages follow one another without a gap, and a cursor ahead of the feed or another epoch is refused', async () => {
  const { device, token } = await enrollTestDevice(server, server.db, '320613003');
  const ids = Array.from({ length: 7 }, () => newRecordId());
  const push = device.push(device.write(...ids.map((id, i) => device.create('building', id, buildingFields(`${i}`)))));
  await server.call('POST', '/sync/v1/push', { token, json: push });
  const seen: string[] = [];
  for (let cursor = 0, head = 1; cursor < head; ) {
    const page = PullReply.parse((await server.call('GET', `/sync/v1/pull?epoch=1&cursor=${cursor}&limit=3`, { token })).body);
    seen.push(...page.rows.map(({ id }) => id));
    [cursor, head] = [page.cursor, page.head];
  }
  expect(seen).toEqual(ids);
  expect(await server.call('GET', '/sync/v1/pull?epoch=1&cursor=999999', { token })).toMatchObject({ status: 410 });
  expect(await server.call('GET', '/sync/v1/pull?epoch=2&cursor=0', { token })).toMatchObject({
    status: 409,
    body: { error: { code: 'EPOCH', facts: { epoch: 1 } } },
  });
});

test('a page stops at 2 MiB and goes on from there', { timeout: 30_000 }, async () => {
  const { device, token } = await enrollTestDevice(server, server.db, '320613004');
  const rooms = Array.from({ length: 600 }, (_, i) => `一二三四五六七八九十-${String(i).padStart(10, '户')}`);
  const ids = Array.from({ length: 80 }, () => newRecordId());
  for (const id of ids) {
    const big = { ...buildingFields('1'), rooms };
    const push = device.push(device.write(device.create('building', id, big)));
    expect((await server.call('POST', '/sync/v1/push', { token, json: push })).status).toBe(200);
  }
  const first = PullReply.parse((await server.call('GET', '/sync/v1/pull?epoch=1&cursor=0', { token })).body);
  const tail = PullReply.parse((await server.call('GET', `/sync/v1/pull?epoch=1&cursor=${first.cursor}`, { token })).body);
  expect([...first.rows, ...tail.rows].map(({ id }) => id)).toEqual(ids);
  expect(first.rows.length).toBeLessThan(ids.length);
  expect(first.cursor).toBe(first.rows.at(-1)?.seq);
});

test('BLOB_HASH: bytes under another name are refused and not kept', async () => {
  const { token } = await enrollTestDevice(server, server.db);
  const sha256 = hashOf(randomBytes(8));
  const put = await server.call('PUT', `/sync/v1/blobs/${sha256}`, { token, bytes: randomBytes(1000) });
  expect(put).toMatchObject({ status: 422, body: { error: { code: 'BLOB_HASH' } } });
  const big = randomBytes(limits.putBytes + 1);
  expect((await server.call('PUT', `/sync/v1/blobs/${hashOf(big)}`, { token, bytes: big })).status).toBe(413);
  const check = await server.call('POST', '/sync/v1/blobs/check', { token, json: [{ sha256, size: 1000 }] });
  expect(check.body).toMatchObject({ have: [], need: [sha256] });
});

test('a push that is no push is refused with its code, and a push over 2 MiB is TOO_BIG', async () => {
  const { device, token } = await enrollTestDevice(server, server.db);
  const bad = await server.call('POST', '/sync/v1/push', { token, json: { dev: device.dev, nonsense: true } });
  expect(bad).toMatchObject({ status: 422, body: { error: { code: 'BATCH_BAD' } } });
  const huge = await server.call('POST', '/sync/v1/push', { token, json: { dev: device.dev, pad: 'x'.repeat(2_200_000) } });
  expect(huge).toMatchObject({ status: 413, body: { error: { code: 'TOO_BIG' } } });
});

test('every entry of the audit chains to the one before', async () => {
  const entries = await server.db.selectFrom('audit').selectAll().orderBy('seq').execute();
  expect(entries.length).toBeGreaterThan(5);
  let prev = '0'.repeat(64);
  for (const { seq, hash, at, actor, action, subject, facts } of entries) {
    expect(hash).toBe(auditHash({ at, actor, action: action as 'user.added', subject, facts }, seq, prev));
    prev = hash;
  }
});
