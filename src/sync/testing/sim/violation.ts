/** The laws by name: sync's properties, and the rules of SPEC.md that a schedule can see. */
export const laws = {
  P1: 'every 已保存 uid is on the server exactly once',
  P2: 'every overwritten value was seen by its overwriter, resolved by a person, or sits in a conflict',
  P3: 'all devices equal the server, field by field, in their scope',
  P4: 'nothing deleted lives again without restore',
  P5: 'an acknowledgement never hides an own edit not yet pulled',
  P6: 'verified means that the server has the bytes; nothing local is let go before it is backed',
  P7: 'a replay gives identical tables and seqs',
  P8: 'groups are atomic, and never split between two pushes',
  P9: 'it quiesces',
  P10: 'line and stick in any order give the same receipts',
  P11: 'C1 holds at every commit',
  A1: 'a result counts only for the change with the same number and hash',
  M3: 'a patch carries the rest of its groups: what somebody else changed there is a conflict, not a mixture',
  FK1: 'only a copied disk takes a new id, and under it everything is sent that nobody was told of',
  RYW: 'what was saved is seen at once',
  H1: 'what the server holds for a person stays known on the device',
  H2: "what was decided of a device's own changes is known there",
  H3: 'what waits is on the desks that may see it, and nothing else',
  H4: 'a release applies all of a hold, as its authors meant it and the clerk put it right',
  HO5: 'what another desk handed over leaves the view with the row that shows it',
  W1: 'what only a newer server knows stays in the row as it came',
  F1: 'a session ends well, or with a code of the protocol',
} as const;
export type Law = keyof typeof laws;

/** A law that a schedule broke. */
export class Violation extends Error {
  override readonly name = 'Violation';
  readonly law: Law;
  readonly facts: unknown;

  constructor(law: Law, facts: unknown) {
    super(`${law}: ${laws[law]} ${JSON.stringify(facts)?.slice(0, 2000)}`);
    this.law = law;
    this.facts = facts;
  }
}
