import { limits } from '#contract/district-api.ts';
import { Failure, type FailureCode } from '#contract/failure.ts';
import type { Sha256 } from '#domain/identity.ts';
import type { Cancel, SyncStore, WantedPhoto, Wire } from './ports.ts';

interface Parts {
  store: SyncStore;
  wire: Wire;
}

export interface PhotoFailure {
  sha256: string;
  code: FailureCode;
}

/** How far sending photos has come. Bytes are those of the photos done, whoever sent them. */
export interface PhotosSent {
  sent: number;
  total: number;
  bytes: number;
  totalBytes: number;
  /** Bytes that this session put on the line itself: what a speed is made of. */
  lineBytes: number;
}

/** Failures of one photo alone. After any other the line itself is in question, and the next photo would fare no better [PH2]. */
const ofOnePhoto: ReadonlySet<FailureCode> = new Set([
  'BLOB_HASH',
  'NOT_FOUND',
  'TOO_BIG',
  'photo-missing',
  'photo-unreadable',
  'photo-damaged',
  'photo-not-image',
  'photo-too-big',
  'photo-too-many-pixels',
  'photo-heic-unsupported',
]);

function codeOfOne(error: unknown): FailureCode {
  const { code } = Failure.line(error);
  if (!ofOnePhoto.has(code)) throw error;
  return code;
}

/**
 * Runs `work` over `items`, at most `width` at a time. The first failure ends the taking of new ones, and is thrown when those under way
 * have ended; a wish to stop likewise.
 */
async function inParallel<T>(items: readonly T[], width: number, signal: Cancel, work: (item: T) => Promise<void>): Promise<void> {
  const queue = items.values();
  const failures: unknown[] = [];
  const lane = async () => {
    for (const item of queue) {
      if (signal.aborted || failures.length > 0) return;
      await work(item).catch((error: unknown) => failures.push(error));
    }
  };
  await Promise.all(Array.from({ length: width }, lane));
  signal.throwIfAborted();
  if (failures.length > 0) throw failures[0];
}

/** Sends every own photo that is not verified, each once whatever number of records shows it [PH1]. Those that cannot go are named [PH2]. */
export async function sendPhotos(
  { store, wire }: Parts,
  { signal, report }: { signal: Cancel; report: (sent: PhotosSent) => void },
): Promise<PhotoFailure[]> {
  const mine = await store.unverifiedPhotos();
  const failures: PhotoFailure[] = [];
  const sizes = new Map(mine.map(({ sha256, bytes }) => [sha256, bytes]));
  const so = { sent: 0, total: mine.length, bytes: 0, totalBytes: mine.reduce((sum, { bytes }) => sum + bytes, 0), lineBytes: 0 };
  const done = async (hashes: Sha256[], lineBytes: number) => {
    await store.markVerified(hashes);
    so.sent += hashes.length;
    so.lineBytes += lineBytes;
    for (const sha256 of hashes) so.bytes += sizes.get(sha256) ?? 0;
    report({ ...so });
  };
  if (mine.length > 0) report({ ...so });
  for (let start = 0; start < mine.length; start += limits.blobCheck) {
    signal.throwIfAborted();
    const page = mine.slice(start, start + limits.blobCheck);
    const { have, need } = await wire.checkPhotos(page.map(({ sha256, bytes }) => ({ sha256, size: bytes })));
    if (have.length > 0) await done(have, 0);
    await inParallel(parcelsOf(new Set(need), sizes), limits.parallelUploads, signal, async (parcel) => {
      for (const sha256 of await sendTogether(parcel)) await sendAlone(sha256);
    });
  }
  return failures;

  /** Answers those that have to go by themselves. */
  async function sendTogether(parcel: Sha256[]): Promise<Sha256[]> {
    if (parcel.length === 1) return parcel;
    const { verified, sentBytes } = await wire.sendParcel(parcel);
    if (verified.length > 0) await done(verified, sentBytes);
    return parcel.filter((sha256) => !verified.includes(sha256));
  }

  async function sendAlone(sha256: Sha256): Promise<void> {
    try {
      await done([sha256], (await wire.sendPhoto(sha256)).sentBytes);
    } catch (error) {
      failures.push({ sha256, code: codeOfOne(error) });
    }
  }
}

/** Photos in the order they came in: small ones side by side in parcels, every other by itself [PH4]. */
function parcelsOf(photos: Iterable<Sha256>, sizes: ReadonlyMap<Sha256, number>): Sha256[][] {
  const parcels: Sha256[][] = [];
  let room = 0;
  for (const sha256 of photos) {
    const bytes = sizes.get(sha256) ?? limits.chunkBytes;
    const open = parcels.at(-1);
    if (open === undefined || open.length === limits.parcelPhotos || bytes > Math.min(room, limits.chunkBytes)) {
      parcels.push([sha256]);
      room = bytes > limits.chunkBytes ? 0 : limits.parcelBytes - bytes;
    } else {
      open.push(sha256);
      room -= bytes;
    }
  }
  return parcels;
}

const pageOfCopies = 60;
const pageOfReleases = 100;
const keyOf = (photo: WantedPhoto) => `${photo.sha256}/${photo.size}`;

/**
 * Brings the copies that a pull should bring [PH3]. Answers how many came. One that is not on the server yet is asked for by the next session.
 * @throws Failure where the line or this device's disk is in question
 */
export async function fetchPhotos(
  { store, wire }: Parts,
  { signal, report }: { signal: Cancel; report: (fetched: number) => void },
): Promise<number> {
  let fetched = 0;
  const missed = new Set<string>();
  for (;;) {
    signal.throwIfAborted();
    const wanted = (await store.wantedPhotos(pageOfCopies + missed.size)).filter((photo) => !missed.has(keyOf(photo)));
    if (wanted.length === 0) return fetched;
    await inParallel(wanted, limits.parallelUploads, signal, async (photo) => {
      try {
        await wire.fetchPhoto(photo, photo.size);
        await store.markHeld(photo.sha256, photo.size);
        report(++fetched);
      } catch (error) {
        codeOfOne(error);
        missed.add(keyOf(photo));
      }
    });
  }
}

/** [RT2] Only where the disk is short, and only what lies in a backup off the server's machine: the oldest first, until there is room. */
export async function makeRoom({ store, wire }: Parts): Promise<void> {
  if (!(await wire.needsRoom())) return;
  const mine = await store.releasablePhotos();
  for (let start = 0; start < mine.length; start += pageOfReleases) {
    const page = mine.slice(start, start + pageOfReleases);
    await store.markReleased(await wire.releasePhotos(page.map(({ sha256, bytes }) => ({ sha256, size: bytes }))));
    if (!(await wire.needsRoom())) return;
  }
}
