import { expect, test } from 'vitest';
import { roles } from './identity.ts';
import { maskName, maskPhone, mayUnmask } from './masking.ts';

test('a phone keeps its head and tail, a short one nothing', () => {
  expect(maskPhone('13812349839')).toBe('138****9839');
  expect(maskPhone('5551234')).toBe('****');
  expect(maskPhone(null)).toBe('');
});

test('a name keeps its first sign, and not how long it is', () => {
  expect(['张伟', '欧阳建国', '示例住户甲', '张', ''].map(maskName)).toEqual(['张*', '欧**', '示**', '张', '']);
});

test('names are shown in full on a household’s page to who stands at its door, in tables to who keeps them, to others never', () => {
  const may = (where: 'household' | 'table') => roles.filter((role) => mayUnmask(where, { roles: [role] }));
  expect(may('household')).toEqual(['team', 'community', 'clerk']);
  expect(may('table')).toEqual(['community', 'clerk']);
  expect(mayUnmask('household', { roles: ['reviewer', 'district'] })).toBe(false);
});
