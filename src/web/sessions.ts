import { createHash, randomBytes } from 'node:crypto';

/** Who may call this shell: a one-time launch code is exchanged for a token that lives as long as the shell. */
export interface Sessions {
  /** A launch code, good once, for two minutes. */
  mint(): string;
  /** The token for an unused code; undefined for any other. */
  exchange(code: string): string | undefined;
  holds(token: string): boolean;
}

const codeLifeMs = 120_000;

/** `now` in milliseconds of any clock that only moves forward. */
export function createSessions({ now, secret = randomSecret }: { now: () => number; secret?: () => string }): Sessions {
  const codes = new Map<string, number>();
  // Tokens are looked up by their hash, so that the time a lookup takes says nothing about a token.
  const tokens = new Set<string>();

  function dropExpired(): void {
    for (const [code, expiresAt] of codes) if (expiresAt <= now()) codes.delete(code);
  }

  return {
    mint() {
      dropExpired();
      const code = secret();
      codes.set(digest(code), now() + codeLifeMs);
      return code;
    },
    exchange(code) {
      dropExpired();
      if (!codes.delete(digest(code))) return undefined;
      const token = secret();
      tokens.add(digest(token));
      return token;
    },
    holds: (token) => tokens.has(digest(token)),
  };
}

function randomSecret(): string {
  return randomBytes(24).toString('base64url');
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}
