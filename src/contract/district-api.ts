import { z } from 'zod';
import { DeviceId, Instant, RecordId, RecordType, Sha256, User } from '#domain/identity.ts';
import { FeedRecord, Mutation } from '#domain/mutation.ts';
import { openObject } from '#domain/open-object.ts';
import { PhotoSize } from '#domain/photo.ts';
import { HeldStateName } from './hold.ts';

/** Protocol version this code speaks. A server serves `pMin … pMax`; `p − 1` is served for 12 months. */
export const protocol = 1;

/** Limits of the wire: SPEC.md, HTTP. */
export const limits = {
  batchMutations: 500,
  batchBytes: 2 * 1024 * 1024,
  mutationBytes: 64 * 1024,
  groupMutations: 200,
  pageRows: 1000,
  pageBytes: 2 * 1024 * 1024,
  photoBytes: 50 * 1024 * 1024,
  /** A photo as a phone takes it goes in one request; larger ones, and what was cut, go on by tus. */
  putBytes: 4 * 1024 * 1024,
  chunkBytes: 1024 * 1024,
  /** Photos of at most a chunk go several to a request, a parcel. */
  parcelPhotos: 16,
  parcelBytes: 4 * 1024 * 1024,
  blobCheck: 1000,
  heldCheck: 1000,
  parallelUploads: 3,
} as const;

const Base64Url = z.base64url();

export const EnrollScope = openObject({ subdistrict: z.string(), subdistrictName: z.string() });
export type EnrollScope = z.infer<typeof EnrollScope>;

/** A user may write on this device in this period. */
export const Grant = User.extend({ from: Instant, to: Instant.nullable() });
export type Grant = z.infer<typeof Grant>;

/** `POST /sync/v1/enroll`. Keys are raw 32-byte public keys; `proof` signs `chaihuan-enroll\n<code>`. */
export const EnrollRequest = z.object({
  code: z.string().min(1).max(64),
  signKey: Base64Url,
  boxKey: Base64Url,
  proof: Base64Url,
  name: z.string().min(1).max(40),
});
export type EnrollRequest = z.infer<typeof EnrollRequest>;

export const EnrollReply = openObject({
  dev: DeviceId,
  serial: z.string(),
  serverId: z.uuid(),
  signKey: Base64Url,
  boxKey: Base64Url,
  /** age recipient that every device's data key is also wrapped to. */
  recoveryKey: z.string(),
  epoch: z.int(),
  scope: EnrollScope,
  grants: z.array(Grant),
});
export type EnrollReply = z.infer<typeof EnrollReply>;

/**
 * `POST /sync/v1/reenroll`: a device whose numbers the server knows otherwise (`FORK`: a disk rolled back or copied) goes on under a new id,
 * without a person. `next` is the id it chose and remembers, so that a lost answer is asked for again; `sig` signs
 * `chaihuan-reenroll\n<dev>\n<next>\n<nonce>` with the device's key. Answers as enrolling does: grants are carried over.
 */
export const ReenrollRequest = z.object({ dev: DeviceId, next: DeviceId, nonce: z.string(), sig: Base64Url });
export type ReenrollRequest = z.infer<typeof ReenrollRequest>;

export const NonceReply = openObject({ nonce: z.string() });

/** `POST /sync/v1/session`. `sig` signs `chaihuan-session\n<nonce>`; the answer is an opaque bearer token, 12 h. */
export const SessionRequest = z.object({ dev: DeviceId, nonce: z.string(), sig: Base64Url });
export const SessionReply = openObject({ token: z.string(), expiresAt: Instant, grants: z.array(Grant) });

/**
 * `GET /sync/v1/hello?last&at`: what a device says of itself: its newest number, so that others know what is unsent on it, and what its clock shows.
 * Devices of before say nothing.
 */
export const HelloQuery = z.object({ last: z.coerce.number<number>().int().min(0).optional(), at: Instant.optional() });
export type HelloQuery = z.infer<typeof HelloQuery>;

