import { expect, test } from '@playwright/test';
import { killWhileSaving } from './kill/saves.ts';

// A trace asks the browser at the end, and a browser that was killed cannot answer.
test.use({ trace: 'off' });

test('ten kills of browser, host or both at random moments, and a wiped profile: every 已保存 and every kept draft is there again, once', async () => {
  test.setTimeout(400_000);
  const seed = Date.now() % 1_000_000;
  const { saved, lost, doubled, unseen, draftsLost } = await killWhileSaving(10, seed);
  expect({ lost, doubled, unseen, draftsLost }, `npm run kill -- --rounds 10 --seed ${seed}`).toEqual({
    lost: [],
    doubled: [],
    unseen: 0,
    draftsLost: [],
  });
  expect(saved).toBeGreaterThan(0);
});
