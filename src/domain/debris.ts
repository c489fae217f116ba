import { z } from 'zod';
import { Zone } from './estate.ts';
import { Acceptance, Notice, Person, PhotoRef, photosAt } from './evidence.ts';
import { Instant, RecordId } from './identity.ts';
import { Place } from './place.ts';
import type { RuleId } from './rule.ts';
import type { Machine } from './state.ts';
import { codesOf, debrisStatusWords, ownershipWords } from './words.ts';

/** 庭院堆积物: what is piled up in a courtyard or on the stairs. Volume in m³; `keepList` is what its people keep. */
export const Debris = z.object({
  code: z.string().max(40),
  place: Place,
  zone: Zone,
  volumeM3: z.number().min(0.1).max(500),
  ownership: z.enum(codesOf(ownershipWords)),
  keepList: z.string().max(300),
  surveyors: z.array(Person).max(6),
  surveyedAt: Instant,
  photos: z.array(PhotoRef).max(60),
  note: z.string().max(500),
  status: z.enum(codesOf(debrisStatusWords)),
  notice: Notice.nullable(),
  posting: RecordId.nullable(),
  clearance: z.object({ at: Instant, by: z.string().min(1).max(60), volumeM3: z.number().min(0).max(500) }).nullable(),
  acceptance: Acceptance.nullable(),
});
export type Debris = z.infer<typeof Debris>;

/** Known people get a notice; for unknown ones a posting comes first. */
function toldMissing(after: Debris): RuleId | undefined {
  if (after.ownership === 'UNKNOWN' && after.posting === null) return 'POSTING_MISSING';
  return after.notice === null && after.posting === null ? 'EVIDENCE_MISSING' : undefined;
}

function clearanceMissing(after: Debris): RuleId | undefined {
  if (after.clearance === null) return 'EVIDENCE_MISSING';
  return photosAt(after.photos, 'BEFORE') === 0 || photosAt(after.photos, 'AFTER') === 0 ? 'PHOTOS_BEFORE_AFTER' : undefined;
}

export const debrisMachine = {
  notify: { from: ['surveyed'], to: 'notified', roles: ['team', 'community'], evidence: ['notice', 'posting'], missing: toldMissing },
  clear: { from: ['notified'], to: 'cleared', roles: ['team', 'community'], evidence: ['clearance'], missing: clearanceMissing },
  accept: {
    from: ['cleared'],
    to: 'accepted',
    roles: ['reviewer', 'community'],
    evidence: ['acceptance'],
    missing: (after) => (after.acceptance === null ? 'EVIDENCE_MISSING' : undefined),
  },
} as const satisfies Machine<Debris, string>;

export type DebrisEvent = keyof typeof debrisMachine;
