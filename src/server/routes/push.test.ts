import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PushReply } from '#contract/district-api.ts';
import { type AppBench, openAppBench } from '../testing/app-bench.ts';
import { enrollTestDevice } from '../testing/enrolled-device.ts';
import { buildingFields, newRecordId } from '../testing/test-device.ts';

let server: AppBench;
beforeAll(async () => {
  server = await openAppBench();
}, 60_000);
afterAll(() => server.close());

const whole = (bytes: Buffer) => bytes;

test.each([
  ['on one line', 0, '2幢\u0000', whole],
  ['with members on lines of their own', 2, '2幢', whole],
  ['in bytes that are not UTF-8', 0, '2\ufffd\ufffd\ufffd幢', splitPair],
])('a push %s is kept as what it says', async (_how, indent, label, spell) => {
  const { device, token } = await enrollTestDevice(server, server.db);
  const push = device.push(
    device.write(
      device.create('building', newRecordId(), { ...buildingFields('1'), label: '"}],"muts":[{' }),
      device.create('building', newRecordId(), { ...buildingFields('2'), label }),
    ),
  );
  const payload = spell(Buffer.from(JSON.stringify(push, undefined, indent)));
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const reply = await server.app.inject({ method: 'POST', url: '/sync/v1/push', headers, payload });
  expect(reply.json<PushReply>().results.map(({ outcome }) => outcome)).toEqual([
    'applied',
    label.includes('\0') ? 'quarantined' : 'applied',
  ]);
  const kept = await server.db.selectFrom('mutations').select('body').where('dev', '=', device.dev).orderBy('n').execute();
  expect(kept.map(({ body }) => JSON.parse(body))).toEqual(push.muts);
});

/** Three signs for what cannot be read, as the one half of a pair that is read so. */
function splitPair(bytes: Buffer): Buffer {
  const unread = Buffer.from('\ufffd\ufffd\ufffd');
  const at = bytes.indexOf(unread);
  return Buffer.concat([bytes.subarray(0, at), Buffer.from([0xed, 0xa0, 0x80]), bytes.subarray(at + unread.length)]);
}
