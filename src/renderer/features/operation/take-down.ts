import type { Origin } from '#domain/case.ts';
import { countedBy, lineOf, type TakenDown } from '#domain/count.ts';
import type { Removal } from '#domain/entitlement.ts';
import type { PhotoRef, RemovalMode } from '#domain/evidence.ts';
import type { Fixture } from '#domain/fixture.ts';
import type { Instant, RecordId } from '#domain/identity.ts';
import { createOf, patchOf, type RecordOf } from '../../store/records.ts';
import type { Change } from '../../store/save.ts';
import type { Target } from './targets.ts';

/**
 * What was taken down of a target. `qty` in pieces, `areaM2` for structures; `openings` and `lengthMm` where a policy counts windows or metres
 * and the survey does not tell them.
 */
export interface Taken {
  photos: readonly PhotoRef[];
  qty: number;
  areaM2: number | null;
  openings: number | null;
  lengthMm: number | null;
  contractor: string;
  salvage: 'HOUSEHOLD' | 'STORED' | 'SCRAPPED';
}

/** How it came down. `policy` is the version to freeze; a structure needs none. `also` is what else the step writes on a fixture. */
export interface TakingDown {
  target: Target;
  policy: RecordOf<'policy'> | undefined;
  operation: RecordId | null;
  mode: RemovalMode;
  at: Instant;
  also: Partial<Fixture>;
  /** From before the app: the source row that is all there is of it. */
  origin?: Origin;
}

/** What was taken down, as far as counting it goes. */
export function takenDown(fixture: Fixture | undefined, told: Pick<Taken, 'qty' | 'openings' | 'lengthMm'>): TakenDown {
  const sizes = fixture === undefined ? null : { ...fixture.sizes, lengthMm: told.lengthMm ?? fixture.sizes.lengthMm };
  return { qty: told.qty, sizes, openings: told.openings ?? undefined };
}

/** A removal, then the target that it allows to be `removed`, then the line that it opens [C2]: the order is the rules'. One group with the photos. */
export function takeDown(id: RecordId, taking: TakingDown, told: Taken): Change[] {
  const { target, policy, operation, mode, at } = taking;
  const fixture = target.type === 'fixture' ? target.fields : undefined;
  const taken = takenDown(fixture, told);
  const removal: Removal = {
    qty: taken.qty,
    sizes: taken.sizes,
    target: target.id,
    targetType: target.type,
    operation,
    mode,
    at,
    areaM2: told.areaM2,
    photos: [...told.photos],
    contractor: told.contractor,
    salvage: told.salvage,
    counted: fixture && policy ? countedBy(policy.fields, fixture, taken) : null,
    policy: fixture && policy ? { id: policy.id, version: policy.fields.version } : null,
    ...(taking.origin && { origin: taking.origin }),
  };
  const line = fixture && policy && lineOf(id, removal, fixture, policy.fields);
  const opened = line === undefined ? [] : [createOf('entitlement', line.id, line.fields)];
  const hashes = told.photos.map((ref) => ref.sha256);
  return [createOf('removal', id, removal, hashes), removedChange(taking, told.photos), ...opened];
}

function removedChange({ target, mode, also }: TakingDown, added: readonly PhotoRef[]): Change {
  const photos = [...target.fields.photos, ...added];
  return target.type === 'fixture'
    ? patchOf(target, { ...also, status: 'removed', photos })
    : patchOf(target, { status: 'removed', removalMode: mode, photos });
}
