import type { TakenPhoto } from '../store/photo-changes.ts';

/**
 * The photos of a field as they stand now. Taking a card in lasts minutes, and meanwhile people take one out, or pick some from the tray: what comes
 * next is added to what is there, never to what was there when it began.
 */
export interface PhotoList {
  now(): readonly TakenPhoto[];
  /** The field was drawn with these. */
  see(photos: readonly TakenPhoto[]): void;
  change(to: (photos: readonly TakenPhoto[]) => TakenPhoto[]): void;
  /** Adds those that are not there yet. Answers whether there were any. */
  add(photos: readonly TakenPhoto[]): boolean;
}

export function createPhotoList(tell: (photos: TakenPhoto[]) => void): PhotoList {
  let now: readonly TakenPhoto[] = [];

  function change(to: (photos: readonly TakenPhoto[]) => TakenPhoto[]): void {
    const next = to(now);
    now = next;
    tell(next);
  }

  return {
    now: () => now,
    see(photos) {
      now = photos;
    },
    change,
    add(photos) {
      const fresh = photos.filter(({ facts }) => !now.some((other) => other.facts.sha256 === facts.sha256));
      if (fresh.length > 0) change((there) => [...there, ...fresh]);
      return fresh.length > 0;
    },
  };
}
