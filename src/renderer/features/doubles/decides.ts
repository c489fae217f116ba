import { mayPatch } from '#domain/authority.ts';
import type { User } from '#domain/identity.ts';

/** Whether this person decides if two records are one thing: who may say of a record that it is another thing. */
export const decidesDoubles = (user: Pick<User, 'roles'>): boolean => mayPatch('structure', {}, user).includes('apart');
