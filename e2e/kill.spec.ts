import { expect, test } from '@playwright/test';
import { killWhileSaving } from './kill/saves.ts';

test('ten kills of the browser or of host at random moments: every 已保存 is there again, once', async () => {
  test.setTimeout(400_000);
  const seed = Date.now() % 1_000_000;
  const { saved, lost, doubled, unseen } = await killWhileSaving(10, seed);
  expect({ lost, doubled, unseen }, `npm run kill -- --rounds 10 --seed ${seed}`).toEqual({ lost: [], doubled: [], unseen: 0 });
  expect(saved).toBeGreaterThan(0);
});
