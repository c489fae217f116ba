import type { FastifyInstance } from 'fastify';
import { type Account, LoginRequest, PasswordRequest } from '#contract/console-api.ts';
import type { Parts } from '../parts.ts';
import { findToken, requireAccount, setToken } from '../plugins/account.ts';
import { parseInput } from '../plugins/failures.ts';
import { changePassword, logIn, logOut } from '../repositories/accounts.ts';

/** `/console/v1`: the door of the district's web console. JSON only, so that no other site's form can knock. */
export function consoleRoutes(app: FastifyInstance, parts: Parts): void {
  const { db, now } = parts;

  app.post('/console/v1/login', { onRequest: app.limited('login') }, async (request, reply): Promise<Account> => {
    const { token, account } = await logIn(db, parseInput(LoginRequest, request.body), now());
    setToken(request, reply, token);
    return account;
  });

  app.get('/console/v1/me', async (request): Promise<Account> => requireAccount(request, parts, { mayMustChange: true }));

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
