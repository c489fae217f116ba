import { expect, test } from 'vitest';
import { createMetrics } from './metrics.ts';

test('a request counts in every bucket that is not too small for it', () => {
  const metrics = createMetrics();
  const labels = { method: 'GET', route: '/sync/v1/pull', status: 200 };
  metrics.requestEnded(labels, 0.02);
  metrics.requestEnded(labels, 3);
  const lines = metrics.text().split('\n');
  const of = (suffix: string) =>
    lines
      .find((line) => line.startsWith('chaihuan_request_seconds') && line.includes(suffix))
      ?.split(' ')
      .at(-1);
  expect([of('le="0.005"'), of('le="0.025"'), of('le="2"'), of('le="5"'), of('le="+Inf"'), of('_count')]).toEqual([
    '0',
    '1',
    '1',
    '2',
    '2',
    '2',
  ]);
  expect(lines).toContain('# TYPE chaihuan_request_seconds histogram');
});

test('what a label says cannot break the line it is in', () => {
  const metrics = createMetrics();
  metrics.requestEnded({ method: 'GET', route: 'a"}\n\\', status: 404 }, 1);
  expect(metrics.text()).toContain('route="a_}__"');
});