export const HelloReply = openObject({
  serverId: z.uuid(),
  epoch: z.int(),
  pMin: z.int(),
  pMax: z.int(),
  now: Instant,
  limits: z.record(z.string(), z.number()),
  /** How the server's own backup stands; servers before this was asked say nothing. `good` only off the server's machine and recent. */
  backup: z.object({ state: z.enum(['none', 'on-machine', 'stale', 'good']), verifiedAt: Instant.nullable() }).optional(),
  /** The mark of the list that `GET /sync/v1/peers` answers now. Only to a device with a session; servers of before say nothing. */
  peers: z.string().optional(),
});
export type HelloReply = z.infer<typeof HelloReply>;

export const outcomes = ['applied', 'noop', 'conflict', 'quarantined'] as const;
export const Outcome = z.enum(outcomes);
export type Outcome = z.infer<typeof Outcome>;

/** `rowSeq` is the seq of the record that shows this mutation, 0 where there is no record to wait for. */
export const PushResult = openObject({
  n: z.int(),
  h: Sha256,
  outcome: Outcome,
  rowSeq: z.int().min(0),
  conflictId: z.uuid().optional(),
  rule: z.string().optional(),
});
export type PushResult = z.infer<typeof PushResult>;

/**
 * `POST /sync/v1/push`. `batch` names the sync session; its pushes share it. `sig` signs `chaihuan-push\n<h of the last mutation>`.
 * Contiguous: `muts[0].n === from`, the last is `to`.
 */
export const PushRequest = z.object({
  p: z.int(),
  batch: z.uuid(),
  dev: DeviceId,
  epoch: z.int(),
  from: z.int().min(1),
  to: z.int().min(1),
  muts: z.array(Mutation).min(1).max(limits.batchMutations),
  sig: Base64Url,
});
export type PushRequest = z.infer<typeof PushRequest>;

/** `next` is the number the server expects next; everything below `backed` is inside a verified backup. */
export const PushReply = openObject({ epoch: z.int(), next: z.int(), backed: z.int(), results: z.array(PushResult) });
export type PushReply = z.infer<typeof PushReply>;

/** `GET /sync/v1/pull?epoch&cursor&limit`: rows with `seq > cursor` in order, from one snapshot. `head` is the feed's newest seq. */
export const PullReply = openObject({
  epoch: z.int(),
  rows: z.array(FeedRecord),
  cursor: z.int(),
  head: z.int(),
  next: z.int(),
  backed: z.int(),
  /** Where what waits for people, as far as this device sees it, last changed. Servers of before say nothing. */
  holds: openObject({ head: z.int(), scope: z.string() }).optional(),
});
export type PullReply = z.infer<typeof PullReply>;

export const PullQuery = z.object({
  epoch: z.coerce.number<number>().int(),
  cursor: z.coerce.number<number>().int().min(0),
  limit: z.coerce.number<number>().int().min(1).max(limits.pageRows).default(limits.pageRows),
});

export const BlobParams = z.object({ sha256: Sha256 });
export const BlobQuery = z.object({ size: PhotoSize.default('original') });

export const BlobCheckRequest = z.array(z.object({ sha256: Sha256, size: z.int().min(1) })).max(limits.blobCheck);
export const BlobCheckReply = openObject({
  have: z.array(Sha256),
  need: z.array(Sha256),
  /** Of `have`, those inside a verified backup: only these may leave a device. Servers of before say nothing. */
  backed: z.array(Sha256).optional(),
  partial: z.array(z.object({ sha256: Sha256, url: z.string() })),
});
export type BlobCheckReply = z.infer<typeof BlobCheckReply>;

export const BlobCommitRequest = z.object({ upload: z.string() });
/** The only reply that means the server has the bytes: rehashed, fsynced and in place. */
export const BlobVerified = openObject({ sha256: Sha256, size: z.int(), verified: z.literal(true) });
export type BlobVerified = z.infer<typeof BlobVerified>;

