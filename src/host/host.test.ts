import { randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createHost } from './host.ts';
import { freshDesk, watermark } from './testing/desk.ts';
import { testPin, testUser } from './testing/desk-defaults.ts';
import { draft, testDevice } from './testing/drafts.ts';
import { picture } from './testing/pictures.ts';

const desk = freshDesk();
const { ask, errorOf, enroll } = desk;

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
    expect(await errorOf('people.secure', { user: testUser, passphrase: 'long enough', pin: '1234' })).toMatchObject({
      code: 'not-enrolled',
    });
    expect(await errorOf('people.recoveryRequest', {})).toMatchObject({ code: 'not-enrolled' });
    expect(await errorOf('journal.append', { drafts: [draft()] })).toMatchObject({ code: 'not-signed-in' });
    expect(await errorOf('trial.start', {})).toMatchObject({ code: 'trial-unavailable' });
  });

  test('lets one program at a time into a data folder, and the same shell that made it', async () => {
    await expect(createHost(desk.options())).rejects.toMatchObject({ code: 'second-instance' });
    await desk.host.close();
    expect(await errorOf('device.status', {})).toMatchObject({ code: 'call-refused' });
    await expect(createHost(desk.options({ skin: 'electron' }))).rejects.toMatchObject({ code: 'skin-mismatch' });
    await desk.reopen();
  });
});

describe('joining a district', () => {
  test('keeps who this device is across runs, and shows only people whose grant holds now', async () => {
    const { enrollment, boot } = await enroll();
    expect(enrollment).toMatchObject({
      dev: testDevice,
      deviceName: '平板03',
      serverUrl: desk.district.url,
      users: [{ name: '张伟' }, { name: '李娟' }],
    });
    expect(await errorOf('device.enroll', { serverUrl: desk.district.url, code: 'x', name: 'y' })).toMatchObject({
      code: 'already-enrolled',
    });
    await desk.reopen();
    const again = await ask('device.status', {});
    expect(again.enrollment).toEqual(enrollment);
    expect(again.boot).not.toBe(boot);
  });

  test('a wrong code, a wrong address and no server are three different failures', async () => {
    const join = (serverUrl: string, code = 'x') => errorOf('device.enroll', { serverUrl, code, name: '平板03' });
    expect(await join(desk.district.url)).toMatchObject({ code: 'enroll-code-wrong' });
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
    const reply = await ask('remote.push', { batch, epoch: 1, muts });
    expect(reply.results.map(({ n }) => n)).toEqual([1, 2]);
    expect(desk.district.pushed[0]).toMatchObject({ p: 1, batch, dev: testDevice, epoch: 1, from: 1, to: 2, muts });
    expect(await errorOf('remote.push', { batch, epoch: 2, muts })).toEqual({ code: 'EPOCH', facts: { epoch: 1 } });
  });

  test('lines of another device, or with a hole, are not signed', async () => {
    await enroll();
    const { muts } = await ask('journal.append', { drafts: [draft(), draft(), draft()] });
    const batch = randomUUID();
    expect(await errorOf('remote.push', { batch, epoch: 1, muts: [muts[0], muts[2]] })).toMatchObject({ code: 'input-bad' });
    expect(await errorOf('remote.push', { batch, epoch: 1, muts: [{ ...muts[0], dev: randomUUID() }] })).toMatchObject({
      code: 'input-bad',
    });
  });
});

describe('addresses', () => {
  test('a picture and a form are served by token alone, with their type', async () => {
    await enroll();
    const bytes = await picture().png().toBuffer();
    const { sha256 } = await desk.ingest(bytes);
    const { urls } = await ask('photos.urls', {
      photos: [
        { sha256, size: 'original' },
        { sha256, size: 'thumb' },
      ],
    });
    expect(await desk.host.serve(urls[0] ?? '')).toEqual({ body: bytes, type: 'image/png' });
    expect(await desk.host.serve(urls[1] ?? '')).toMatchObject({ type: 'image/jpeg' });
    const form = await ask('forms.pdf', { html: '<p>告知书', name: '告知书/3幢' });
    expect(form).toMatchObject({ pages: 2 });
    expect(await desk.host.serve(form.url)).toMatchObject({ type: 'application/pdf', name: '告知书_3幢.pdf' });
    for (const path of ['/photo/x', '/file/x', `/file/${(urls[0] ?? '').slice(7)}`, '/photo/../keys.json', '/keys.json', '']) {
      expect(await desk.host.serve(path)).toBeUndefined();
    }
  });
});

describe('the trial server', () => {
  const trialOf = (starts: { count: number }) => ({
    start: async () => {
      starts.count += 1;
      return { serverUrl: desk.district.url, code: desk.district.code };
    },
    stop: async () => undefined,
  });

  test('is started again when a device that joined it needs it, and followed to its new port', async () => {
    const starts = { count: 0 };
    await desk.reopen({ trial: trialOf(starts) });
    const { serverUrl, code } = await ask('trial.start', {});
    await ask('device.enroll', { serverUrl, code, name: '平板03' });
    await ask('people.secure', { user: testUser, passphrase: null, pin: testPin });
    await desk.host.close();
    const settings = join(desk.folder, 'settings.json');
    await writeFile(settings, (await readFile(settings, 'utf8')).replace(serverUrl, 'http://127.0.0.1:1'));
    const before = starts.count;
    await desk.reopen({ trial: trialOf(starts) });
    await desk.signIn();
    expect(starts.count).toBe(before);
    await ask('remote.hello', {});
    expect(starts.count).toBeGreaterThan(before);
    expect((await ask('device.status', {})).enrollment?.serverUrl).toBe(serverUrl);
  });
});
