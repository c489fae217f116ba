import { expect, test } from 'vitest';
import { freePosition, nextPosition } from './position.ts';

test('a position at a spot takes the first number that its room and type leave free', () => {
  expect(freePosition('南阳台', 'GRILLE', [])).toBe('南阳台-窗1');
  expect(freePosition('南阳台', 'GRILLE', ['南阳台-窗1', '南阳台－窗２', '客厅-窗3'])).toBe('南阳台-窗3');
  expect(freePosition('北阳台', 'RACK', ['北阳台-窗1'])).toBe('北阳台-架1');
});

test('the next position is one further; one without a number names none', () => {
  expect(nextPosition('南阳台-窗9')).toBe('南阳台-窗10');
  expect(nextPosition('厨房外')).toBe('');
});
