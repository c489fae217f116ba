import { describe, expect, it } from 'vitest';
import { menuTemplate } from './menu.ts';

function labels(devTools: boolean): string[] {
  return menuTemplate({ platform: 'win32', devTools }).flatMap(({ label, submenu }) => [
    label ?? '',
    ...(Array.isArray(submenu) ? submenu.flatMap((item) => item.label ?? []) : []),
  ]);
}

describe('the menu', () => {
  it('speaks Chinese and English on every line', () => {
    for (const label of labels(true)) expect(label).toMatch(/^[一-鿿]+ [A-Z][A-Za-z ]+$/);
  });
  it('offers developer tools in development only', () => {
    expect(labels(true).join()).toContain('Developer');
    expect(labels(false).join()).not.toContain('Developer');
  });
});
