import { type Change, living, livingPolicy } from './change.ts';
import { Posting, Statement } from './consultation.ts';
import { Debris, debrisMachine } from './debris.ts';
import { Entitlement } from './entitlement.ts';
import { Finding, findingMachine } from './finding.ts';
import { sameJson } from './json.ts';
import type { Json } from './mutation.ts';
import { Assignment, linesHeld, Project, ReturnBatch } from './project.ts';
import type { RuleId } from './rule.ts';
import { isUntouched, recheck } from './state.ts';
import { Structure } from './structure.ts';

/** [A1] [A2] evidence is added to: no photo leaves the record that it was given to. */
function photoLeft(last: { photos: readonly Json[] }, next: { photos: readonly Json[] }): boolean {
  return !last.photos.every((one) => next.photos.some((other) => sameJson(one, other)));
}

export function debrisRule({ before, after, user, around }: Change): RuleId | undefined {
  const next = Debris.parse(after.fields);
  if (before === undefined) return isUntouched(debrisMachine, next, 'surveyed') ? undefined : 'STATE';
  const last = Debris.parse(before.fields);
  if (photoLeft(last, next)) return 'IMMUTABLE';
  if (next.posting !== null && living(around, 'posting', next.posting) === undefined) return 'NO_RECORD';
  return recheck(debrisMachine, last, next, { user, removedQty: 0 });
}

export function findingRule({ before, after, user }: Change): RuleId | undefined {
  const next = Finding.parse(after.fields);
  if (before === undefined) return isUntouched(findingMachine, next, 'found') ? undefined : 'STATE';
  const last = Finding.parse(before.fields);
  return photoLeft(last, next) ? 'IMMUTABLE' : recheck(findingMachine, last, next, { user, removedQty: 0 });
}

/** What was said against a determination stays as it was said; a reviewer who surveyed nothing of it decides, once [D1]. */
export function statementRule({ before, after, user, around }: Change): RuleId | undefined {
  const next = Statement.parse(after.fields);
  if (before === undefined) return next.decision === null ? undefined : 'STATE';
  const last = Statement.parse(before.fields);
  if (!sameJson({ ...last, decision: null }, { ...next, decision: null, photos: last.photos }) || photoLeft(last, next)) return 'IMMUTABLE';
  if (sameJson(last.decision, next.decision)) return undefined;
  if (last.decision !== null || next.decision === null) return 'IMMUTABLE';
  if (!user.roles.includes('reviewer')) return 'ROLE';
  const record = living(around, 'structure', next.structure);
  if (record === undefined) return 'NO_RECORD';
  return Structure.parse(record.fields).surveyors.some((one) => one.user === user.id) ? 'D1' : undefined;
}

/** [A1] an objection and an opinion stay as they were said; an answer is given once, and not taken back. */
export function objectionRule({ before, after }: Change): RuleId | undefined {
  if (before === undefined) return undefined;
  const said = ['text', 'opinion', 'by', 'at', 'household'].every((field) => sameJson(before.fields[field], after.fields[field]));
  const answered = before.fields.reply ?? null;
  return said && (answered === null || sameJson(answered, after.fields.reply)) ? undefined : 'IMMUTABLE';
}

export function salvageRule({ before, after, around }: Change): RuleId | undefined {
  if (before !== undefined) return 'IMMUTABLE';
  const removal = after.fields.removal;
  const known = typeof removal === 'string' && living(around, 'removal', removal as typeof after.id) !== undefined;
  return known ? undefined : 'NO_RECORD';
}

/** A household has one active team. */
export function assignmentRule({ after, around }: Change): RuleId | undefined {
  const next = Assignment.parse(after.fields);
  if (next.to !== null) return next.to < next.from ? 'DATES' : undefined;
  const others = around.children('assignment', 'household', next.household).filter((other) => other.id !== after.id);
  return others.some((other) => Assignment.parse(other.fields).to === null) ? 'STATE' : undefined;
}

export function postingRule({ after }: Change): RuleId | undefined {
  const { from, to } = Posting.parse(after.fields);
  return to < from ? 'DATES' : undefined;
}

/** One project for an estate and a year, under a policy that is there. */
export function projectRule({ after, around }: Change): RuleId | undefined {
  const next = Project.parse(after.fields);
  if (next.from !== null && next.to !== null && next.to < next.from) return 'DATES';
  if (next.policy !== null && livingPolicy(around, next.policy) === undefined) return 'NO_RECORD';
  const others = around.children('project', 'estate', next.estate).filter((other) => other.id !== after.id);
  return others.some((other) => Project.parse(other.fields).year === next.year) ? 'PROJECT_TWICE' : undefined;
}

/** A batch gives back lines of its building, and a line is in one batch at most: one that left may join another. */
export function returnBatchRule({ before, after, around }: Change): RuleId | undefined {
  const next = ReturnBatch.parse(after.fields);
  const lines = next.lines.map((line) => living(around, 'entitlement', line));
  if (lines.some((line) => line === undefined)) return 'NO_RECORD';
  if (lines.some((line) => line && Entitlement.parse(line.fields).place.building !== next.building)) return 'C2';
  const withdrawal = withdrawalRule(before && ReturnBatch.parse(before.fields), next, around);
  if (withdrawal !== undefined) return withdrawal;
  const others = around.children('returnBatch', 'building', next.building).filter((other) => other.id !== after.id);
  const taken = new Set(others.flatMap((other) => linesHeld(ReturnBatch.parse(other.fields))));
  return linesHeld(next).some((line) => taken.has(line)) ? 'BATCH_TWICE' : undefined;
}

/** What leaves a batch was in it, and stands ordered from nobody: its order is cancelled first. */
function withdrawalRule(last: ReturnBatch | undefined, next: ReturnBatch, around: Change['around']): RuleId | undefined {
  const [was, is] = [last?.withdrawals ?? [], next.withdrawals ?? []];
  if (!was.every((one) => is.some((other) => sameJson(one, other)))) return 'IMMUTABLE';
  const leaving = is.filter((one) => !was.some((other) => sameJson(one, other))).flatMap(({ lines }) => lines);
  if (leaving.some((line) => !next.lines.includes(line))) return 'C2';
  return leaving.some((line) => living(around, 'entitlement', line)?.fields.status === 'ordered') ? 'STATE' : undefined;
}
