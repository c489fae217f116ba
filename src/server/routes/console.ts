import type { FastifyInstance } from 'fastify';
import { type Account, LoginRequest, type Overview, PasswordRequest } from '#contract/console-api.ts';
import type { Parts } from '../parts.ts';
import { findToken, requireAccount, setToken } from '../plugins/account.ts';
import { parseInput } from '../plugins/failures.ts';
import { changePassword, logIn, logOut } from '../repositories/accounts.ts';
import { readOverview } from '../repositories/overview.ts';

/** All records are counted at most this often, whoever looks. */
const freshMs = 10_000;

/** `/console/v1`: the district's accounts, and what they see. JSON only, so that no other site's form can knock. */
export function consoleRoutes(app: FastifyInstance, parts: Parts): void {
  const { db, now } = parts;
  let overview: { at: number; read: Promise<Overview> } | undefined;

  app.post('/console/v1/login', { onRequest: app.limited('login') }, async (request, reply): Promise<Account> => {
    const { token, account } = await logIn(db, parseInput(LoginRequest, request.body), now());
    setToken(request, reply, token);
    return account;
  });

  app.get('/console/v1/me', async (request): Promise<Account> => requireAccount(request, parts, { mayMustChange: true }));

  app.get('/console/v1/overview', async (request): Promise<Overview> => {
    await requireAccount(request, parts);
    if (overview === undefined || performance.now() - overview.at > freshMs)
      overview = { at: performance.now(), read: readOverview(db, now()) };
    const { read } = overview;
    return read.catch((error: unknown) => {
      overview = undefined;
      throw error;
    });
  });

  app.post('/console/v1/password', { onRequest: app.limited('login') }, async (request, reply): Promise<Account> => {
    const account = await requireAccount(request, parts, { mayMustChange: true });
    setToken(request, reply, await changePassword(db, account.id, parseInput(PasswordRequest, request.body), now()));
    return { ...account, mustChange: false };
  });

  app.post('/console/v1/logout', async (request, reply): Promise<{ ok: true }> => {
    const token = findToken(request);
    if (token !== undefined) await logOut(db, token);
    setToken(request, reply, '');
    return { ok: true };
  });
}
