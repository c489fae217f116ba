import { describe, expect, it } from 'vitest';
import { createSessions } from './sessions.ts';

describe('sessions', () => {
  it('a code opens once', () => {
    const sessions = createSessions({ now: () => 0 });
    const code = sessions.mint();
    const token = sessions.exchange(code);
    expect(token && sessions.holds(token)).toBe(true);
    expect(sessions.exchange(code)).toBeUndefined();
  });

  it('a code dies after two minutes, a token does not', () => {
    let now = 0;
    const sessions = createSessions({ now: () => now });
    const late = sessions.mint();
    const token = sessions.exchange(sessions.mint()) ?? '';
    now = 120_000;
    expect(sessions.exchange(late)).toBeUndefined();
    expect(sessions.holds(token)).toBe(true);
  });

  it('a code is not a token, and nothing made up is either', () => {
    const sessions = createSessions({ now: () => 0 });
    expect(sessions.holds(sessions.mint())).toBe(false);
    expect(sessions.exchange('')).toBeUndefined();
  });
});
