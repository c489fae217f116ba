import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pageUrls } from '../console/console-page.ts';
import { openAppBench } from '../testing/app-bench.ts';
import { describedRoutes } from './described-routes.ts';

let server: Awaited<ReturnType<typeof openAppBench>>;
beforeAll(async () => {
  server = await openAppBench();
}, 60_000);
afterAll(() => server.close());

test('the document is OpenAPI 3.1', async () => {
  const { body } = await server.call('GET', '/openapi.json');
  const validator = new Validator();
  const { valid, errors } = await validator.validate(body as Record<string, unknown>);
  expect(errors).toBeUndefined();
  expect([valid, validator.version]).toEqual([true, '3.1']);
});

test('every route the server answers is described but the console’s page, and nothing else is', () => {
  const described = describedRoutes.map(({ method, path }) => `${method.toUpperCase()} ${path}`);
  // HEAD comes by itself with every GET.
  const own = server.routes.filter((route) => !server.routes.includes(route.replace(/^HEAD /, 'GET ')) || !route.startsWith('HEAD '));
  const wire = own.filter((route) => !pageUrls.includes(route.replace('GET ', '')));
  expect(own.length - wire.length).toBe(pageUrls.length);
  expect([...described].sort()).toEqual([...wire].sort());
});
