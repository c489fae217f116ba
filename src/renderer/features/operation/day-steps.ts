import type { SafetyIsolation } from '#domain/case.ts';
import type { Instant } from '#domain/identity.ts';
import { hourWarnings, type LawWarning } from '#domain/law.ts';
import type { Member, Operation } from '#domain/operation.ts';
import type { QuietHours } from '#domain/policy.ts';
import { patchOf, type RecordOf } from '../../store/records.ts';
import type { Change } from '../../store/save.ts';
import { memberKey, tickedOf, uniteMembers } from './members.ts';
import { modeOf } from './outcome.ts';
import type { Target } from './targets.ts';

/** A supply that was cut at a target, and is still off. */
export function openIsolations(operation: Operation): [target: string, isolation: SafetyIsolation][] {
  return Object.entries(operation.isolations ?? {}).filter(([, { restoredAt }]) => restoredAt === null);
}

/** 安全隔离 at one target: only its own key is written, so that two devices may each isolate their own. */
export function isolateChange(operation: RecordOf<'operation'>, target: string, isolation: SafetyIsolation): Change {
  return patchOf(operation, { isolations: { ...operation.fields.isolations, [target]: isolation } });
}

/** 恢复供应. What was cut, when and why stays [A1]. Undefined where nothing is off there. */
export function restoreChange(operation: RecordOf<'operation'>, target: string, at: Instant): Change | undefined {
  const last = operation.fields.isolations?.[target];
  if (last === undefined || last.restoredAt !== null) return undefined;
  return isolateChange(operation, target, { ...last, restoredAt: at });
}

/** Who was ticked of those planned, and who came besides. */
export function presentOf(planned: readonly Member[], ticked: readonly string[], besides: readonly Member[]): Member[] {
  return uniteMembers(tickedOf(planned, ticked), besides);
}

/** Of those planned, who is not among the present; empty while nobody has been ticked at all. */
export function missingOf({ members, present }: Pick<Operation, 'members' | 'present'>): Member[] {
  if (!present) return [];
  const came = present.map(memberKey);
  return members.filter((member) => !came.includes(memberKey(member)));
}

/** What to warn of before work now: the strictest of what its targets would have. */
export function workWarnings(targets: readonly Target[], at: Instant, quiet: readonly QuietHours[]): LawWarning[] {
  const modes = new Set(targets.map(modeOf));
  return [...new Set([...modes].flatMap((mode) => hourWarnings(mode, at, quiet, [])))];
}
