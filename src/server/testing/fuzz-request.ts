import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { Sha256 } from '#domain/identity.ts';

/** A request such as no desk would send. */
export interface FuzzRequest {
  /** The one of the server's routes that it is about. */
  route: string;
  method: string;
  url: string;
  headers: Record<string, string>;
  body: string | Buffer | undefined;
}

/** What the fuzzer may use that is good: the best wrong requests are almost right. */
export interface FuzzStock {
  token: string;
  cookie: string;
  /** `METHOD /path/:param` */
  routes: string[];
  /** Bodies that are accepted, to be spoilt, by route. */
  bodies: Record<string, object>;
  uploads: string[];
}

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'TRACE', 'PROPFIND', 'M-SEARCH'];
const nasty = [
  '..',
  '../../etc/passwd',
  '%2e%2e%2f',
  '%00',
  '%',
  '%c0%af',
  '\\..\\..',
  'a'.repeat(3000),
  '0',
  '-1',
  'null',
  "'; DROP TABLE records; --",
  '张三',
  '{}',
  '%ud800',
];

function paramOf({ uploads }: FuzzStock): fc.Arbitrary<string> {
  const hash = fc.stringMatching(/^[0-9a-f]{64}$/);
  return fc.oneof(
    hash,
    fc.uuid(),
    fc.constantFrom(...uploads, ...nasty, Sha256.parse('0'.repeat(64))),
    fc.string().map(encodeURIComponent),
  );
}

/** A route's path with something in the place of its parameter, and a query. */
function urlOf(stock: FuzzStock, template: string): fc.Arbitrary<string> {
  const anything = fc
    .array(fc.oneof(paramOf(stock), fc.constantFrom('sync', 'v1', 'blobs', 'console')), { maxLength: 6 })
    .map((parts) => `/${parts.join('/')}`);
  const known = paramOf(stock).map((param) => template.replace(/:\w+/, () => param));
  const value = fc.oneof(
    fc.integer().map(String),
    fc.constantFrom(...nasty, '0', '1', '1e999', '0x10', 'thumb', 'original', '9007199254740993'),
    fc.string().map(encodeURIComponent),
  );
  const query = fc.array(fc.tuple(fc.constantFrom('epoch', 'cursor', 'limit', 'size', '__proto__', 'x[]'), value), { maxLength: 4 });
  const plain = fc.constantFrom('', '?epoch=1&cursor=0', '?epoch=1&cursor=0&limit=2', '?size=thumb');
  const pairs = query.map((each) => (each.length === 0 ? '' : `?${each.map((pair) => pair.join('=')).join('&')}`));
  return fc.tuple(fc.oneof({ weight: 12, arbitrary: known }, anything), fc.oneof(plain, pairs)).map((parts) => parts.join(''));
}

function headersOf({ token, cookie }: FuzzStock): fc.Arbitrary<Record<string, string>> {
  const word = fc.stringMatching(/^[ -~]{0,40}$/);
  const odd = fc
    .record(
      {
        authorization: fc.oneof(
          { weight: 6, arbitrary: fc.constant(`Bearer ${token}`) },
          fc.constantFrom('Bearer', 'Basic eDp5', `Bearer ${'x'.repeat(5000)}`),
          word,
        ),
        cookie: fc.oneof(fc.constant(cookie), word),
        'content-type': fc.constantFrom(
          'application/json',
          'application/json; charset=x',
          'text/plain',
          'application/octet-stream',
          'application/offset+octet-stream',
          'multipart/form-data',
          '///',
          '',
        ),
        'content-encoding': fc.constantFrom('gzip', 'br', 'identity', 'nonsense', 'gzip, gzip'),
        'accept-encoding': fc.constantFrom('gzip', '*', 'gzip;q=0'),
        'tus-resumable': fc.constantFrom('1.0.0', '0.2.1', '9'),
        'upload-length': fc.constantFrom('10', '0', '-1', '99999999999999999999', 'x'),
        'upload-offset': fc.constantFrom('0', '5', '-5', 'x'),
        'upload-metadata': fc.constantFrom('sha256 MDA=', 'sha256', '=,=,', 'a b,a b'),
        range: fc.constantFrom('bytes=0-', 'bytes=9-1', 'bytes=-99999999999'),
        'x-forwarded-for': word,
        'x-http-method-override': fc.constantFrom('DELETE', 'PUT'),
        expect: fc.constant('100-continue'),
      },
      { requiredKeys: [] },
    )
    .map((headers) => headers as Record<string, string>);
  const good = fc.constant({ authorization: `Bearer ${token}`, cookie, 'content-type': 'application/json', 'tus-resumable': '1.0.0' });
  return fc.oneof(
    { weight: 3, arbitrary: good },
    fc.tuple(good, odd).map(([base, change]) => ({ ...base, ...change })),
    odd,
  );
}

