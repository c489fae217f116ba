import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Account } from '#contract/console-api.ts';
import { Failure } from '#contract/failure.ts';
import type { Parts } from '../parts.ts';
import { findAccount } from '../repositories/accounts.ts';

const cookieName = 'chaihuan';

/** The session's token of a console request. */
export function findToken({ headers }: FastifyRequest): string | undefined {
  return headers.cookie
    ?.split(/; */)
    .find((pair) => pair.startsWith(`${cookieName}=`))
    ?.slice(cookieName.length + 1);
}

/** A cookie that no script reads and no other site sends; over TLS it never travels in the clear. */
export function setToken(request: FastifyRequest, reply: FastifyReply, token: string): void {
  const secure = request.protocol === 'https' ? '; Secure' : '';
  const life = token === '' ? '; Max-Age=0' : '';
  reply.header('set-cookie', `${cookieName}=${token}; Path=/console; HttpOnly; SameSite=Strict${secure}${life}`);
}

/** Who asks. @throws Failure AUTH, password-must-change */
export async function requireAccount(
  request: FastifyRequest,
  { db, now }: Pick<Parts, 'db' | 'now'>,
  { mayMustChange = false } = {},
): Promise<Account> {
  const token = findToken(request);
  const account = token === undefined ? undefined : await findAccount(db, token, now());
  if (account === undefined) throw new Failure('AUTH');
  if (account.mustChange && !mayMustChange) throw new Failure('password-must-change');
  return account;
}
