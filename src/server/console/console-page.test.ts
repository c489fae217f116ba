import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AppBench, openAppBench } from '../testing/app-bench.ts';
import { pageUrls } from './console-page.ts';
import { failures, words } from './page/words.ts';

let server: AppBench;
beforeAll(async () => {
  server = await openAppBench();
}, 60_000);
afterAll(() => server.close());

const get = (url: string) => server.app.inject({ method: 'GET', url });
/** The page itself and everything it loads. */
const addresses = pageUrls.map((url) => (url === '/console' ? '/console/' : url));

test('the page runs its own files only, stands in no frame, and is kept by nobody; so is what it asks', async () => {
  for (const url of [...addresses, '/console/v1/me']) {
    const { headers } = await get(url);
    const policy = String(headers['content-security-policy']);
    for (const rule of ["default-src 'none'", "script-src 'self'", "style-src 'self'", "connect-src 'self'", "frame-ancestors 'none'"])
      expect(policy.split('; '), url).toContain(rule);
    expect(policy).not.toMatch(/unsafe|http|\*/);
    expect(headers, url).toMatchObject({ 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' });
  }
});

test('the page names the files that are there, and holds nothing inline or from elsewhere', async () => {
  const page = await get('/console/');
  expect([page.statusCode, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
  expect(page.body).not.toMatch(/<style|style=|<script>|\son\w+=|https?:/);
  for (const [, url] of page.body.matchAll(/(?:src|href)="([^"]*)"/g)) expect(addresses).toContain(url);
  for (const url of addresses.filter((each) => each.endsWith('.js'))) {
    const script = await get(url);
    expect([script.statusCode, script.headers['content-type']], url).toEqual([200, 'text/javascript; charset=utf-8']);
    for (const [, name] of script.body.matchAll(/^import .* from '\.\/(.*)';$/gm)) expect(addresses).toContain(`/console/${name}`);
  }
});

test('without its last stroke the address leads to the page; what is not there is not found', async () => {
  expect((await get('/console')).headers).toMatchObject({ location: '/console/' });
  expect((await get('/console?x=1')).statusCode).toBe(308);
  for (const url of ['/console/words.ts', '/console/..%2fREADME.md', '/console/page/page.js', '/console/index.html'])
    expect(await get(url).then(({ statusCode, body }) => [statusCode, JSON.parse(body)]), url).toEqual([
      404,
      { error: { code: 'NOT_FOUND', facts: {} } },
    ]);
});

test('the page speaks both languages, with the same facts, and has a word for all that asks for one', async () => {
  const han = /\p{Script=Han}/u;
  const factsIn = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort();
  const { language, ...rest } = words;
  expect(language).toEqual({ zh: 'English', en: '中文' });
  for (const [key, { zh, en }] of Object.entries({ ...rest, ...failures })) {
    expect([han.test(zh), han.test(en)], key).toEqual([true, false]);
    expect(factsIn(zh), key).toEqual(factsIn(en));
  }
  for (const [key, { zh, en }] of Object.entries(failures)) expect([zh.at(-1), en.at(-1)], key).toEqual(['。', '.']);
  const texts = await Promise.all(addresses.filter((url) => url !== '/console/words.js').map(async (url) => (await get(url)).body));
  const asked = new Set(texts.flatMap((text) => [...text.matchAll(/['"](\w+)['"]/g)].map(([, word]) => word)));
  expect([...(await get('/console/')).body.matchAll(/data-word="(\w+)"/g)].filter(([, word = '']) => !(word in words))).toEqual([]);
  expect(Object.keys(words).filter((key) => !asked.has(key))).toEqual([]);
});
