import type { User } from '#domain/identity.ts';

/** Whether this person decides if two records are one thing: a clerk or a reviewer, as the server asks too. */
export const decidesDoubles = ({ roles }: Pick<User, 'roles'>): boolean => roles.some((role) => role === 'clerk' || role === 'reviewer');
