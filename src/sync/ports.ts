import type { BlobCheckReply, HelloReply, PullReply, PushReply, PushResult, Receipt } from '#contract/district-api.ts';
import type { Sha256 } from '#domain/identity.ts';
import type { FeedRecord, Mutation } from '#domain/mutation.ts';
import type { WatermarkText } from '#domain/photo.ts';

export interface SyncPosition {
  epoch: number;
  cursor: number;
}

/** A photo this device must send, or would like to hold. */
export interface PhotoRef {
  sha256: Sha256;
  bytes: number;
  watermark: WatermarkText;
}

/** The device's store as the engine needs it. Each method is one transaction [S1]. */
export interface SyncStore {
  position(): Promise<SyncPosition>;
  /** From the first journaled mutation that no receipt covers: the run of numbers without a hole, at most `limit`. */
  unsent(limit: number): Promise<Mutation[]>;
  countUnsent(): Promise<number>;
  /** Notes the results whose `n` and `h` match [A1], settles what is already visible, and awaits the batch's receipt [RC1]. */
  noteResults(results: readonly PushResult[], batch: string): Promise<void>;
  /**
   * Writes rows and cursor together, but only while the position is still `from` [L1]; undefined where it was not. Answers how many of
   * the rows tell this device something that it had not written itself.
   */
  notePage(from: SyncPosition, rows: readonly FeedRecord[], cursor: number): Promise<number | undefined>;
  /** Everything with `n >= next` counts as unsent again [G1]. */
  rewind(next: number): Promise<void>;
  /** A restored server: forget its rows, start from 0, send everything retained again [E1]. */
  beginEpoch(epoch: number): Promise<void>;
  /** Own photos that the server has not verified, oldest first. */
  unverifiedPhotos(): Promise<PhotoRef[]>;
  markVerified(sha256: readonly Sha256[]): Promise<void>;
  /** Photos of pulled records whose thumb, or whose display copy, is not on this device. */
  wantedPhotos(limit: number): Promise<(PhotoRef & { size: 'thumb' | 'display' })[]>;
  markHeld(sha256: Sha256, size: 'thumb' | 'display'): Promise<void>;
  noteClock(offsetMs: number): Promise<void>;
  /** Batches that were received and whose receipt is not here yet, oldest first. */
  awaitedReceipts(): Promise<string[]>;
  keepReceipt(receipt: Receipt): Promise<void>;
}

/** The district server, as this device reaches it. Every call throws `Failure` with a wire code. */
export interface Wire {
  hello(): Promise<HelloReply>;
  push(batch: string, mutations: Mutation[]): Promise<PushReply>;
  pull(position: SyncPosition, limit: number): Promise<PullReply>;
  receipt(batch: string): Promise<Receipt>;
  checkPhotos(photos: { sha256: Sha256; size: number }[]): Promise<Pick<BlobCheckReply, 'have' | 'need'>>;
  sendPhoto(sha256: Sha256): Promise<{ sentBytes: number }>;
  fetchPhoto(photo: PhotoRef, size: 'thumb' | 'display'): Promise<{ bytes: number }>;
}

/** Time, as the engine asks for it. */
export interface Clock {
  /** Milliseconds since 1970 on this device's clock. */
  now(): number;
}

/** A wish to stop: the platform's AbortSignal is one. */
export interface Cancel {
  readonly aborted: boolean;
  throwIfAborted(): void;
}
