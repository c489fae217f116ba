import type { RecordOf } from '../../store/records.ts';
import type { Plan } from './batch-steps.ts';
import type { BuildingReturn } from './building-return.ts';

/** What the form of a step for many lines works with. */
export interface ManyProps {
  batch: RecordOf<'returnBatch'>;
  facts: BuildingReturn;
  plan: Plan;
  nameOf(line: RecordOf<'entitlement'>): string;
  onSaved(): void;
}
