import type { App } from 'electron';
import { describe, expect, it } from 'vitest';
import { quitAfterClosing } from './lifetime.ts';

type Listener = (event: { preventDefault(): void }) => void;

function fakeApp() {
  const listeners = new Map<string, Listener>();
  const seen = { quits: 0, prevented: 0 };
  const app = {
    on: (name: string, listener: Listener) => listeners.set(name, listener),
    quit: () => {
      seen.quits += 1;
    },
  };
  const emit = (name: string) =>
    listeners.get(name)?.({
      preventDefault: () => {
        seen.prevented += 1;
      },
    });
  return { app: app as unknown as App, seen, emit };
}

describe('quitting', () => {
  it('waits for host to close, once, and then happens', async () => {
    const { app, seen, emit } = fakeApp();
    let letGo: () => void = () => undefined;
    let closes = 0;
    quitAfterClosing(app, () => {
      closes += 1;
      return new Promise((resolve) => {
        letGo = resolve;
      });
    });
    emit('will-quit');
    emit('will-quit');
    expect([closes, seen.prevented, seen.quits]).toEqual([1, 2, 0]);
    letGo();
    await expect.poll(() => seen.quits).toBe(1);
    emit('will-quit');
    expect(seen.prevented).toBe(2);
  });

  it('follows the last window on every system', () => {
    const { app, seen, emit } = fakeApp();
    quitAfterClosing(app, async () => undefined);
    emit('window-all-closed');
    expect(seen.quits).toBe(1);
  });
});
