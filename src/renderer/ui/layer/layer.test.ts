import { expect, test } from 'vitest';
import { boxOf, isMeant, layersOf, nudged, placed, type Shape, shapesOf } from './layer.ts';

const arrow: Shape = { kind: 'ARROW', from: { x: 0.1, y: 0.2 }, to: { x: 0.5, y: 0.6 } };
const hidden: Shape = { kind: 'HIDE', from: { x: 0.5, y: 0.75 }, to: { x: 0.25, y: 0.5 } };

test('a box drawn from any corner is the same box, and comes back as it was kept', () => {
  expect(boxOf(hidden)).toEqual({ x: 0.25, y: 0.5, width: 0.25, height: 0.25 });
  const kept = layersOf([arrow, hidden]);
  expect(kept).toEqual({ marks: [arrow], redactions: [boxOf(hidden)] });
  expect(layersOf(shapesOf(kept))).toEqual(kept);
  expect(shapesOf({ marks: null, redactions: undefined })).toEqual([]);
});

test('the keyboard moves a shape to the picture’s edge and no further, and sizes it by its end', () => {
  let shape = placed('BOX');
  for (let n = 0; n < 40; n += 1) shape = nudged(shape, 'ArrowRight', false) ?? shape;
  expect(shape.to.x).toBeCloseTo(1);
  expect(shape.from.x).toBeCloseTo(0.7);
  expect(nudged(arrow, 'ArrowDown', true)).toMatchObject({ from: arrow.from, to: { x: 0.5, y: expect.closeTo(0.62) } });
  expect(nudged(arrow, 'Enter', false)).toBeUndefined();
});

test('a slip of the finger draws nothing', () => {
  expect([isMeant(arrow), isMeant({ ...arrow, to: { x: 0.105, y: 0.2 } })]).toEqual([true, false]);
});
