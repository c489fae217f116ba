import { rm, symlink } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AppBench, openAppBench } from '../testing/app-bench.ts';
import { enrollTestDevice } from '../testing/enrolled-device.ts';

let server: AppBench;
let headers: Record<string, string>;
beforeAll(async () => {
  server = await openAppBench();
  headers = { authorization: `Bearer ${(await enrollTestDevice(server, server.db)).token}`, 'tus-resumable': '1.0.0' };
}, 60_000);
afterAll(() => server.close());

const begin = () => server.app.inject({ method: 'POST', url: '/sync/v1/files', headers: { ...headers, 'upload-length': '10' } });

// Linux has a file that is always full.
test.skipIf(process.platform !== 'linux')(
  'a piece for which the disk has no room is DISK, and nothing of the system’s words goes over the line',
  async () => {
    const url = String((await begin()).headers.location);
    const staged = path.join(server.parts.stagingFolder, url.split('/').at(-1) ?? '');
    await rm(staged);
    await symlink('/dev/full', staged);
    const piece = { ...headers, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' };
    const reply = await server.app.inject({ method: 'PATCH', url, headers: piece, payload: Buffer.alloc(10) });
    expect([reply.statusCode, reply.body]).toEqual([507, '{"error":{"code":"DISK","facts":{}}}']);
    await rm(staged);
  },
);

test('an upload that cannot be noted is not begun: BUSY while the database is away or a folder may not be written, DISK where there is no room', async () => {
  const refusing = async (code: string) => {
    const insert = server.db.transaction.bind(server.db);
    server.parts.db.transaction = () => {
      throw Object.assign(new Error('INSERT of 张三'), { code });
    };
    const { statusCode, body } = await begin();
    server.parts.db.transaction = insert;
    return [statusCode, body];
  };
  expect(await refusing('57P01')).toEqual([503, '{"error":{"code":"BUSY","facts":{"retryAfterS":5}}}']);
  expect(await refusing('EROFS')).toEqual([503, '{"error":{"code":"BUSY","facts":{"retryAfterS":5}}}']);
  expect(await refusing('53100')).toEqual([507, '{"error":{"code":"DISK","facts":{}}}']);
});

test('what of tus is not spoken here is said as tus says it', async () => {
  const url = '/sync/v1/files';
  const reply = await server.app.inject({ method: 'POST', url, headers: { ...headers, 'upload-defer-length': '1' } });
  expect(reply.statusCode).toBe(501);
});
