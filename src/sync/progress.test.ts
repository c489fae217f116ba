import { expect, test } from 'vitest';
import { createMeter } from './progress.ts';

test('speed is what this session put on the line; what remains is at that speed', () => {
  let now = 0;
  const meter = createMeter({ now: () => now });
  expect(meter({ sent: 0, total: 4, bytes: 0, totalBytes: 4000, lineBytes: 0 })).toMatchObject({ bytesPerSecond: 0, remainingMs: null });
  now = 2000;
  // One the server had already counts as done, not as speed.
  expect(meter({ sent: 2, total: 4, bytes: 2000, totalBytes: 4000, lineBytes: 1000 })).toEqual({
    photosSent: 2,
    photosToSend: 4,
    bytesSent: 2000,
    bytesToSend: 4000,
    bytesPerSecond: 500,
    remainingMs: 4000,
  });
});
