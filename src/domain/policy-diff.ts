import { sameJson } from './json.ts';
import type { FixtureType, Policy, TypePolicy } from './policy.ts';
import { codesOf, fixtureTypeWords } from './words.ts';

/** Why a policy contradicts itself. `type` where it is about one type. */
export interface PolicyFlaw {
  flaw:
    | 'TYPE_TWICE'
    | 'EXCHANGE_NOT_ELIGIBLE'
    | 'EXCHANGE_TO_SELF'
    | 'EXCHANGE_UNKNOWN_TYPE'
    | 'EXCHANGE_TWICE'
    | 'UPGRADE_NOT_ELIGIBLE'
    | 'UPGRADE_TWICE'
    | 'SPEC_TWICE'
    | 'QUIET_HOURS_EMPTY'
    | 'METRE_UNMEASURED';
  type?: FixtureType;
}

const twice = <T>(items: readonly T[], key: (item: T) => string): T[] =>
  items.filter((item, index) => items.findIndex((other) => key(other) === key(item)) !== index);

/** What contradicts itself in a policy that is of the right shape. Empty is good. */
export function policyFlaws(policy: Policy): PolicyFlaw[] {
  const eligible = new Set(policy.types.filter((entry) => entry.eligible).map((entry) => entry.type));
  const known = new Set(policy.types.map((entry) => entry.type));
  const exchanges = policy.exchanges ?? [];
  const upgrades = policy.upgrades ?? [];
  return [
    ...twice(policy.types, (entry) => entry.type).map(({ type }) => ({ flaw: 'TYPE_TWICE', type }) as const),
    ...policy.types.filter(({ specs }) => new Set(specs).size < specs.length).map(({ type }) => ({ flaw: 'SPEC_TWICE', type }) as const),
    ...policy.types
      .filter(({ eligible: owed, countBy, sizeRule }) => owed && countBy === 'METRE' && sizeRule === 'MODEL')
      .map(({ type }) => ({ flaw: 'METRE_UNMEASURED', type }) as const),
    ...exchanges.filter(({ from, to }) => from === to).map(({ from }) => ({ flaw: 'EXCHANGE_TO_SELF', type: from }) as const),
    ...exchanges.filter(({ from }) => !eligible.has(from)).map(({ from }) => ({ flaw: 'EXCHANGE_NOT_ELIGIBLE', type: from }) as const),
    ...exchanges.filter(({ to }) => !known.has(to)).map(({ to }) => ({ flaw: 'EXCHANGE_UNKNOWN_TYPE', type: to }) as const),
    ...twice(exchanges, ({ from, to }) => `${from}>${to}`).map(({ from }) => ({ flaw: 'EXCHANGE_TWICE', type: from }) as const),
    ...upgrades.filter(({ type }) => !known.has(type)).map(({ type }) => ({ flaw: 'UPGRADE_NOT_ELIGIBLE', type }) as const),
    ...twice(upgrades, ({ type, spec }) => `${type}|${spec}`).map(({ type }) => ({ flaw: 'UPGRADE_TWICE', type }) as const),
    ...(policy.quietHours ?? []).filter(({ from, to }) => from === to).map(() => ({ flaw: 'QUIET_HOURS_EMPTY' }) as const),
  ];
}

/** One thing that a version says differently. `type` where it is about one type; null values: it said nothing of it. */
export interface PolicyChange {
  what: keyof Omit<TypePolicy, 'type'> | 'type' | 'exchanges' | 'upgrades' | Rest;
  type: FixtureType | null;
  before: string | null;
  after: string | null;
}

/** Terms that touch every type alike. */
const rest = [
  'compensation',
  'warrantyMonths',
  'overdueDays',
  'determiners',
  'authorities',
  'projectionLimitCm',
  'quietHours',
  'complaintPhone',
] as const;
type Rest = (typeof rest)[number];

const perType = ['eligible', 'sides', 'countBy', 'sizeRule', 'tolerancePercent', 'specs'] as const satisfies (keyof TypePolicy)[];

const said = (value: unknown): string | null => (value === undefined ? null : JSON.stringify(value));

function typeChanges(type: FixtureType, a: Policy, b: Policy): PolicyChange[] {
  const [before, after] = [a, b].map((policy) => policy.types.find((entry) => entry.type === type));
  if (before === undefined || after === undefined) {
    return before === after ? [] : [{ what: 'type', type, before: said(before), after: said(after) }];
  }
  return perType
    .filter((what) => !sameJson(before[what], after[what]))
    .map((what) => ({ what, type, before: said(before[what]), after: said(after[what]) }));
}

/** What an exchange table or a list of upgrades says of one type. */
function listChange(what: 'exchanges' | 'upgrades', type: FixtureType, a: Policy, b: Policy): PolicyChange[] {
  const of = (policy: Policy) =>
    what === 'exchanges'
      ? policy.exchanges?.filter(({ from }) => from === type).map(({ to }) => to)
      : policy.upgrades?.filter((upgrade) => upgrade.type === type);
  const [before, after] = [of(a), of(b)];
  // An empty list and none differ for upgrades: an empty one allows no cost at all.
  const same = what === 'exchanges' ? sameJson(before ?? [], after ?? []) : sameJson(before, after);
  return same ? [] : [{ what, type, before: said(before), after: said(after) }];
}

/** What changes from one version to the next, type by type, then what touches all. */
export function diffPolicies(a: Policy, b: Policy): PolicyChange[] {
  const types = codesOf(fixtureTypeWords);
  return [
    ...types.flatMap((type) => [...typeChanges(type, a, b), ...listChange('exchanges', type, a, b), ...listChange('upgrades', type, a, b)]),
    ...rest
      .filter((what) => !sameJson(a[what] ?? (what === 'compensation' ? false : null), b[what] ?? (what === 'compensation' ? false : null)))
      .map((what) => ({ what, type: null, before: said(a[what]), after: said(b[what]) })),
  ];
}

/** Terms by which no line's due, choice or price is decided. */
const touchesNoLine: readonly PolicyChange['what'][] = ['complaintPhone', 'quietHours', 'determiners', 'authorities', 'projectionLimitCm'];

/** The types whose future removals a new version treats differently. */
export function touchedTypes(changes: readonly PolicyChange[]): FixtureType[] {
  const relevant = changes.filter((change) => !touchesNoLine.includes(change.what));
  const types = codesOf(fixtureTypeWords);
  return relevant.some((change) => change.type === null) ? types : types.filter((type) => relevant.some((change) => change.type === type));
}

/**
 * Of lines and removals, those that a new version governs: none that exist. Each froze the version it was made under, so a change touches
 * only what is removed from the new version's first day on.
 */
export function touchedBy<R extends { policy: { id: string } | null }>(records: readonly R[], newVersionId: string): R[] {
  return records.filter((record) => record.policy?.id === newVersionId);
}
