import { type LegalDocument, noteMissing } from './case.ts';
import { agreementMissing, type Determination, type Person, photosAt, serviceMissing } from './evidence.ts';
import { sameJson } from './json.ts';
import type { RuleId } from './rule.ts';
import type { ActContext } from './state.ts';
import type { Structure } from './structure.ts';
import { areaAgrees, surveyorsOf } from './structure-sizes.ts';

export function surveyMissing(after: Structure): RuleId | undefined {
  if (after.surveyors.length < 2) return 'SURVEYORS_TWO';
  if (photosAt(after.photos, 'BEFORE') < 2) return 'SURVEY_PHOTOS';
  if (after.areaM2 === null || after.material === null) return 'SIZES_MISSING';
  return areaAgrees(after) ? undefined : 'AREA_MISMATCH';
}

/** 待规划核查 is determined again when planning has answered; what was determined otherwise stands. */
export function isUndetermined({ status, determination }: Structure): boolean {
  return status !== 'determined' || determination?.result === 'TO_VERIFY';
}

/** [D2] the second determiner is another person, and no surveyor either [D1]. */
function secondMissing({ by, second }: Determination, surveyors: readonly Person[]): RuleId | undefined {
  if (!second || second.user === null || second.name === by.name || second.user === by.user) return 'D2';
  return surveyors.some((person) => person.user === second.user || person.name === second.name) ? 'D1' : undefined;
}

export function determinationMissing(after: Structure, context: ActContext): RuleId | undefined {
  const determination = after.determination;
  if (determination === null) return 'EVIDENCE_MISSING';
  if (determination.by.user !== context.user.id) return 'D1';
  const surveyors = surveyorsOf(after);
  const surveyed = surveyors.some((person) => person.user === context.user.id || person.name === context.user.name);
  if (surveyed) return 'D1';
  const named = context.authorities === undefined || context.authorities.includes(determination.authority);
  if (!named) return 'AUTHORITY';
  return context.determiners === 2 ? secondMissing(determination, surveyors) : undefined;
}

export function noticeMissing(after: Structure): RuleId | undefined {
  if (after.notice === null) return 'EVIDENCE_MISSING';
  return after.determination?.result === 'TO_VERIFY' ? 'TO_VERIFY' : serviceMissing(after.notice, after.photos);
}

export function agreedMissing(mode: 'SELF' | 'ASSISTED'): (after: Structure) => RuleId | undefined {
  return (after) => (after.agreement?.mode === mode ? agreementMissing(after.agreement, after.parties) : 'EVIDENCE_MISSING');
}

/** A document of the statutory way, served as a notice is. Its dates are warned of elsewhere: they lock nothing. */
export function documentMissing(which: 'order' | 'announcement' | 'urging' | 'enforcement'): (after: Structure) => RuleId | undefined {
  return (after) => {
    const document: LegalDocument | null | undefined = after[which];
    return document ? serviceMissing(document.service, after.photos) : 'EVIDENCE_MISSING';
  };
}

/** [O4] nothing compulsory without an enforcement decision; what was found gone was taken down by its own people. */
export function removalMissing(after: Structure, context: ActContext, before: Structure): RuleId | undefined {
  const { removalMode, photos } = after;
  if (removalMode === null || context.removedQty <= (after.reopenings ?? []).length) return 'EVIDENCE_MISSING';
  if (removalMode === 'COMPULSORY' && (!after.enforcement || before.status !== 'scheduled')) return 'O4';
  if (before.status === 'foundRemoved' && removalMode !== 'SELF') return 'STATE';
  if (after.origin) return undefined;
  if (photosAt(photos, 'BEFORE') === 0 || photosAt(photos, 'AFTER') === 0) return 'PHOTOS_BEFORE_AFTER';
  return removalMode !== 'SELF' && photosAt(photos, 'DURING') === 0 ? 'PHOTOS_DURING' : undefined;
}

export function foundMissing(after: Structure): RuleId | undefined {
  if (!after.found) return 'EVIDENCE_MISSING';
  return photosAt(after.photos, 'AFTER') === 0 ? 'PHOTOS_BEFORE_AFTER' : noteMissing(after.found.note);
}

export function asideMissing(after: Structure, _context: ActContext, before: Structure): RuleId | undefined {
  if (!after.aside) return 'EVIDENCE_MISSING';
  return after.aside.from === before.status ? undefined : 'STATE';
}

/** 暂缓拆除 is somebody's decision, and somebody looks at it again. */
export function deferralMissing(after: Structure, context: ActContext, before: Structure): RuleId | undefined {
  if (!after.aside || after.aside.authority === '' || after.aside.reviewOn === null) return 'EVIDENCE_MISSING';
  return asideMissing(after, context, before);
}

/** 误登 / 重复. What was taken down was there: it is never void. */
export function voidingMissing(after: Structure, context: ActContext): RuleId | undefined {
  if (!after.voiding || (after.voiding.kind === 'DUPLICATE' && after.voiding.instead === null)) return 'EVIDENCE_MISSING';
  return context.removedQty > 0 ? 'STATE' : undefined;
}

/** 复建: one more reopening than before, the earlier ones as they were, and a photo of what is there again. */
export function reopeningMissing(after: Structure, _context: ActContext, before: Structure): RuleId | undefined {
  const earlier = before.reopenings ?? [];
  const now = after.reopenings ?? [];
  if (now.length !== earlier.length + 1) return 'EVIDENCE_MISSING';
  if (!sameJson(now.slice(0, -1), earlier)) return 'IMMUTABLE';
  return photosAt(after.photos, 'FINDING') > earlier.length ? undefined : 'SURVEY_PHOTOS';
}
