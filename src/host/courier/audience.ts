import { bundleFileName, courierLimits } from '#contract/courier.ts';
import { Failure } from '#contract/failure.ts';
import { handoverFileName, handoverLimits } from '#contract/handover.ts';
import type { Membership } from '../settings/settings.ts';
import { type Part, type PhotoToGo, planParts } from './plan-parts.ts';
import type { NumberRange } from './pushes.ts';

/** For whom an export is, and how it is cut for them. */
export interface Audience {
  boxKeys: Uint8Array[];
  partMutations: number;
  plan(ranges: readonly NumberRange[], photos: readonly PhotoToGo[]): Part[];
  fileName: typeof bundleFileName;
}

const raw = (key: string) => Buffer.from(key, 'base64url');

/** The district's server, which unpacks to its disk. */
export function officeOf({ serverKeys }: Membership): Audience {
  return {
    boxKeys: [raw(serverKeys.boxKey)],
    partMutations: courierLimits.partMutations,
    plan: (ranges, photos) => planParts(ranges, photos),
    fileName: bundleFileName,
  };
}

/**
 * The other devices of the subdistrict and the server [HO1]. Records and photos lie in parts of their own: a desk keeps and relays the first, and
 * sends the photos as it sends its own. @throws Failure handover-alone where no other device is known here
 */
export function desksOf({ enrollment, serverKeys, peers }: Membership): Audience {
  const known = peers?.peers ?? [];
  if (known.every(({ dev }) => dev === enrollment.dev)) throw new Failure('handover-alone');
  return {
    // A device that goes on under a new id has its key still; this one's own lets it tell its own handovers.
    boxKeys: [...new Set([serverKeys.boxKey, ...known.map(({ boxKey }) => boxKey)])].map(raw),
    partMutations: handoverLimits.partMutations,
    plan: (ranges, photos) => [
      ...(ranges.length === 0 ? [] : planParts(ranges, [])),
      ...(photos.length === 0 ? [] : planParts([], photos, handoverLimits.partBytes)),
    ],
    fileName: handoverFileName,
  };
}
