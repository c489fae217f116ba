import { expect, test } from 'vitest';
import { createInHand } from '../../in-hand.tsx';
import type { Opened } from './open-desk.ts';
import { onDesk, type Stage } from './stage.ts';

const opened = { clockOffsetMs: 0 } as Opened;
const inHand = createInHand();

test('what a sync learned is known at the desk that is on the screen', () => {
  expect(onDesk({ at: 'desk', opened, inHand }, { clockOffsetMs: 1200 })).toMatchObject({ at: 'desk', opened: { clockOffsetMs: 1200 } });
});

test('a desk that was left or locked meanwhile is not brought back by it', () => {
  const leaving: Stage = { at: 'leaving', opened, inHand, onward: async () => undefined };
  for (const stage of [leaving, { at: 'starting' } as const]) expect(onDesk(stage, { clockOffsetMs: 1200 })).toBe(stage);
});
