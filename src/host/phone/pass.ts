import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { phoneLimits } from '#contract/phone.ts';

/** What a phone is refused for. `used`: another phone has taken the token. */
export type PassRefusal = 'wrong' | 'expired' | 'used' | 'busy' | 'too-many' | 'too-big';

/** One opening of the door: its token is taken once, within ten minutes, and what follows is counted. */
export interface Pass {
  token: string;
  /** The token is the one that was shown, and still good. */
  refuseToken(token: string): PassRefusal | undefined;
  /** The first phone to ask gets the key that sends photos. */
  take(): { key: string } | PassRefusal;
  /** One photo of so many bytes is about to come, one at a time. What it ends with is called when it has. */
  begin(key: string, bytes: number): { end(arrived: boolean): void } | PassRefusal;
  readonly taken: boolean;
  readonly arrived: number;
  readonly refused: number;
  leftMs(): number;
}

/** `now` is a clock in milliseconds that never goes back. */
export function createPass(now: () => number): Pass {
  const token = randomBytes(24).toString('base64url');
  const until = now() + phoneLimits.minutes * 60_000;
  let key: string | undefined;
  let [arrived, refused, bytesSoFar] = [0, 0, 0];
  let receiving = false;

  const expired = () => now() >= until;

  /** Bytes of a photo that was refused count too: they were sent. */
  function begin(asked: string, bytes: number): { end(arrived: boolean): void } | PassRefusal {
    if (key === undefined || !same(asked, key)) return 'wrong';
    if (expired()) return 'expired';
    if (receiving) return 'busy';
    if (arrived >= phoneLimits.photos) return 'too-many';
    if (bytesSoFar + bytes > phoneLimits.bytes) return 'too-big';
    receiving = true;
    bytesSoFar += bytes;
    return {
      end(kept) {
        receiving = false;
        if (kept) arrived += 1;
        else refused += 1;
      },
    };
  }

  return {
    token,
    refuseToken(asked) {
      if (!same(asked, token)) return 'wrong';
      return expired() ? 'expired' : undefined;
    },
    take() {
      if (expired()) return 'expired';
      if (key !== undefined) return 'used';
      key = randomBytes(24).toString('base64url');
      return { key };
    },
    begin,
    get taken() {
      return key !== undefined;
    },
    get arrived() {
      return arrived;
    },
    get refused() {
      return refused;
    },
    leftMs: () => Math.max(0, Math.round(until - now())),
  };
}

/** In a time that tells nothing of where they differ, or how long they are. */
function same(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
