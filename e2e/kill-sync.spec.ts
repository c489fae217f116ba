import { expect, test } from '@playwright/test';
import { killWhileSyncing } from './kill/sync/run.ts';

test('[P1][P3][P6] ten rounds of killed servers, hosts and pages on a line that cuts: nothing saved is lost or doubled, every photo is whole', async () => {
  test.setTimeout(180_000);
  const seed = Date.now() % 1_000_000;
  const { saved, lost, doubled, photosBroken, unequal } = await killWhileSyncing(10, seed);
  expect({ lost, doubled, photosBroken, unequal }, `npm run kill -- sync --rounds 10 --seed ${seed}`).toEqual({
    lost: [],
    doubled: [],
    photosBroken: [],
    unequal: [],
  });
  expect(saved).toBeGreaterThan(0);
});
