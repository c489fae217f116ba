import { z } from 'zod';
import { SafetyIsolation } from './case.ts';
import { PhotoRef, TargetRef } from './evidence.ts';
import { Day, Instant, RecordId, Sha256 } from './identity.ts';
import type { RuleId } from './rule.ts';
import type { Machine } from './state.ts';
import { codesOf, contactWayWords, operationStatusWords, orgWords, targetOutcomeWords } from './words.ts';

export const Member = z.object({ name: z.string().min(1).max(30), org: z.enum(codesOf(orgWords)), certificate: z.string().max(40) });
export type Member = z.infer<typeof Member>;

/** A demolition team 拆违工作组. */
export const Team = z.object({
  name: z.string().min(1).max(40),
  leader: z.string().min(1).max(30),
  members: z.array(Member).max(60),
  buildings: z.array(RecordId).max(500),
});
export type Team = z.infer<typeof Team>;

export const TargetOutcome = z.enum(codesOf(targetOutcomeWords));
export type TargetOutcome = z.infer<typeof TargetOutcome>;

/** What became of one target, once. Everything but a removal needs a reason or a photo. */
export const TargetResult = z.object({
  outcome: TargetOutcome,
  reason: z.string().max(200),
  photos: z.array(PhotoRef).max(40),
  at: Instant,
});
export type TargetResult = z.infer<typeof TargetResult>;

/** Safety briefing 安全交底, signed before anything runs. */
export const Briefing = z.object({
  at: Instant,
  by: z.string().min(1).max(30),
  checklist: z.array(z.string().max(60)).min(1),
  contactAttempted: z.literal(true),
  signature: Sha256,
});
export type Briefing = z.infer<typeof Briefing>;

export const ContactWay = z.enum(codesOf(contactWayWords));
export type ContactWay = z.infer<typeof ContactWay>;

/** 联系尝试 with one household that a target concerns, by its room's code; null where it concerns no room. */
export const Contact = z.object({ room: z.string().max(30).nullable(), way: ContactWay });
export type Contact = z.infer<typeof Contact>;

/** A joint operation 联合拆违行动. `results` are keyed by target id: two devices may each settle their own targets. */
export const Operation = z.object({
  no: z.string().max(40),
  date: Day,
  window: z.object({ from: z.string(), to: z.string() }),
  team: RecordId,
  leader: z.string().min(1).max(30),
  projectManager: z.string().max(30),
  safetyOfficer: z.string().max(30),
  members: z.array(Member).max(60),
  targets: z.array(TargetRef).max(200),
  weather: z.string().max(20),
  briefing: Briefing.nullable(),
  results: z.record(z.uuid(), TargetResult),
  status: z.enum(codesOf(operationStatusWords)),
  note: z.string().max(500),
  /** 分组: who leads which targets. */
  groups: z
    .array(z.object({ name: z.string().min(1).max(30), leader: z.string().max(30), targets: z.array(RecordId).max(200) }))
    .max(20)
    .nullish(),
  /** Keyed by target id, like `results`. */
  isolations: z.record(z.uuid(), SafetyIsolation).nullish(),
  /** Keyed by target id. None where its briefing asked once for all of them, as it did at first. */
  contacts: z.record(z.uuid(), z.array(Contact).min(1).max(60)).nullish(),
  /** Who came, of those planned and besides. */
  present: z.array(Member).max(60).nullish(),
  /** Devices that had not synced when it was reconciled. */
  absentDevices: z.array(z.string().max(40)).max(60).nullish(),
});
export type Operation = z.infer<typeof Operation>;

/** Targets that have no outcome yet [O1]. */
export function openTargets(operation: Operation): TargetRef[] {
  return operation.targets.filter((target) => operation.results[target.id] === undefined);
}

/** Before it ends, an operation holds its targets [O2]. */
export const openOperationStates: readonly Operation['status'][] = ['planned', 'approved', 'briefed', 'running', 'postponed'];

/** 中止: what has no outcome yet is deferred for one reason, in one tap; what was removed stands. */
export function cutShort(operation: Operation, reason: string, at: Instant): Pick<Operation, 'status' | 'results'> {
  const deferred = openTargets(operation).map(({ id }) => [id, { outcome: 'DEFERRED', reason, photos: [], at } satisfies TargetResult]);
  return { status: 'cutShort', results: { ...operation.results, ...Object.fromEntries(deferred) } };
}

export function outcomeComplete(result: TargetResult): boolean {
  return result.outcome === 'REMOVED' || result.outcome === 'PARTIAL' || result.reason !== '' || result.photos.length > 0;
}

/** The briefing, and contact attempted with whomever each target concerns: where it was asked of each, of every one. */
function briefMissing({ briefing, contacts, targets }: Operation): RuleId | undefined {
  if (briefing === null) return 'BRIEFING_MISSING';
  const asked = Object.keys(contacts ?? {});
  return asked.length > 0 && targets.some(({ id }) => !asked.includes(id)) ? 'CONTACT_MISSING' : undefined;
}

function runMissing(after: Operation): RuleId | undefined {
  const staffed = after.leader !== '' && after.projectManager !== '' && after.safetyOfficer !== '' && after.members.length > 0;
  return staffed && after.targets.length > 0 && after.briefing !== null ? undefined : 'BRIEFING_MISSING';
}

/** [O1] every target has its outcome, and every outcome what it needs. */
export function reconcileMissing(after: Operation): RuleId | undefined {
  if (openTargets(after).length > 0) return 'O1';
  return Object.values(after.results).every(outcomeComplete) ? undefined : 'OUTCOME_REASON';
}

/** Every supply that was cut for safety is on again. */
function closeMissing(after: Operation): RuleId | undefined {
  return Object.values(after.isolations ?? {}).some(({ restoredAt }) => restoredAt === null) ? 'ISOLATION_OPEN' : undefined;
}

/** [A1] what was cut, when and why stays; only its restoring is added. */
export function isolationLeft(last: Operation, next: Operation): boolean {
  return Object.entries(last.isolations ?? {}).some(([target, was]) => {
    const is = next.isolations?.[target];
    return is === undefined || is.at !== was.at || is.reason !== was.reason || (was.restoredAt !== null && is.restoredAt === null);
  });
}

export const operationMachine = {
  approve: { from: ['planned', 'postponed'], to: 'approved', roles: ['reviewer', 'clerk'] },
  brief: {
    from: ['approved'],
    to: 'briefed',
    roles: ['team'],
    evidence: ['briefing', 'contacts'],
    missing: briefMissing,
  },
  run: { from: ['briefed'], to: 'running', roles: ['team'], missing: runMissing },
  cutShort: { from: ['running'], to: 'cutShort', roles: ['team'], missing: reconcileMissing },
  reconcile: { from: ['running', 'cutShort'], to: 'reconciled', roles: ['team', 'clerk'], missing: reconcileMissing },
  close: { from: ['reconciled'], to: 'closed', roles: ['reviewer', 'clerk'], missing: closeMissing },
  postpone: {
    from: ['planned', 'approved', 'briefed'],
    to: 'postponed',
    roles: ['team', 'clerk', 'reviewer'],
    evidence: ['briefing', 'contacts'],
  },
  cancel: { from: ['planned', 'approved', 'briefed', 'postponed'], to: 'cancelled', roles: ['clerk', 'reviewer'] },
} as const satisfies Machine<Operation, string>;

export type OperationEvent = keyof typeof operationMachine;
