import type { Member } from '#domain/operation.ts';

/** Who somebody is in a list of people: a list that changes meanwhile moves its places, and not its people. */
export const memberKey = ({ org, name }: Member): string => `${org} ${name}`;

/** Each once, where they come first. */
export function uniteMembers(...lists: (readonly Member[])[]): Member[] {
  const all = lists.flat();
  const keys = all.map(memberKey);
  return all.filter((_, index) => keys.indexOf(keys[index] ?? '') === index);
}

/** Of these, those whose keys were ticked. */
export const tickedOf = (members: readonly Member[], ticked: readonly string[]): Member[] =>
  members.filter((member) => ticked.includes(memberKey(member)));