const oddValue = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom<unknown>(
    null,
    -1,
    1e308,
    '',
    '\u0000',
    '\ud800',
    'x'.repeat(100_000),
    [],
    {},
    '0'.repeat(64),
    '019aa000-0000-7000-8000-000000000000',
  ),
);

/** Where a value is spoilt, and by what. */
export const spoiling: fc.Arbitrary<{ path: number[]; by: unknown }> = fc.record({
  path: fc.array(fc.nat(20), { maxLength: 6 }),
  by: oddValue,
});

/** A JSON value with one of its parts replaced, dropped or repeated. */
export function spoil(value: unknown, path: number[], by: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined || typeof value !== 'object' || value === null) return by;
  const entries = Object.entries(value);
  const at = entries.length === 0 ? 0 : step % (entries.length + 1);
  const changed = entries.map(([key, each], index): [string, unknown] => [key, index === at ? spoil(each, rest, by) : each]);
  if (at === entries.length) changed.push(['extra', by]);
  return Array.isArray(value) ? changed.map(([, each]) => each) : Object.fromEntries(changed);
}

function bodyOf({ bodies }: FuzzStock, route: string): fc.Arbitrary<FuzzRequest['body']> {
  const own = bodies[route];
  const chosen = own === undefined ? fc.constantFrom(...Object.values(bodies)) : fc.constant(own);
  const almost = fc.tuple(chosen, spoiling).map(([body, { path, by }]) => JSON.stringify(spoil(body, path, by)) ?? '');
  const json = fc.jsonValue().map((value) => JSON.stringify(value));
  const malformed = fc.constantFrom('{', '[', '"', '{"a":', '{"a":1,}', '\u0000', '{"__proto__":{"x":1}}', '[1e999]', '\ufeff{}', '');
  const deep = fc.integer({ min: 100, max: 60_000 }).map((depth) => `${'['.repeat(depth)}${']'.repeat(depth)}`);
  const huge = fc.integer({ min: 200_000, max: 3_000_000 }).map((size) => JSON.stringify({ pad: 'x'.repeat(size) }));
  const bomb = fc.integer({ min: 1, max: 30 }).map((mebibytes) => gzipSync(Buffer.alloc(mebibytes * 1024 * 1024, 32)));
  const bytes = fc.uint8Array({ maxLength: 2000 }).map((array) => Buffer.from(array));
  return fc.oneof(
    { weight: 8, arbitrary: almost },
    { weight: 3, arbitrary: json },
    { weight: 2, arbitrary: malformed },
    { weight: 2, arbitrary: bytes },
    { weight: 2, arbitrary: fc.constant(undefined) },
    deep,
    huge,
    bomb,
  );
}

export function fuzzRequest(stock: FuzzStock): fc.Arbitrary<FuzzRequest> {
  return fc.constantFrom(...stock.routes).chain((route) => {
    const [method = 'GET', template = '/'] = route.split(' ');
    return fc.record({
      route: fc.constant(route),
      method: fc.oneof({ weight: 8, arbitrary: fc.constant(method) }, fc.constantFrom(...methods)),
      url: urlOf(stock, template),
      headers: headersOf(stock),
      body: bodyOf(stock, route),
    });
  });
}

/** Bytes as they might come over a line that speaks no proper HTTP. */
export const rawRequest: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    'GET / HTTP/1.1\r\n\r\n',
    'GET /healthz HTTP/9.9\r\nHost: x\r\n\r\n',
    'POST /sync/v1/push HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /metrics HTTP/1.1\r\n\r\n',
    'POST /sync/v1/enroll HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n',
    'POST /sync/v1/enroll HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFF\r\n',
    'PUT /sync/v1/blobs/x HTTP/1.1\r\nHost: x\r\nExpect: 200-maybe\r\n\r\n',
    'GET http://evil/healthz HTTP/1.1\r\nHost: x\r\n\r\n',
    'GET //evil/..//healthz HTTP/1.1\r\nHost: x\r\n\r\n',
    '\r\n\r\n\r\n',
    '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
    `GET /healthz HTTP/1.1\r\nHost: x\r\nX: ${'y'.repeat(100_000)}\r\n\r\n`,
  ),
  fc.string({ maxLength: 500 }),
  fc
    .tuple(fc.string({ maxLength: 30 }), fc.string({ maxLength: 200 }))
    .map(([path, rest]) => `POST /${path} HTTP/1.1\r\nHost: x\r\n${rest}`),
);
