import type { z } from 'zod';
import { EnrollReply, NonceReply, SessionReply, type SessionRequest, signedText } from '#contract/district-api.ts';
import { Failure } from '#contract/failure.ts';
import type { Signer } from '../keys/device-keys.ts';
import type { Settings } from '../settings/settings.ts';
import { joined, joiningOf } from './enroll-file.ts';
import { requireMembership, updateMembership } from './membership.ts';
import { introduceAgain } from './renew.ts';
import type { Wire } from './wire.ts';

/** The bearer token of this run, held in memory alone. A device's clock is never asked whether it is still good: the server is. */
export interface Session {
  /** Runs the work with a token; once more with a new one when the server answers 401 `AUTH`. */
  withToken<T>(work: (token: string) => Promise<T>): Promise<T>;
  /** Introduces the device anew, whatever token it has: what the district grants on it now is on disk when it returns. */
  askGrants(): Promise<void>;
}

export function createSession(wire: Wire, keys: Signer, settings: Settings): Session {
  let token: Promise<string> | undefined;
  let holder: string | undefined;

  /** Calls that come at once share one token, and one renewal. A device that goes on under another id asks anew. */
  function currentToken(stale?: Promise<string>): Promise<string> {
    const { dev } = requireMembership(settings).enrollment;
    if (token === undefined || token === stale || holder !== dev) {
      holder = dev;
      const asked = askForToken();
      token = asked;
      asked.catch(() => {
        if (token === asked) token = undefined;
      });
    }
    return token;
  }

  /** A server that does not know this id may know an earlier one [FK3]. */
  async function askForToken(): Promise<string> {
    try {
      return await openSession();
    } catch (error) {
      if (!(error instanceof Failure) || error.code !== 'AUTH') throw error;
      if (!(await introduce()) && !(await introduceAgain({ wire, keys, settings }))) throw error;
      return openSession();
    }
  }

  /** A device that was enrolled by a file has a line after all [EF1]. False for every other. */
  async function introduce(): Promise<boolean> {
    const json = joiningOf(requireMembership(settings), keys);
    if (json === undefined) return false;
    const reply = (await wire.call({ method: 'POST', path: '/sync/v1/enroll', json, reply: EnrollReply })).value;
    const { dev, serverId } = requireMembership(settings).enrollment;
    if (reply.dev !== dev || reply.serverId !== serverId) throw new Failure('server-other');
    return true;
  }

  async function openSession(): Promise<string> {
    const { enrollment } = requireMembership(settings);
    const { nonce } = (await wire.call({ method: 'GET', path: '/sync/v1/nonce', reply: NonceReply })).value;
    const request: z.infer<typeof SessionRequest> = { dev: enrollment.dev, nonce, sig: keys.sign(signedText.session(nonce)) };
    const reply = await wire.call({ method: 'POST', path: '/sync/v1/session', json: request, reply: SessionReply });
    const { token: issued, grants } = reply.value;
    await updateMembership(settings, (current) => ({ ...joined(current), grants }));
    return issued;
  }

  return {
    async withToken(work) {
      const first = currentToken();
      const held = await first;
      try {
        return await work(held);
      } catch (error) {
        if (!(error instanceof Failure) || error.code !== 'AUTH') throw error;
        return work(await currentToken(first));
      }
    },
    async askGrants() {
      await currentToken(token);
    },
  };
}
