import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { limits } from '#contract/district-api.ts';
import type { PhoneFor } from '#contract/phone.ts';
import { RecordId } from '#domain/identity.ts';
import { freshDesk } from '../testing/desk.ts';
import { picture } from '../testing/pictures.ts';

const desk = freshDesk({ phoneAddresses: () => ['127.0.0.1'] });
const { ask, errorOf } = desk;
const wanted: PhoneFor = { type: 'structure', id: RecordId.parse('0198a000-0000-7000-8000-00000000f001'), about: 'XT-03-0042' };

/** Somebody signed in has opened the door; `send` is a phone's page that has this key. */
async function openDoor() {
  await desk.enroll();
  const { url } = await ask('phone.open', { for: wanted, address: null });
  const { origin } = new URL(url);
  const post = (path: string, body: BodyInit | null, headers: Record<string, string> = {}) =>
    fetch(`${url}${path}`, { method: 'POST', headers: { origin, ...headers }, body });
  return {
    url,
    origin,
    start: () => post('/start', null),
    send: (key: string, body: BodyInit) =>
      post('/photo', body, { 'x-chaihuan-key': key, 'x-chaihuan-name': encodeURIComponent('相片 1.jpg') }),
    keyOf: async () => ((await (await post('/start', null)).json()) as { key: string }).key,
  };
}

const jpeg = async () => new Uint8Array(await picture().jpeg().toBuffer());
const waiting = async () => (await ask('tray.list', {})).photos;
const door = async () => (await ask('phone.state', {})).door;
const codeOf = async (reply: Response) => [reply.status, ((await reply.json()) as { code?: string }).code];
const isShut = (url: string) => expect(fetch(url)).rejects.toThrow();

/** The first line that a client of its own making is answered with. */
function answerTo(origin: string, text: string): Promise<string> {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    let said = '';
    const socket = connect(Number(port), hostname, () => socket.write(text));
    socket.on('data', (chunk) => {
      said += chunk.toString('latin1');
    });
    socket.on('close', () => resolve(said.split('\r\n')[0] ?? ''));
    socket.on('error', reject);
  });
}

describe('the phone’s door', () => {
  test('is shut unless somebody opens it; what a phone sends waits for the record it was opened for', async () => {
    const { send, keyOf } = await openDoor();
    const reply = await send(await keyOf(), await jpeg());
    expect([reply.status, await reply.json()]).toEqual([200, { ok: true }]);
    expect(await waiting()).toEqual([expect.objectContaining({ fileName: '相片 1.jpg', phone: wanted })]);
    expect(await door()).toMatchObject({ taken: true, arrived: 1, refused: 0, addresses: ['127.0.0.1'], for: wanted });
    await ask('phone.close', {});
    expect(await door()).toBeNull();
  });

  test('needs somebody signed in, and shuts when they leave', async () => {
    expect(await errorOf('phone.open', { for: wanted, address: null })).toMatchObject({ code: 'not-signed-in' });
    const { url } = await openDoor();
    expect((await fetch(url)).status).toBe(200);
    await ask('people.signOut', {});
    await isShut(url);
  });

  test('opens for one record at a time: the address before is gone', async () => {
    const { url } = await openDoor();
    const next = await ask('phone.open', { for: wanted, address: '127.0.0.1' });
    expect(next.url).not.toBe(url);
    await isShut(url);
    expect(await errorOf('phone.open', { for: wanted, address: '0.0.0.0' })).toMatchObject({ code: 'phone-no-network' });
  });

  test('gives a page that may ask nobody but itself, and holds nothing of the desk', async () => {
    const { url } = await openDoor();
    const reply = await fetch(url);
    expect(reply.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; script-src 'sha256-[^']+'; style-src 'sha256-[^']+'; connect-src 'self'/,
    );
    expect(await reply.text()).not.toContain(wanted.about);
  });
});

describe('at the phone’s door', () => {
  test('a wrong token, and every other path, finds nothing', async () => {
    const { url, origin } = await openDoor();
    const paths = [
      '/',
      '/p/',
      `${new URL(url).pathname}/list`,
      `${new URL(url).pathname}/../../photo/x`,
      '/photo/x',
      '/call/tray.list',
      '/index.html',
    ];
    const replies = await Promise.all([...paths.map((path) => fetch(`${origin}${path}`)), fetch(`${url}x`)]);
    expect(replies.map(({ status }) => status)).toEqual(replies.map(() => 404));
    expect((await fetch(`${url}/photo`)).status).toBe(405);
    expect((await fetch(url, { method: 'DELETE', headers: { origin } })).status).toBe(405);
  });

  test('a token that one phone has taken is used: a second one gets no key, and sends nothing without it', async () => {
    const { start, send, keyOf } = await openDoor();
    await keyOf();
    expect(await codeOf(await start())).toEqual([410, 'used']);
    expect(await codeOf(await send('', await jpeg()))).toEqual([404, 'wrong']);
    expect(await waiting()).toEqual([]);
  });

  test('another page’s request, and another name for this machine, are refused', async () => {
    const { url, origin } = await openDoor();
    const foreign = await fetch(`${url}/start`, { method: 'POST', headers: { origin: 'http://evil.example' } });
    expect([foreign.status, (await fetch(`${url}/start`, { method: 'POST' })).status]).toEqual([403, 403]);
    const { pathname } = new URL(url);
    expect(await answerTo(origin, `GET ${pathname} HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n`)).toContain(' 421 ');
    expect((await door())?.taken).toBe(false);
  });

  test('a photo over the limit is refused by its stated length, before a byte of it is read', async () => {
    const { url, origin, keyOf } = await openDoor();
    const key = await keyOf();
    const { pathname, host } = new URL(url);
    const head = `POST ${pathname}/photo HTTP/1.1\r\nHost: ${host}\r\nOrigin: ${origin}\r\nx-chaihuan-key: ${key}\r\n`;
    expect(await answerTo(origin, `${head}Content-Length: ${limits.photoBytes + 1}\r\n\r\n`)).toContain(' 413 ');
    expect(await answerTo(origin, `${head}Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n0\r\n\r\n`)).toContain(' 411 ');
    expect(await door()).toMatchObject({ arrived: 0 });
  });

  test('what is no photo is refused by name, and the next one comes through', async () => {
    const { send, keyOf } = await openDoor();
    const key = await keyOf();
    expect(await codeOf(await send(key, 'text'))).toEqual([422, 'photo-not-image']);
    expect((await send(key, await jpeg())).status).toBe(200);
    expect(await door()).toMatchObject({ arrived: 1, refused: 1 });
  });
});
