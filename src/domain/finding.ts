import { z } from 'zod';
import { Person, PhotoRef, photosAt } from './evidence.ts';
import { Day, Instant, RecordId } from './identity.ts';
import { Place } from './place.ts';
import type { RuleId } from './rule.ts';
import type { Machine } from './state.ts';
import { codesOf, findingCategoryWords, findingStatusWords } from './words.ts';

/** 巡查问题: what an inspection found, who must put it right and by when, and that it was. */
export const Finding = z.object({
  place: Place,
  category: z.enum(codesOf(findingCategoryWords)),
  text: z.string().min(1).max(500),
  foundAt: Instant,
  by: Person,
  photos: z.array(PhotoRef).max(60),
  status: z.enum(codesOf(findingStatusWords)),
  order: z.object({ on: Day, unit: z.string().min(1).max(60), due: Day }).nullable(),
  rectification: z.object({ at: Instant, by: z.string().min(1).max(60), text: z.string().min(1).max(500) }).nullable(),
  recheck: z.object({ at: Instant, by: Person, text: z.string().max(200) }).nullable(),
  about: RecordId.nullable(),
});
export type Finding = z.infer<typeof Finding>;

function rectificationMissing(after: Finding): RuleId | undefined {
  if (after.rectification === null) return 'EVIDENCE_MISSING';
  return photosAt(after.photos, 'AFTER') === 0 ? 'PHOTOS_BEFORE_AFTER' : undefined;
}

export const findingMachine = {
  order: {
    from: ['found'],
    to: 'ordered',
    roles: ['reviewer', 'clerk', 'district'],
    evidence: ['order'],
    missing: (after) => (after.order === null ? 'EVIDENCE_MISSING' : undefined),
  },
  rectify: {
    from: ['ordered'],
    to: 'rectified',
    roles: ['team', 'community', 'clerk'],
    evidence: ['rectification'],
    missing: rectificationMissing,
  },
  recheck: {
    from: ['rectified'],
    to: 'rechecked',
    roles: ['reviewer', 'clerk', 'district'],
    evidence: ['recheck'],
    missing: (after) => (after.recheck === null ? 'EVIDENCE_MISSING' : undefined),
  },
  orderAgain: {
    from: ['rectified'],
    to: 'ordered',
    roles: ['reviewer', 'clerk', 'district'],
    evidence: ['order', 'rectification'],
    missing: (after) => (after.order === null || after.rectification !== null ? 'EVIDENCE_MISSING' : undefined),
  },
} as const satisfies Machine<Finding, string>;
