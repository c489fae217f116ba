import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addUpload } from '../repositories/blobs.ts';
import { openAppBench } from '../testing/app-bench.ts';
import { enrollTestDevice } from '../testing/enrolled-device.ts';
import { sweepStaging, uploadLifeMs } from './sweep.ts';

let server: Awaited<ReturnType<typeof openAppBench>>;
let stagingFolder: string;
beforeAll(async () => {
  server = await openAppBench();
  stagingFolder = await mkdtemp(path.join(os.tmpdir(), 'chaihuan-staging-'));
}, 60_000);
afterAll(async () => {
  await server.close();
  await rm(stagingFolder, { recursive: true, force: true });
});

test('an upload begun a month ago is dropped, row and files; a younger one is left alone', async () => {
  const { device } = await enrollTestDevice(server, server.db);
  const now = new Date();
  const begun = { old: new Date(now.getTime() - uploadLifeMs - 1000), young: new Date(now.getTime() - uploadLifeMs + 60_000) };
  for (const [id, at] of Object.entries(begun)) {
    await addUpload(server.db, { id, dev: device.dev, size: 10, sha256: null, created_at: at });
    for (const name of [id, `${id}.json`]) {
      await writeFile(path.join(stagingFolder, name), 'bytes');
      await utimes(path.join(stagingFolder, name), at, at);
    }
  }
  expect(await sweepStaging({ db: server.db, stagingFolder, now: () => now })).toBe(2);
  expect((await readdir(stagingFolder)).sort()).toEqual(['young', 'young.json']);
  expect(await server.db.selectFrom('uploads').select('id').execute()).toEqual([{ id: 'young' }]);
});
