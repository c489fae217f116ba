import { type FixtureType, findTypePolicy, mayReturnAs, type Policy } from '#domain/policy.ts';

/** A specification that a household may choose, and what a better one costs it at most, in yuan a piece. Information only. */
export interface SpecChoice {
  spec: string;
  /** 0 for what comes at no cost. */
  yuan: number;
}

/** The specifications that a policy offers for a type, its listed upgrades behind them. */
export function specChoices(policy: Policy | undefined, type: FixtureType): SpecChoice[] {
  if (policy === undefined) return [];
  const upgrades = (policy.upgrades ?? []).filter((upgrade) => upgrade.type === type);
  const plain = (findTypePolicy(policy, type)?.specs ?? []).filter((spec) => !upgrades.some((upgrade) => upgrade.spec === spec));
  return [...plain.map((spec) => ({ spec, yuan: 0 })), ...upgrades.map(({ spec, yuan }) => ({ spec, yuan }))];
}

/** What may come back for a type by the policy's exchange table, the type itself first. */
export function exchangeChoices(policy: Policy | undefined, type: FixtureType): FixtureType[] {
  const others = (policy?.types ?? [])
    .map((entry) => entry.type)
    .filter((other) => other !== type && policy && mayReturnAs(policy, type, other));
  return [type, ...others];
}
