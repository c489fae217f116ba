import { expect, test } from 'vitest';
import { courierLimits } from '#contract/courier.ts';
import type { Sha256 } from '#domain/identity.ts';
import { planParts } from './plan-parts.ts';

const photo = (n: number, bytes: number) => ({ sha256: String(n).padStart(64, '0') as Sha256, bytes });

test('[CR1] one part where all fits, and one that carries nothing where there is nothing', () => {
  expect(planParts([{ from: 3, to: 9 }], [photo(1, 5)])).toEqual([{ range: { from: 3, to: 9 }, photos: [photo(1, 5)] }]);
  expect(planParts([], [])).toEqual([{ range: null, photos: [] }]);
});

test('[CR1] no part is larger than a file may be, nothing is left out, and numbers go on without a hole', () => {
  const ranges = [
    { from: 1, to: 20_000 },
    { from: 20_001, to: 20_900 },
  ];
  const photos = Array.from({ length: 300 }, (_, i) => photo(i, 50 * 1024 * 1024));
  const parts = planParts(ranges, photos);
  expect(parts.flatMap((part) => part.photos)).toEqual(photos);
  for (const { range, photos: some } of parts) {
    const mutations = range === null ? 0 : range.to - range.from + 1;
    const bytes = some.reduce((sum, each) => sum + each.bytes, mutations * 64 * 1024);
    expect(bytes).toBeLessThanOrEqual(courierLimits.partBytes);
  }
  expect(parts.flatMap(({ range }) => range ?? [])).toEqual(ranges);
});
