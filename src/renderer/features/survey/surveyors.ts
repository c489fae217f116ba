import { z } from 'zod';
import { mayCreate } from '#domain/authority.ts';
import type { Person } from '#domain/evidence.ts';
import type { User } from '#domain/identity.ts';

/** Stands for "somebody who is no user of this device": the name is typed. */
export const someoneElse = 'someone-else';

/** The second surveyor as a form holds it: a user's id, or `someone-else` and a name, or nothing yet. */
export const secondTyped = { second: z.string(), secondName: z.string().trim().max(30) };

export type SecondTyped = { second: string; secondName: string };

const asPerson = (user: User): Person => ({ name: user.name, user: user.id });

/** Who may stand beside the person at the desk. A reviewer who surveys could not determine later, so only field roles are offered. */
export function companions(users: readonly User[], self: User): User[] {
  return users.filter((user) => user.id !== self.id && mayCreate('structure', user));
}

export function findSecond(typed: SecondTyped, users: readonly User[]): Person | undefined {
  if (typed.second === someoneElse) return typed.secondName === '' ? undefined : { name: typed.secondName, user: null };
  const user = users.find(({ id }) => id === typed.second);
  return user && asPerson(user);
}

/** The first surveyor stays the first when somebody else completes a record. */
export function surveyorsOf(typed: SecondTyped, users: readonly User[], first: Person | User): Person[] {
  const second = findSecond(typed, users);
  const lead: Person = 'roles' in first ? asPerson(first) : first;
  return second === undefined || second.name === lead.name ? [lead] : [lead, second];
}

/** What a form starts from: the second surveyor of a record, or nobody. */
export function typedSecond(surveyors: readonly Person[], users: readonly User[]): SecondTyped {
  const second = surveyors[1];
  if (second === undefined) return { second: '', secondName: '' };
  const known = users.some(({ id }) => id === second.user);
  return known && second.user !== null ? { second: second.user, secondName: '' } : { second: someoneElse, secondName: second.name };
}

/** Somebody else was chosen, and not said who. */
export function secondUnnamed({ second, secondName }: SecondTyped): boolean {
  return second === someoneElse && secondName === '';
}
