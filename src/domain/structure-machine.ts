import { acceptanceMissing } from './evidence.ts';
import type { Machine } from './state.ts';
import type { Structure } from './structure.ts';
import {
  agreedMissing,
  asideMissing,
  deferralMissing,
  determinationMissing,
  documentMissing,
  foundMissing,
  isUndetermined,
  noticeMissing,
  removalMissing,
  reopeningMissing,
  surveyMissing,
  voidingMissing,
} from './structure-gates.ts';

type Status = Structure['status'];

/** The statutory way, for those who refuse: 城乡规划法 64, 68; 行政强制法 35–37, 44. */
const statutory = ['ordered', 'announced', 'urged', 'enforcementDecided'] as const satisfies Status[];

/** Its people have been told, and it still stands. */
const toldOf = ['notified', 'agreedSelf', 'agreedAssisted', 'refused', ...statutory, 'scheduled'] as const satisfies Status[];

/** Where it may be set aside and come back to. */
const underWay = [
  'surveyed',
  'determined',
  ...toldOf,
  'foundRemoved',
  'removed',
  'cleared',
  'madeGood',
  'reopened',
] as const satisfies Status[];

/** 违建 from survey to 销号: the way by consent, the statutory way, and what may set it aside, bring it back or end it otherwise. */
export const structureMachine = {
  survey: { from: ['draft'], to: 'surveyed', roles: ['team'], missing: surveyMissing },
  determine: {
    from: ['surveyed', 'reopened', 'determined'],
    when: isUndetermined,
    to: 'determined',
    roles: ['reviewer'],
    evidence: ['determination'],
    missing: (after, context) => (after.determination?.result === 'LEGAL' ? 'STATE' : determinationMissing(after, context)),
  },
  keep: {
    from: ['surveyed', 'determined'],
    when: isUndetermined,
    to: 'kept',
    roles: ['reviewer'],
    evidence: ['determination'],
    missing: (after, context) => (after.determination?.result === 'LEGAL' ? determinationMissing(after, context) : 'STATE'),
  },
  notify: { from: ['determined', 'reopened'], to: 'notified', roles: ['team', 'community'], evidence: ['notice'], missing: noticeMissing },
  agreeSelf: {
    from: ['notified', 'refused', ...statutory],
    to: 'agreedSelf',
    roles: ['team', 'community'],
    evidence: ['agreement'],
    missing: agreedMissing('SELF'),
  },
  agreeAssisted: {
    from: ['notified', 'refused', ...statutory],
    to: 'agreedAssisted',
    roles: ['team', 'community'],
    evidence: ['agreement'],
    missing: agreedMissing('ASSISTED'),
  },
  refuse: {
    from: ['notified'],
    to: 'refused',
    roles: ['team', 'community'],
    evidence: ['refusal', 'refusalRecord'],
    missing: (after) => (after.refusal === null ? 'EVIDENCE_MISSING' : undefined),
  },
  schedule: {
    from: ['agreedSelf', 'agreedAssisted', 'enforcementDecided'],
    to: 'scheduled',
    roles: ['team', 'clerk'],
    missing: (after) => (after.operation === null ? 'EVIDENCE_MISSING' : undefined),
  },
  remove: {
    from: ['scheduled', 'agreedSelf', 'foundRemoved'],
    to: 'removed',
    roles: ['team'],
    evidence: ['removalMode'],
    missing: removalMissing,
  },
  clear: {
    from: ['removed'],
    to: 'cleared',
    roles: ['team', 'clerk'],
    evidence: ['haulage'],
    missing: (after) => (after.haulage === null ? 'EVIDENCE_MISSING' : undefined),
  },
  makeGood: {
    from: ['cleared'],
    to: 'madeGood',
    roles: ['team', 'clerk'],
    evidence: ['restoration'],
    missing: (after) => (after.restoration === null ? 'EVIDENCE_MISSING' : undefined),
  },
  accept: {
    from: ['madeGood'],
    to: 'accepted',
    roles: ['reviewer'],
    evidence: ['acceptance'],
    missing: (after) => acceptanceMissing(after.acceptance),
  },
  order: { from: ['refused'], to: 'ordered', roles: ['clerk', 'reviewer'], evidence: ['order'], missing: documentMissing('order') },
  announce: {
    from: ['ordered'],
    to: 'announced',
    roles: ['clerk', 'reviewer'],
    evidence: ['announcement'],
    missing: documentMissing('announcement'),
  },
  urge: { from: ['announced'], to: 'urged', roles: ['clerk', 'reviewer'], evidence: ['urging'], missing: documentMissing('urging') },
  decideEnforcement: {
    from: ['urged'],
    to: 'enforcementDecided',
    roles: ['reviewer'],
    evidence: ['enforcement'],
    missing: documentMissing('enforcement'),
  },
  uphold: {
    from: toldOf,
    to: 'kept',
    roles: ['reviewer'],
    evidence: ['upheld'],
    missing: (after) => (after.upheld ? undefined : 'EVIDENCE_MISSING'),
  },
  findRemoved: {
    from: ['surveyed', 'determined', ...toldOf],
    to: 'foundRemoved',
    roles: ['team', 'community'],
    evidence: ['found'],
    missing: foundMissing,
  },
  defer: { from: ['determined', ...toldOf], to: 'deferred', roles: ['reviewer'], evidence: ['aside'], missing: deferralMissing },
  suspend: { from: underWay, to: 'suspended', roles: ['clerk', 'reviewer'], evidence: ['aside'], missing: asideMissing },
  dispute: {
    from: underWay,
    to: 'disputed',
    roles: ['team', 'community', 'clerk', 'reviewer'],
    evidence: ['aside'],
    missing: asideMissing,
  },
  resume: {
    from: ['deferred', 'suspended', 'disputed'],
    to: (before) => before.aside?.from,
    roles: ['clerk', 'reviewer'],
    evidence: ['aside'],
    missing: (after) => (after.aside ? 'STATE' : undefined),
  },
  reopen: { from: ['accepted'], to: 'reopened', roles: ['team', 'community'], evidence: ['reopenings'], missing: reopeningMissing },
  void: {
    from: ['draft', 'surveyed', 'determined', ...toldOf, 'deferred', 'suspended', 'disputed'],
    to: 'void',
    roles: ['clerk', 'reviewer'],
    evidence: ['voiding'],
    missing: voidingMissing,
  },
} as const satisfies Machine<Structure, string>;

export type StructureEvent = keyof typeof structureMachine;
