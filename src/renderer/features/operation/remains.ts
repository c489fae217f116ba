import type { Operation } from '#domain/operation.ts';
import { isRemoval } from './outcome.ts';
import type { Target } from './targets.ts';

/** What an operation left to do at what it took down, and how much was hauled away so far. */
export interface Remains {
  toClear: Target[];
  toMakeGood: Target[];
  toAccept: Target[];
  /** Fixtures whose place stands open: removed, not given back, and no interim protection in place. */
  toProtect: Target[];
  closed: Target[];
  hauledM3: number;
}

function isUnprotected(target: Target): boolean {
  if (target.type !== 'fixture' || target.fields.status !== 'removed') return false;
  const { interim } = target.fields;
  return !interim || interim.until !== null;
}

/** Of the targets that were taken down; what stands, or was set aside since, is in no list. */
export function remainsOf({ results }: Pick<Operation, 'results'>, targets: readonly Target[]): Remains {
  const down = targets.filter(({ id }) => {
    const result = results[id];
    return result !== undefined && isRemoval(result.outcome);
  });
  const structures = down.filter((target) => target.type === 'structure');
  const inState = (status: string) => structures.filter(({ fields }) => fields.status === status);
  return {
    toClear: inState('removed'),
    toMakeGood: inState('cleared'),
    toAccept: inState('madeGood'),
    closed: inState('accepted'),
    toProtect: down.filter(isUnprotected),
    hauledM3: structures.reduce((sum, { fields }) => sum + (fields.haulage?.volumeM3 ?? 0), 0),
  };
}
