import { allFields, type FieldConflict } from './merge-fields.ts';
import type { MutationDraft } from './mutation.ts';
import type { MergeRecord } from './record.ts';
import { type RuleId, rules } from './rule.ts';

/**
 * What became of one mutation. `closes`: the conflict that it resolved. `of`: the conflict that it was meant to resolve and that stays open, with
 * its fields as they stand now: no new one is opened.
 */
export type MergeResult =
  | { outcome: 'applied'; record: MergeRecord; closes?: string }
  | { outcome: 'noop'; closes?: string }
  | { outcome: 'conflict'; record: MergeRecord | undefined; conflict: { rule: RuleId; fields: Record<string, FieldConflict> }; of?: string }
  | { outcome: 'quarantined'; rule: RuleId };

/** The fact is kept beside the record as a conflict; what breaks the rule whatever else is recorded is quarantined. */
export function refuse(rule: RuleId, mutation: MutationDraft, current: MergeRecord | undefined): MergeResult {
  if (rules[rule] === 'forbidden') return { outcome: 'quarantined', rule };
  const record = current && { ...current, rev: current.rev + 1, openConflicts: current.openConflicts + 1 };
  return { outcome: 'conflict', record, conflict: { rule, fields: allFields(mutation.set, current?.fields ?? {}) } };
}
