import type { PhotosSent } from './photos.ts';
import type { Clock } from './ports.ts';

/** Where a session is. `newEpoch`: the server was restored; `forked`: this device takes a new id. */
export type SyncPhase = 'hello' | 'push' | 'pull' | 'photos' | 'receipt' | 'fetch' | 'newEpoch' | 'forked' | 'done';

/** What a screen can show while a session runs. Totals are what was known at the phase's start. */
export interface SyncProgress {
  phase: SyncPhase;
  sent: number;
  toSend: number;
  pulled: number;
  photosSent: number;
  photosToSend: number;
  bytesSent: number;
  bytesToSend: number;
  /** Of the photos on the line, over the whole phase so far; 0 before the first is through. */
  bytesPerSecond: number;
  /** How long the rest of the photos takes at this speed; null while nobody can tell. */
  remainingMs: number | null;
  fetched: number;
}

export const noProgress: SyncProgress = {
  phase: 'hello',
  sent: 0,
  toSend: 0,
  pulled: 0,
  photosSent: 0,
  photosToSend: 0,
  bytesSent: 0,
  bytesToSend: 0,
  bytesPerSecond: 0,
  remainingMs: null,
  fetched: 0,
};

export type PhotoProgress = Pick<
  SyncProgress,
  'photosSent' | 'photosToSend' | 'bytesSent' | 'bytesToSend' | 'bytesPerSecond' | 'remainingMs'
>;

/** Turns how far sending has come into a speed and what remains, from the moment it was made. */
export function createMeter(clock: Clock): (so: PhotosSent) => PhotoProgress {
  const start = clock.now();
  return ({ sent, total, bytes, totalBytes, lineBytes }) => {
    const seconds = (clock.now() - start) / 1000;
    const bytesPerSecond = seconds > 0 ? Math.round(lineBytes / seconds) : 0;
    const remainingMs = bytesPerSecond > 0 ? Math.round(((totalBytes - bytes) / bytesPerSecond) * 1000) : null;
    return { photosSent: sent, photosToSend: total, bytesSent: bytes, bytesToSend: totalBytes, bytesPerSecond, remainingMs };
  };
}
