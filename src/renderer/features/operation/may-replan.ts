import { mayPatch } from '#domain/authority.ts';
import type { User } from '#domain/identity.ts';
import type { Operation } from '#domain/operation.ts';

/** Whether this person may change what is planned: until it is approved, so that what runs is what was approved. */
export function mayReplan({ status }: Pick<Operation, 'status'>, user: Pick<User, 'roles'>): boolean {
  const fields = mayPatch('operation', { status }, user);
  return (status === 'planned' || status === 'postponed') && fields.includes('no') && fields.includes('targets');
}
