import { expect, test } from 'vitest';
import { createDeviceKeys, createPrivateKeys, isSignedBy } from './device-keys.ts';

test('public keys are raw and have 32 bytes', () => {
  const keys = createDeviceKeys(createPrivateKeys());
  expect(Buffer.from(keys.signKey, 'base64url')).toHaveLength(32);
  expect(Buffer.from(keys.boxKey, 'base64url')).toHaveLength(32);
});

test('a signature holds for its text and its key alone', () => {
  const keys = createDeviceKeys(createPrivateKeys());
  const signature = keys.sign('一句话');
  expect(isSignedBy(keys.signKey, '一句话', signature)).toBe(true);
  expect(isSignedBy(keys.signKey, '一句', signature)).toBe(false);
  expect(isSignedBy(keys.boxKey, '一句话', signature)).toBe(false);
  expect(isSignedBy('short', '一句话', signature)).toBe(false);
});
