import { z } from 'zod';
import { DeviceId, Instant, Sha256 } from '#domain/identity.ts';
import { openObject } from '#domain/open-object.ts';
import { EnrollRequest, Grant, PushReply, Receipt } from './district-api.ts';
import { Arrived, Peer } from './handover.ts';

/**
 * Bundles on a USB stick. `.chb`, device to server: a signed ZIP (stored) of unsent mutations and unverified photos, encrypted to the server.
 * `.chr`, server to device: its signed answer, encrypted to that device. SPEC.md, Courier.
 */
export const bundleEnding = '.chb';
export const answerEnding = '.chr';

/** Names, counts and sizes are held against these before a byte is unpacked [CR2]. Sizes in bytes. */
export const courierLimits = {
  /** One file on the stick: FAT32 holds none of 4 GiB. */
  partBytes: 3.5 * 1024 ** 3,
  /** What the ZIP's own tables and the encryption may take of a part. */
  overheadBytes: 64 * 1024 * 1024,
  partMutations: 20_000,
  partPhotos: 20_000,
  manifestBytes: 16 * 1024 * 1024,
  /** An answer is opened in memory: pulled rows never lie on a device's disk in the clear. */
  answerBytes: 512 * 1024 * 1024,
} as const;

export const manifestName = 'manifest.json';
export const signatureName = 'manifest.sig';
export const mutationsName = 'mutations.ndjson';
export const photoName = (sha256: Sha256) => `photos/${sha256}`;

/** What a person sees on the stick. `i` counts from 1. */
export const bundleFileName = (dev: DeviceId, batch: string, i: number, n: number) =>
  `${dev.slice(0, 8)}-${batch.slice(0, 8)}-${i}-${n}${bundleEnding}`;
export const answerFileName = (dev: DeviceId) => `${dev}${answerEnding}`;

const BundleFile = z.object({ name: z.string().max(80), sha256: Sha256, size: z.int().min(0) });
export type BundleFile = z.infer<typeof BundleFile>;

/** `manifest.json` of a `.chb`. `manifest.sig` is the device's, over `signedText.bundle`. */
export const BundleManifest = openObject({
  format: z.literal('chb1'),
  /** The protocol its mutations speak. */
  p: z.int(),
  /** For whom it is. */
  serverId: z.uuid(),
  dev: DeviceId,
  /** SHA-256 of the device's raw signing key. */
  key: Sha256,
  /** Where the device's pull stands: the answer goes on from there. */
  epoch: z.int(),
  cursor: z.int().min(0),
  /** All parts of one export share it; their receipt is its. */
  batch: z.uuid(),
  part: z.object({ i: z.int().min(1), n: z.int().min(1) }),
  /** Mutations of this part, null where it carries photos alone; `head` is the last one's `h`. */
  range: z.object({ from: z.int().min(1), to: z.int().min(1), head: Sha256 }).nullable(),
  /** How the mutations are pushed: each push up to `to`, with the signature that it would carry over the line. */
  pushes: z.array(z.object({ to: z.int().min(1), sig: z.base64url() })),
  /** Photos of this device that it has no word of yet: the answer says which of them are verified. */
  awaited: z.array(Sha256),
  /** Changes of other desks, handed over to this one, that it has no word of yet: the answer says which of them are here. */
  handed: z.array(z.uuid()).max(20_000).optional(),
  /** Of a device that was enrolled by a file, until the server has answered it: the file's code and its own keys [EF1]. */
  joining: EnrollRequest.optional(),
  files: z.array(BundleFile),
});
export type BundleManifest = z.infer<typeof BundleManifest>;

/** Its other files, with what each line of them is. */
export const answerFiles = { pushes: 'pushes.ndjson', pages: 'pages.ndjson', receipts: 'receipts.ndjson', photos: 'photos.json' } as const;

/** `manifest.json` of a `.chr`, signed by the server over `signedText.answer`. */
export const AnswerManifest = openObject({
  format: z.literal('chr1'),
  serverId: z.uuid(),
  dev: DeviceId,
  issuedAt: Instant,
  epoch: z.int(),
  /** What the server expects next of this device, and what is inside a verified backup. */
  next: z.int(),
  backed: z.int(),
  /** The pages go on from this cursor, up to `head`. */
  cursor: z.int().min(0),
  head: z.int().min(0),
  pages: z.int().min(0),
  /** Parts that wait for an earlier one. */
  parked: z.array(z.object({ from: z.int(), to: z.int() })),
  /** The subdistrict's devices: a tablet that never meets a line hands over too. Servers of before say nothing. */
  peers: z.array(Peer).optional(),
  arrived: z.array(Arrived).optional(),
  /** Who may write on the device now [GR1]: a tablet without a line hears of it here. */
  grants: z.array(Grant).optional(),
  files: z.array(BundleFile),
});
export type AnswerManifest = z.infer<typeof AnswerManifest>;

/** A line of `pushes.ndjson`. */
export const AnsweredPush = z.object({ batch: z.uuid(), reply: PushReply });
export type AnsweredPush = z.infer<typeof AnsweredPush>;

/** Changes that came, and those of them that wait for a person. One that lies in several files of a stick came once. */
export function countAnswered(pushes: readonly AnsweredPush[]): { received: number; held: number } {
  const outcomes = new Map(pushes.flatMap(({ reply }) => reply.results.map(({ n, outcome }) => [n, outcome] as const)));
  const held = [...outcomes.values()].filter((outcome) => outcome === 'conflict' || outcome === 'quarantined');
  return { received: outcomes.size, held: held.length };
}

/** `photos.json`: of those awaited, which the server has rehashed, and which of these are inside a verified backup. */
export const AnsweredPhotos = openObject({ verified: z.array(Sha256), backed: z.array(Sha256) });
export type AnsweredPhotos = z.infer<typeof AnsweredPhotos>;

/** An answer as host hands it to the page, which asks for its pages one by one. */
export const CourierAnswer = AnswerManifest.pick({
  issuedAt: true,
  epoch: true,
  next: true,
  backed: true,
  cursor: true,
  head: true,
  pages: true,
  parked: true,
  arrived: true,
}).extend({ pushes: z.array(AnsweredPush), receipts: z.array(Receipt), verified: z.array(Sha256) });
export type CourierAnswer = z.infer<typeof CourierAnswer>;

/** What an export wrote. `unreadable`: photos whose originals are missing or damaged here: the rest went. */
export const CourierExport = z.object({
  batch: z.uuid(),
  files: z.array(z.string()),
  bytes: z.int(),
  mutations: z.int(),
  photos: z.int(),
  unreadable: z.array(Sha256),
});
export type CourierExport = z.infer<typeof CourierExport>;

/** How far an export is, in bytes of photos and mutations. */
export const CourierProgress = z.object({ running: z.boolean(), doneBytes: z.int(), totalBytes: z.int() });
export type CourierProgress = z.infer<typeof CourierProgress>;