/** Small photos in one request, a parcel: `<sha256>.<bytes>,…` says whose bytes follow one another in the body. */
export const ParcelQuery = z.object({ photos: z.string().regex(/^[0-9a-f]{64}\.[1-9]\d{0,6}(?:,[0-9a-f]{64}\.[1-9]\d{0,6}){0,15}$/) });
export const ParcelReply = openObject({ verified: z.array(BlobVerified) });
export type ParcelReply = z.infer<typeof ParcelReply>;

export interface ParcelPhoto {
  sha256: Sha256;
  size: number;
}

export const writeParcel = (photos: readonly ParcelPhoto[]): string => photos.map(({ sha256, size }) => `${sha256}.${size}`).join(',');

/** @throws ZodError where a hash is none */
export function readParcel({ photos }: z.infer<typeof ParcelQuery>): ParcelPhoto[] {
  return photos.split(',').map((photo) => {
    const [sha256, size] = photo.split('.');
    return { sha256: Sha256.parse(sha256), size: Number(size) };
  });
}

/** What became of a change that waits for a person, who decided and why, as far as they said. */
export const HeldState = openObject({
  uid: z.uuid(),
  state: HeldStateName,
  at: Instant.nullable(),
  by: z.string().optional(),
  reason: z.string().optional(),
});
export type HeldState = z.infer<typeof HeldState>;

/** `POST /sync/v1/held`: a device asks after its own changes that were conflicts or quarantined. A uid the server does not hold is not answered. */
export const HeldRequest = z.object({ uids: z.array(z.uuid()).max(limits.heldCheck) });
export const HeldReply = openObject({ held: z.array(HeldState) });

/** What still needs a person: a conflict or a quarantined mutation, by name. */
export const ReceiptItem = openObject({
  n: z.int(),
  type: RecordType,
  id: RecordId,
  outcome: z.enum(['conflict', 'quarantined']),
  rule: z.string().optional(),
});
export type ReceiptItem = z.infer<typeof ReceiptItem>;

/**
 * `GET /sync/v1/receipts/{batch}`. Counts cover every mutation pushed under the batch, replays included once.
 * `head` is the last mutation's hash; `digest` is SHA-256 over the canonical JSON of everything but `digest` and `sig`; `sig` is the server's over `chaihuan-receipt\n<digest>`.
 */
export const Receipt = openObject({
  batch: z.uuid(),
  serverId: z.uuid(),
  epoch: z.int(),
  dev: DeviceId,
  issuedAt: Instant,
  from: z.int(),
  to: z.int(),
  head: Sha256,
  counts: openObject({ received: z.int(), applied: z.int(), noop: z.int(), conflict: z.int(), quarantined: z.int() }),
  items: z.array(ReceiptItem),
  photos: openObject({ total: z.int(), verified: z.int(), bytes: z.int(), missing: z.array(Sha256) }),
  digest: Sha256,
  sig: Base64Url,
});
export type Receipt = z.infer<typeof Receipt>;

/** Body of every non-2xx answer. `facts` carry what the code needs (`next` for GAP, `retryAfterS` for BUSY). */
export const WireFailure = z.object({ error: z.object({ code: z.string(), facts: z.record(z.string(), z.unknown()).default({}) }) });

/** What each Ed25519 signature of the protocol covers. */
export const signedText = {
  enroll: (code: string) => `chaihuan-enroll\n${code}`,
  session: (nonce: string) => `chaihuan-session\n${nonce}`,
  reenroll: (dev: string, next: string, nonce: string) => `chaihuan-reenroll\n${dev}\n${next}\n${nonce}`,
  push: (head: string) => `chaihuan-push\n${head}`,
  receipt: (digest: string) => `chaihuan-receipt\n${digest}`,
  /** `digest` is SHA-256 of `manifest.json` as it lies in the bundle. */
  bundle: (digest: string) => `chb1\n${digest}`,
  answer: (digest: string) => `chr1\n${digest}`,
  enrollFile: (digest: string) => `che1\n${digest}`,
} as const;
