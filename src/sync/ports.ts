import type { BlobCheckReply, HeldState, HelloReply, PullReply, PushReply, PushResult, Receipt } from '#contract/district-api.ts';
import type { HoldsReply } from '#contract/hold.ts';
import type { Sha256 } from '#domain/identity.ts';
import type { Mutation } from '#domain/mutation.ts';
import type { WatermarkText } from '#domain/photo.ts';

export interface SyncPosition {
  epoch: number;
  cursor: number;
}

/** Numbers of this device, both ends included. */
export interface NumberRun {
  from: number;
  to: number;
}

/** A part of a run that goes in one push: from its first number on, at most so many lines [B1]. */
export interface LinePart extends NumberRun {
  most: number;
}

/** A photo this device must send, or would like to hold. */
export interface PhotoRef {
  sha256: Sha256;
  bytes: number;
  watermark: WatermarkText;
}

/** A copy that a pull should bring. */
export type WantedPhoto = PhotoRef & { size: 'thumb' | 'display' };

/** The device's store as the engine needs it. Each method is one transaction [S1]. */
export interface SyncStore {
  position(): Promise<SyncPosition>;
  /** The numbers from the first that nobody was told of, up to the first hole; undefined where there is none. */
  unsentRun(): Promise<NumberRun | undefined>;
  /**
   * From the first journaled mutation that no receipt covers, or, where `after` is on its way, from the number behind it: the run of numbers
   * without a hole, at most `limit`.
   */
  unsent(limit: number, after?: number): Promise<Mutation[]>;
  countUnsent(): Promise<number>;
  /** Notes the results whose `n` and `h` match [A1], settles what is already visible, and awaits the batch's receipt [RC1]. */
  noteResults(results: readonly PushResult[], batch: string): Promise<void>;
  /**
   * What the server has of this device: what was acknowledged from `next` on it has lost, and that is unsent again [G2]; everything with
   * `n < backed` is inside a verified backup, and what is settled of it, and held by nobody, may go [RT1].
   */
  noteServer(has: Pick<PullReply, 'next' | 'backed'>): Promise<void>;
  /** A page has come whose turn may be next: what can be done of it without writing is done while the one before it is written. */
  awaitPage(page: Pick<PullReply, 'rows'>): void;
  /**
   * Writes rows and cursor together, but only while the position is still `from` [L1]; undefined where it was not. With the page that reaches
   * the head, rows of an older epoch that did not come again are gone [E2]. Answers how many of the rows tell this device something that it
   * had not written itself.
   */
  notePage(from: SyncPosition, page: Pick<PullReply, 'rows' | 'cursor' | 'head'>): Promise<number | undefined>;
  /** Everything with `n >= next` counts as unsent again [G1]. */
  rewind(next: number): Promise<void>;
  /** A restored server: start from 0, send everything retained again, and show the old rows until the new ones come [E1][E2]. */
  beginEpoch(epoch: number): Promise<void>;
  /** Own photos that the server has not verified, oldest first. */
  unverifiedPhotos(): Promise<PhotoRef[]>;
  markVerified(sha256: readonly Sha256[]): Promise<void>;
  /** Own photos that the server has verified and whose original is still here, oldest first. */
  releasablePhotos(): Promise<PhotoRef[]>;
  markReleased(sha256: readonly Sha256[]): Promise<void>;
  wantedPhotos(limit: number): Promise<WantedPhoto[]>;
  markHeld(sha256: Sha256, size: 'thumb' | 'display'): Promise<void>;
  noteClock(offsetMs: number): Promise<void>;
  /** Batches that were received and whose receipt is not here yet, oldest first. */
  awaitedReceipts(): Promise<string[]>;
  keepReceipt(receipt: Receipt): Promise<void>;
  /** The server knows of no such batch (any more): its receipt is no longer awaited [RC1]. */
  dropAwaited(batch: string): Promise<void>;
  /** Own changes that were conflicts or quarantined and that nobody has decided yet, by uid, oldest first [H1]: those behind `after`, at most `limit`. */
  held(limit: number, after?: string): Promise<string[]>;
  /** What the server says of them now: one that is decided is held no longer [H2]. */
  noteHeld(states: readonly HeldState[]): Promise<void>;
  /** How far this device has followed what waits for people, and under which scope. */
  holdsPosition(): Promise<SyncPosition & { scope: string }>;
  /** Writes a page of it and the position it leads to; from 0 it takes the place of all that was there [H3]. */
  noteHolds(from: SyncPosition, page: HoldsReply): Promise<void>;
}

/** The district server, as this device reaches it. Every call throws `Failure` with a wire code. */
export interface Wire {
  /** @throws Failure EPOCH where the server is older than one this device has met */
  hello(): Promise<HelloReply>;
  /**
   * Sends lines of this device's journal, which host has: whole groups from `from` on, at most `most` and none behind `to`. The results say which.
   * @throws Failure journal-damaged where the first of them can no longer be read; TOO_BIG with `alone` where it was one group
   */
  pushLines(batch: string, epoch: number, part: LinePart): Promise<PushReply>;
  /** The same of lines that the journal can no longer read and the store still holds. */
  push(batch: string, epoch: number, mutations: Mutation[]): Promise<PushReply>;
  /** @throws Failure FORK where the server knows numbers of this device that its journal does not [FK2] */
  pull(position: SyncPosition, limit: number): Promise<PullReply>;
  receipt(batch: string): Promise<Receipt>;
  held(uids: string[]): Promise<HeldState[]>;
  holds(position: SyncPosition): Promise<HoldsReply>;
  checkPhotos(photos: { sha256: Sha256; size: number }[]): Promise<Pick<BlobCheckReply, 'have' | 'need'>>;
  sendPhoto(sha256: Sha256): Promise<{ sentBytes: number }>;
  /** Sends small photos in one request [PH4]. Answers which are verified; each other has to go by itself. */
  sendParcel(photos: Sha256[]): Promise<{ verified: Sha256[]; sentBytes: number }>;
  fetchPhoto(photo: PhotoRef, size: 'thumb' | 'display'): Promise<{ bytes: number }>;
  /** Whether this device's disk is so short that originals should go [RT2]. */
  needsRoom(): Promise<boolean>;
  /** Lets go of those of these originals that the server, asked by host itself, has inside a verified backup. Answers which [RT2]. */
  releasePhotos(photos: { sha256: Sha256; size: number }[]): Promise<Sha256[]>;
  /** Cuts whatever is under way: those calls throw `cancelled`. */
  stop(): Promise<void>;
}

/** The device's journal, which outlives its store. */
export interface Journal {
  /** Gives the store the numbers that the journal has, where a new id reached the disk and not the store [FK1]. */
  follow(): Promise<void>;
  /** Brings lines from `from` on that the store has let go back into it, as unsent [G1]. */
  refill(from: number): Promise<void>;
  /** A new id from the district, every retained line renumbered under it on the disk, then in the store: all of it unsent [FK1]. */
  renew(): Promise<void>;
}

/** Time, as the engine asks for it. */
export interface Clock {
  /** Milliseconds since 1970 on this device's clock. */
  now(): number;
}

/** Calls back once, after so many milliseconds. Answers what takes it back. */
export type Timer = (ms: number, work: () => void) => () => void;

/** A number in [0, 1). */
export type Chance = () => number;

/** A wish to stop: the platform's AbortSignal is one. */
export interface Cancel {
  readonly aborted: boolean;
  throwIfAborted(): void;
}

/** A wish of its own. */
export interface Stop extends Cancel {
  stop(): void;
}
