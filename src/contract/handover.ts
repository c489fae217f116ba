import { z } from 'zod';
import { DeviceId, Instant, Sha256 } from '#domain/identity.ts';
import { openObject } from '#domain/open-object.ts';
import { limits } from './district-api.ts';
import { FailureLine } from './failure.ts';

/**
 * 交接包 `.chx`, desk to desk: the bundle that would go to the office (`courier.ts`, format `chb1`), sealed to the server and to every device of the
 * subdistrict, so that the afternoon's desk sees the morning's work before the server does. SPEC.md, Handover.
 */
export const handoverEnding = '.chx';

export const handoverLimits = {
  /** A part is opened in memory: what another desk saved never lies on a disk in the clear. */
  partBytes: 128 * 1024 * 1024,
  partMutations: 5000,
  /** Changes read in one call. */
  page: 500,
} as const;

export const handoverFileName = (dev: DeviceId, batch: string, i: number, n: number) =>
  `${dev.slice(0, 8)}-${batch.slice(0, 8)}-${i}-${n}${handoverEnding}`;

/** A device of the subdistrict, as others believe what it signed and seal to it. Keys are raw, 32 bytes. */
export const Peer = openObject({ dev: DeviceId, name: z.string(), signKey: z.base64url(), boxKey: z.base64url() });
export type Peer = z.infer<typeof Peer>;

/** `GET /sync/v1/peers`: those of the subdistrict that are not revoked, and the mark under which `hello` names this list. */
export const PeersReply = openObject({ mark: z.string(), peers: z.array(Peer) });
export type PeersReply = z.infer<typeof PeersReply>;

/** A change that the server has, whoever brought it. `rowSeq` as in a push's result. */
export const Arrived = openObject({ uid: z.uuid(), rowSeq: z.int().min(0) });
export type Arrived = z.infer<typeof Arrived>;

/** `POST /sync/v1/arrived`: which of these changes of the subdistrict's devices the server has. One it does not have is not answered. */
export const ArrivedRequest = z.object({ uids: z.array(z.uuid()).max(limits.heldCheck) });
export const ArrivedReply = openObject({ arrived: z.array(Arrived) });

/** A handover that was taken in here and is kept until the server has shown all of it. `id` is its manifest's SHA-256. */
export const KeptHandover = z.object({
  id: Sha256,
  dev: DeviceId,
  /** What the device that wrote it is called. */
  device: z.string(),
  takenAt: Instant,
  mutations: z.int(),
  /** The server has been given it. */
  relayed: z.boolean(),
});
export type KeptHandover = z.infer<typeof KeptHandover>;

/** What taking in a folder came to. `refused`: files that were not taken, each with why; they keep no other from being taken. */
export const TakenHandovers = z.object({ taken: z.array(KeptHandover), photos: z.int(), refused: z.array(FailureLine) });
export type TakenHandovers = z.infer<typeof TakenHandovers>;
