import { expect, test } from 'vitest';
import { createInHand } from './in-hand.tsx';

test('leaving waits for the last piece of work, however it ends', async () => {
  const inHand = createInHand();
  expect(inHand.busy).toBe(false);
  await inHand.settled();

  const order: string[] = [];
  const end = inHand.begin('waits');
  const failing = inHand.during('waits', async () => {
    throw new Error('no');
  });
  const left = inHand.settled().then(() => order.push('left'));
  await expect(failing).rejects.toThrow('no');
  order.push('failed');
  expect(inHand.busy).toBe(true);
  end();
  end();
  await left;
  expect(order).toEqual(['failed', 'left']);
  expect(inHand.busy).toBe(false);
});

test('only what needs its person keeps them from leaving', () => {
  const inHand = createInHand();
  inHand.begin('waits');
  expect([inHand.busy, inHand.mayLeave]).toEqual([true, true]);
  const end = inHand.begin('refused');
  expect(inHand.mayLeave).toBe(false);
  end();
  expect(inHand.mayLeave).toBe(true);
});
