import { expect, test } from 'vitest';
import { id } from '#domain/testing/samples.ts';
import { clusterPins, movedPin } from './pins.ts';

const pin = (n: number, x: number, y: number) => ({ id: id(n), x, y });

test('pins under one finger are one until the plan is large enough to tell them apart; none is lost', () => {
  const pins = [pin(1, 0.5, 0.5), pin(2, 0.52, 0.5), pin(3, 0.9, 0.9)];
  const small = clusterPins(pins, 1000, 800);
  expect(small.map((cluster) => cluster.pins.map(({ id: one }) => one))).toEqual([[id(1), id(2)], [id(3)]]);
  expect(small[0]?.x).toBeCloseTo(0.51);
  expect(clusterPins(pins, 4000, 3200)).toHaveLength(3);
  expect(clusterPins([], 1000, 800)).toEqual([]);
});

test('an arrow key moves a pin a little, with Shift more, and never off the plan', () => {
  expect(movedPin({ x: 0.5, y: 0.5 }, 'ArrowLeft', false)).toEqual({ x: 0.49, y: 0.5 });
  expect(movedPin({ x: 0.5, y: 0.98 }, 'ArrowDown', true)).toEqual({ x: 0.5, y: 1 });
  expect(movedPin({ x: 0, y: 0 }, 'ArrowUp', true)).toEqual({ x: 0, y: 0 });
  expect(movedPin({ x: 0, y: 0 }, 'Enter', false)).toBeUndefined();
});
