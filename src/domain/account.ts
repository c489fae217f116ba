import { countOf, unitOf } from './count.ts';
import type { Entitlement, Removal } from './entitlement.ts';
import type { Fixture } from './fixture.ts';
import { roomKey } from './place.ts';
import type { FixtureType, Unit } from './policy.ts';
import { entitlementStatusWords } from './words.ts';

/**
 * The account of one room, one removed type and the unit its policy counts in [C1]: `removed = accepted + waived + compensated + relocated + outstanding`.
 * Every term is summed from the states of its own lines; none is ever a difference.
 */
export interface AccountLine {
  roomKey: string;
  type: FixtureType;
  /** What all its terms are counted in: whole numbers of it. */
  unit: Unit;
  removed: number;
  accepted: number;
  waived: number;
  compensated: number;
  relocated: number;
  outstanding: number;
}

interface Identified<F> {
  id: string;
  fields: F;
}

export type Term = 'accepted' | 'waived' | 'compensated' | 'relocated' | 'outstanding';

/** Which term a line counts under; null for a line that was split, which counts through its two parts. */
export function termOf(status: Entitlement['status']): Term | null {
  switch (status) {
    case 'accepted':
    case 'closed':
      return 'accepted';
    case 'waived':
    case 'compensated':
    case 'relocated':
      return status;
    case 'open':
    case 'confirmed':
    case 'ordered':
    case 'installed':
    case 'rework':
    case 'disputed':
      return 'outstanding';
    case 'split':
      return null;
    default:
      return status satisfies never;
  }
}

/** The states of a line whose pieces are still to be given back. */
export const outstandingStates = (Object.keys(entitlementStatusWords) as Entitlement['status'][]).filter(
  (status) => termOf(status) === 'outstanding',
);

/**
 * The accounts of every room and type that something was removed from. A removal counts where its type is owed at all: where it
 * opened an entitlement. `removed` comes from removals alone, the other terms from entitlements alone.
 */
export function accountOf(
  removals: readonly Identified<Removal>[],
  fixtures: ReadonlyMap<string, Fixture>,
  entitlements: readonly Identified<Entitlement>[],
  isEligible: (policyId: string, fixture: Fixture) => boolean = () => true,
): AccountLine[] {
  const lines = new Map<string, AccountLine>();
  const lineAt = (room: string, type: FixtureType, unit: Unit): AccountLine => {
    const key = `${room}|${type}|${unit}`;
    const line = lines.get(key) ?? {
      roomKey: room,
      type,
      unit,
      removed: 0,
      accepted: 0,
      waived: 0,
      compensated: 0,
      relocated: 0,
      outstanding: 0,
    };
    lines.set(key, line);
    return line;
  };
  for (const { fields: removal } of removals) {
    const fixture = removal.targetType === 'fixture' ? fixtures.get(removal.target) : undefined;
    if (fixture === undefined || removal.policy === null || !isEligible(removal.policy.id, fixture)) continue;
    const { unit, qty } = countOf(removal);
    lineAt(roomKey(fixture.place), fixture.type, unit).removed += qty;
  }
  for (const { fields: line } of entitlements) {
    const term = termOf(line.status);
    if (term !== null) lineAt(roomKey(line.place), line.type, unitOf(line))[term] += line.qty;
  }
  return [...lines.values()];
}

/** The accounts that do not add up, or have a negative term [C1]. Empty is good. */
export function conservationBreaks(lines: readonly AccountLine[]): AccountLine[] {
  return lines.filter((line) => {
    const terms = [line.accepted, line.waived, line.compensated, line.relocated, line.outstanding];
    return terms.some((term) => term < 0) || line.removed !== terms.reduce((sum, term) => sum + term, 0);
  });
}
