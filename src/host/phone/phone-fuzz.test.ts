import { connect } from 'node:net';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PhoneFor } from '#contract/phone.ts';
import { RecordId } from '#domain/identity.ts';
import { freshDesk } from '../testing/desk.ts';

/** `CHAIHUAN_FUZZ_SECONDS=600` looks longer; `CHAIHUAN_FUZZ_SEED` looks again where it found something. */
const seconds = process.env.CHAIHUAN_FUZZ_SECONDS === undefined ? undefined : Number(process.env.CHAIHUAN_FUZZ_SECONDS);
/** Without a time given: as many on a busy machine as on an idle one, so that they meet the same answers. */
const tries = 5000;
const seed = Number(process.env.CHAIHUAN_FUZZ_SEED ?? 20_261_126);

const desk = freshDesk({ phoneAddresses: () => ['127.0.0.1'] });
const wanted: PhoneFor = { type: 'structure', id: RecordId.parse('0198a000-0000-7000-8000-00000000f001'), about: 'XT-03-0042' };

/** Requests such as no phone's page sends: most are almost right. `stock`: the door's authority and token, and the key that its phone has. */
function oddRequest({ authority, token, key }: { authority: string; token: string; key: string }): fc.Arbitrary<string> {
  const word = fc.stringMatching(/^[!-~]{0,30}$/);
  const path = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(`/p/${token}`, `/p/${token}/start`, `/p/${token}/photo`) },
    fc.constantFrom('/', '/p/', `/p/${token}/../photo`, `/p/${token}/photo?x`, '*', `http://evil/p/${token}`, `/p/${'x'.repeat(3000)}`),
    word.map((part) => `/p/${part}`),
  );
  const header = (name: string, good: string, ...bad: string[]) =>
    fc
      .option(fc.oneof({ weight: 4, arbitrary: fc.constant(good) }, fc.constantFrom(...bad), word), { nil: undefined })
      .map((value) => [name, value]);
  const headers = fc.tuple(
    header('host', authority, 'evil', '127.0.0.1', ''),
    header('origin', `http://${authority}`, 'null', 'http://evil'),
    header('x-chaihuan-key', key, '', 'x'.repeat(200)),
    header('x-chaihuan-name', 'a.jpg', '%E7', '%00', '../../a', '%'.repeat(900)),
    header('content-length', '10', '0', '-1', '1e3', '99999999999999999999', '52428801'),
    header('transfer-encoding', 'chunked', 'identity', 'chunked, chunked'),
    header('expect', '100-continue', '200-maybe'),
  );
  const method = fc.constantFrom('GET', 'POST', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT', 'x');
  return fc.tuple(method, path, headers, fc.string({ maxLength: 200 })).map(([verb, to, pairs, body]) => {
    const lines = pairs.filter(([, value]) => value !== undefined).map((pair) => pair.join(': '));
    return [`${verb} ${to} HTTP/1.1`, ...lines, '', body].join('\r\n');
  });
}

/** The status that bytes are answered with; undefined where the line was closed without a word. */
function statusOf(port: number, bytes: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    let heard = '';
    socket.setTimeout(10_000, () => socket.destroy(new Error('no answer')));
    socket.on('data', (chunk) => {
      heard += chunk.toString('latin1');
    });
    socket.on('close', () => resolve(Number(/^HTTP\/1\.1 (\d{3})/.exec(heard)?.[1]) || undefined));
    socket.on('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ECONNRESET' || error.code === 'EPIPE' ? undefined : reject(error),
    );
    socket.end(Buffer.from(bytes, 'latin1'));
  });
}

test('no request makes the phone’s door fail or hang, nothing of it becomes a photo, and the next one is served', {
  timeout: ((seconds ?? 30) + 30) * 1000,
}, async () => {
  await desk.enroll();
  const { url } = await desk.ask('phone.open', { for: wanted, address: null });
  const { host: authority, port, origin, pathname } = new URL(url);
  const { key } = (await (await fetch(`${url}/start`, { method: 'POST', headers: { origin } })).json()) as { key: string };
  const met = new Set<number | undefined>();
  const property = fc.asyncProperty(oddRequest({ authority, token: pathname.slice('/p/'.length), key }), async (bytes) => {
    const status = await statusOf(Number(port), bytes);
    met.add(status);
    expect(status === undefined || status < 500, bytes).toBe(true);
  });
  await fc.assert(property, {
    seed,
    ...(seconds === undefined
      ? { numRuns: tries }
      : { numRuns: Number.MAX_SAFE_INTEGER, interruptAfterTimeLimit: seconds * 1000, markInterruptAsFailure: false }),
  });
  expect([...met]).toEqual(expect.arrayContaining([200, 400, 403, 404, 421]));
  expect((await desk.ask('tray.list', {})).photos).toEqual([]);
  expect((await fetch(url)).status).toBe(200);
});
