import { describe, expect, it } from 'vitest';
import { attachmentNamed, isPagePath } from './page-policy.ts';

describe('page paths', () => {
  it.each(['/', '/estates', '/estates/0190-a', '/settings/devices'])('%s belongs to the page', (path) => {
    expect(isPagePath(path)).toBe(true);
  });
  it.each(['/index.html', '/assets/x', '/photo/abc', '/file/abc', '/call/device.status', '/session', '/favicon.ico'])(
    '%s does not',
    (path) => {
      expect(isPagePath(path)).toBe(false);
    },
  );
});

describe('attachment names', () => {
  it('keeps a Chinese name and cannot be broken out of', () => {
    const header = attachmentNamed('台账"\r\nx-evil: 1.pdf');
    expect(header).not.toMatch(/[\r\n]/);
    expect(header).toBe(`attachment; filename="_____x-evil: 1.pdf"; filename*=UTF-8''%E5%8F%B0%E8%B4%A6%22%0D%0Ax-evil%3A%201.pdf`);
  });
});
