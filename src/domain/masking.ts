import type { Role, User } from './identity.ts';

/** `138****9839`: what a screen or an export shows unless a role needs more. */
export function maskPhone(phone: string | null): string {
  if (phone === null) return '';
  return phone.length <= 7 ? '****' : `${phone.slice(0, 3)}****${phone.slice(-4)}`;
}

/** `张*`; `欧阳*` is not told from `欧**`: the first sign and stars, as many as signs follow, two at most. */
export function maskName(name: string): string {
  const signs = [...name];
  return signs.length <= 1 ? name : `${signs[0]}${'*'.repeat(Math.min(signs.length - 1, 2))}`;
}

/** Who needs a household's name and phone: on its own page whoever stands at its door, in a table of many only those who keep the tables. */
const needed: Readonly<Record<'household' | 'table', readonly Role[]>> = {
  household: ['team', 'community', 'clerk'],
  table: ['community', 'clerk'],
};

/**
 * Whether this person may have names and phones shown in full, where they were masked. A reviewer judges a thing, and the district counts
 * things: neither needs to know who lives behind it.
 */
export function mayUnmask(where: keyof typeof needed, user: Pick<User, 'roles'>): boolean {
  return user.roles.some((role) => needed[where].includes(role));
}
