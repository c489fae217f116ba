import net from 'node:net';
import tls from 'node:tls';
import { afterEach, expect, test } from 'vitest';
import { type AppBench, openAppBench } from '../testing/app-bench.ts';
import { enrollTestDevice } from '../testing/enrolled-device.ts';
import { testCertificate } from '../testing/test-certificate.ts';

const pace = { wholeMs: 200, spanMs: 1500, spanBytes: 1000 };
const zeros = '0'.repeat(64);

let server: AppBench;
afterEach(() => server.close());

interface Sending {
  request: string;
  token?: string;
  /** Bytes each 20 ms, until so many are sent; the length that is announced is ten times as much where they are to be cut. */
  bytes: number;
  total: number;
  announced?: number;
}

/** Sends a request at a pace, over a real line. Answers what came back until the line was closed, and after how many milliseconds it was. */
async function dribble(url: string, { request, token = 'none', bytes, total, announced = total }: Sending) {
  const { port, protocol } = new URL(url);
  const to = { port: Number(port), host: '127.0.0.1' };
  const socket = protocol === 'https:' ? tls.connect({ ...to, ca: testCertificate.cert }) : net.connect(to);
  const began = performance.now();
  let heard = '';
  socket.on('data', (chunk: Buffer) => {
    heard += chunk.toString();
    if (heard.includes('bundle-damaged')) socket.destroy();
  });
  socket.on('error', () => undefined);
  const head = [request, 'host: test', `authorization: Bearer ${token}`, 'content-type: application/octet-stream'];
  socket.write(`${head.join('\r\n')}\r\ncontent-length: ${announced}\r\n\r\n`);
  let sent = 0;
  const timer = setInterval(() => {
    if (sent >= total) return;
    socket.write('x'.repeat(bytes));
    sent += bytes;
  }, 20);
  await new Promise<void>((resolve) => socket.on('close', () => resolve()));
  clearInterval(timer);
  return { heard, ms: performance.now() - began };
}

const bundles = 'POST /sync/v1/bundles HTTP/1.1';

test.each([
  ['over plain HTTP', {}],
  ['over TLS', { tls: testCertificate }],
])(
  'a bundle may take longer than any other request as long as it comes, and is cut once it is silent: %s',
  { timeout: 60_000 },
  async (_name, how) => {
    server = await openAppBench({ quiet: true, pace, ...how });
    const { token } = await enrollTestDevice(server, server.db);
    const url = await server.app.listen({ port: 0, host: '127.0.0.1' });
    const whole = await dribble(url, { request: bundles, token, bytes: 1000, total: 50_000 });
    expect(whole.heard).toContain('bundle-damaged');
    expect(whole.ms).toBeGreaterThan(4 * pace.wholeMs);

    const [silent, drip] = await Promise.all([
      dribble(url, { request: bundles, token, bytes: 1000, total: 5000, announced: 50_000 }),
      dribble(url, { request: bundles, token, bytes: 10, total: 50_000 }),
    ]);
    for (const cut of [silent, drip]) {
      expect(cut.heard).toBe('');
      expect(cut.ms).toBeGreaterThan(pace.spanMs - 50);
    }
  },
);

test('who drips is cut everywhere else, answered or not: a photo, an address of nothing, one that cannot be read, a bundle of nobody', {
  timeout: 60_000,
}, async () => {
  server = await openAppBench({ quiet: true, pace: { ...pace, spanMs: 60_000 } });
  const { token } = await enrollTestDevice(server, server.db);
  const url = await server.app.listen({ port: 0, host: '127.0.0.1' });
  const requests = [
    { request: `PUT /sync/v1/blobs/${zeros} HTTP/1.1`, token, said: '' },
    { request: 'POST /sync/v1/push HTTP/1.1', said: '401' },
    { request: 'POST /no/such/thing HTTP/1.1', said: '404' },
    { request: 'POST /%zz HTTP/1.1', said: '400' },
    { request: bundles, said: '401' },
  ];
  const cuts = await Promise.all(requests.map((each) => dribble(url, { ...each, bytes: 100, total: 1_000_000 })));
  for (const [i, { heard, ms }] of cuts.entries()) {
    expect(heard.slice(9, 12)).toBe(requests[i]?.said);
    expect(ms).toBeGreaterThan(pace.wholeMs - 50);
  }
  expect(server.app.server.headersTimeout).toBe(60_000);
});
