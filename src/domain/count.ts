import type { Entitlement, Removal } from './entitlement.ts';
import { type Fixture, surveyedQty } from './fixture.ts';
import { entitlementIdOf, type RecordId } from './identity.ts';
import { findTypePolicy, isEligible, type Policy, type TypePolicy, type Unit } from './policy.ts';
import type { Word } from './words.ts';

/** What is owed is counted in whole numbers of one unit, so that no sum of it drifts: a metre is a hundred centimetres. */
export interface Count {
  unit: Unit;
  qty: number;
}

const unitOfPolicy = { PIECE: 'PIECE', OPENING: 'OPENING', METRE: 'CM' } as const satisfies Record<TypePolicy['countBy'], Unit>;

/** What a removal is owed in. One of before anything was counted otherwise is owed in the pieces it took down. */
export function countOf(removal: Pick<Removal, 'qty' | 'counted'>): Count {
  return removal.counted ?? { unit: 'PIECE', qty: removal.qty };
}

export function unitOf(line: Pick<Entitlement, 'countedIn'>): Unit {
  return line.countedIn ?? 'PIECE';
}

export function countIn(line: Pick<Entitlement, 'qty' | 'countedIn'>): Count {
  return { unit: unitOf(line), qty: line.qty };
}

/** Windows that the surveyed pieces cover: one each, unless a survey counted them. */
export function surveyedOpenings(fixture: Fixture): number {
  const later = surveyedQty(fixture) - fixture.qty;
  return (fixture.openings ?? fixture.qty) + later;
}

/** What was taken down, as far as counting it goes. `openings`: how many windows it covered, where that is not one a piece. */
export interface TakenDown {
  qty: number;
  sizes: Fixture['sizes'] | null;
  openings?: number | undefined;
}

/** Length of so many pieces in whole centimetres; undefined where no length was measured. */
function centimetres({ qty, sizes }: TakenDown, fixture: Fixture): number | undefined {
  const measured = sizes ?? fixture.sizes;
  const length = measured.lengthMm ?? measured.widthMm;
  return length === null ? undefined : Math.round((qty * length) / 10);
}

/** What a removal is owed in by this policy; undefined where it cannot be told, because no length is known. */
export function countRemoval(entry: TypePolicy, fixture: Fixture, taken: TakenDown): Count | undefined {
  const unit = unitOfPolicy[entry.countBy];
  switch (unit) {
    case 'PIECE':
      return { unit, qty: taken.qty };
    case 'OPENING': {
      const whole = taken.qty === fixture.qty ? (fixture.openings ?? taken.qty) : taken.qty;
      return { unit, qty: taken.openings ?? whole };
    }
    case 'CM': {
      const qty = centimetres(taken, fixture);
      return qty === undefined ? undefined : { unit, qty };
    }
    default:
      return unit satisfies never;
  }
}

/** Whether a removal is counted as its frozen policy counts. One that counts nothing is counted in pieces: right for pieces, and for a window each. */
export function isCounted(removal: Removal, fixture: Fixture, entry: TypePolicy | undefined): boolean {
  if (entry?.eligible !== true) return !removal.counted;
  if (!removal.counted) return entry.countBy !== 'METRE';
  const { unit, qty } = removal.counted;
  if (unit !== unitOfPolicy[entry.countBy]) return false;
  return unit === 'OPENING' || countRemoval(entry, fixture, removal)?.qty === qty;
}

/** The line that a removal opens, exactly [C2]; undefined where its policy owes nothing for it [C3]. */
export function lineOf(
  id: RecordId,
  removal: Removal,
  fixture: Fixture,
  policy: Policy,
): { id: RecordId; fields: Entitlement } | undefined {
  if (removal.policy === null || !isEligible(policy, fixture.type, fixture.side)) return undefined;
  const { unit, qty } = countOf(removal);
  const begun = { confirmation: null, replacement: null, waiver: null, shortfall: null, acceptance: null };
  const fields: Entitlement = {
    removal: id,
    fixture: removal.target,
    place: fixture.place,
    type: fixture.type,
    qty,
    ...(removal.counted ? { countedIn: unit } : {}),
    removedSizes: removal.sizes ?? fixture.sizes,
    removedOn: removal.at.slice(0, 10),
    policy: removal.policy,
    status: 'open',
    ...begun,
  };
  return { id: entitlementIdOf(id), fields };
}

/** How a removal is counted where a policy says anything of its type; null for what counts in pieces anyway. */
export function countedBy(policy: Policy, fixture: Fixture, taken: TakenDown): Count | null {
  const entry = findTypePolicy(policy, fixture.type);
  const counted = entry?.eligible ? countRemoval(entry, fixture, taken) : undefined;
  return counted === undefined || counted.unit === 'PIECE' ? null : counted;
}

/** `2`, `2 个窗洞`, `3.50 米`. */
export function quantityText({ unit, qty }: Count): Word {
  switch (unit) {
    case 'PIECE':
      return { zh: String(qty), en: String(qty) };
    case 'OPENING':
      return { zh: `${qty} 个窗洞`, en: `${qty} ${qty === 1 ? 'window' : 'windows'}` };
    case 'CM':
      return { zh: `${(qty / 100).toFixed(2)} 米`, en: `${(qty / 100).toFixed(2)} m` };
    default:
      return unit satisfies never;
  }
}

/** A line as a tally of pieces counts it: a length is one thing. */
export function piecesOf(line: Pick<Entitlement, 'qty' | 'countedIn'>): number {
  return unitOf(line) === 'CM' ? 1 : line.qty;
}

/** `12`, `12 + 3.50 米`: pieces and windows together, lengths beside them. */
export function sumText(lines: readonly Pick<Entitlement, 'qty' | 'countedIn'>[]): Word {
  const sum = (chosen: typeof lines) => chosen.reduce((total, { qty }) => total + qty, 0);
  const lengths = lines.filter((line) => unitOf(line) === 'CM');
  const rest = lines.filter((line) => unitOf(line) !== 'CM');
  const text = String(sum(rest));
  if (lengths.length === 0) return { zh: text, en: text };
  const length = quantityText({ unit: 'CM', qty: sum(lengths) });
  return rest.length === 0 ? length : { zh: `${text} + ${length.zh}`, en: `${text} + ${length.en}` };
}
