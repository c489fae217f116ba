import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import type { FailureLine } from '#contract/failure.ts';
import type { HostInput, HostMethod, HostOutput } from '#contract/host-api.ts';
import { createHost, type Host } from '../host.ts';
import type { HostOptions } from '../ports.ts';
import { deskDefaults, testPin, testUser } from './desk-defaults.ts';
import { type District, startDistrict } from './district.ts';

export const watermark = { place: '学田小区 3幢', code: 'XT-03-0042', stage: '拆除前' };

/** For each test a real host on a fresh data folder, and a district for it to reach. `own` is what differs in this file. */
export function freshDesk(own: Partial<HostOptions> = {}) {
  let open: { folder: string; host: Host; district: District };

  const desk = {
    get folder() {
      return open.folder;
    },
    get host() {
      return open.host;
    },
    get district() {
      return open.district;
    },
    options: (over: Partial<HostOptions> = {}): HostOptions => ({ ...deskDefaults, ...own, dataFolder: open.folder, ...over }),
    /** The next run of the program, on the same folder. */
    async reopen(over: Partial<HostOptions> = {}) {
      await open.host.close();
      open.host = await createHost(desk.options(over));
    },
    /** The value of a call that must succeed. */
    async ask<M extends HostMethod>(method: M, input: HostInput<M>, bytes?: Uint8Array): Promise<HostOutput<M>> {
      const reply = await open.host.call(method, input, bytes);
      if (!reply.ok) throw new Error(`${method}: ${JSON.stringify(reply.error)}`);
      return reply.value as HostOutput<M>;
    },
    async errorOf(method: string, input: unknown, bytes?: Uint8Array): Promise<FailureLine | undefined> {
      const reply = await open.host.call(method, input, bytes);
      return reply.ok ? undefined : reply.error;
    },
    join: () => desk.ask('device.enroll', { serverUrl: open.district.url, code: open.district.code, name: '平板03' }),
    /** Joined, and the test's person signed in by their PIN. */
    async enroll() {
      const joined = await desk.join();
      await desk.ask('people.secure', { user: testUser, passphrase: null, pin: testPin });
      return joined;
    },
    signIn: () => desk.ask('people.signIn', { user: testUser, secret: { kind: 'pin', pin: testPin } }),
    ingest: (bytes: Uint8Array) => desk.ask('photos.ingest', { watermark, shutter: true, fileName: 'IMG_1.jpg' }, bytes),
  };

  beforeEach(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'desk-'));
    open = { folder, district: await startDistrict(), host: await createHost({ ...deskDefaults, ...own, dataFolder: folder }) };
  });
  afterEach(async () => {
    await open.host.close();
    await open.district.close();
    await rm(open.folder, { recursive: true, force: true });
  });
  return desk;
}
