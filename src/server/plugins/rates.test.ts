import { afterEach, expect, test } from 'vitest';
import { type AppBench, openAppBench } from '../testing/app-bench.ts';

let server: AppBench;
afterEach(() => server.close());

const many = 1000;

/** Statuses of wrong enrollments that say they come from these addresses, through whoever hands them on. */
async function enrollFrom(...senders: string[]): Promise<number[]> {
  const statuses: number[] = [];
  for (const sender of senders) {
    const headers = { 'x-forwarded-for': sender };
    const { statusCode } = await server.app.inject({ method: 'POST', url: '/sync/v1/enroll', headers, payload: {} });
    statuses.push(statusCode);
  }
  return statuses;
}

test.each([
  ['a proxy that is named is believed: each device behind it has rates of its own', '127.0.0.1', [400, 400, 429, 400]],
  ['nobody else is: an address that a sender makes up is no new sender', '10.0.0.5', [400, 400, 429, 429]],
])('%s', { timeout: 30_000 }, async (_name, trustProxy, said) => {
  const rates = { enroll: 2, session: many, push: many, login: many };
  server = await openAppBench({ quiet: true, rates, trustProxy });
  expect(await enrollFrom('192.168.1.7', '192.168.1.7', '192.168.1.7', '192.168.1.8')).toEqual(said);
});
