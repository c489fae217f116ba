import type { Person, PhotoRef } from './evidence.ts';
import type { Instant } from './identity.ts';
import { sameJson } from './json.ts';
import type { Photo } from './photo.ts';
import type { RuleId } from './rule.ts';

type Link = Photo['links'][number];

/**
 * Where a photo goes, by whom and why, and what its watermark says there. `hanging`: what hangs on the wrong record (its removals, lines and
 * pieces): a photo that shows another thing proves none of them.
 */
export interface Relinking {
  from: Link;
  hanging: readonly Link[];
  to: Link;
  at: Instant;
  by: Person;
  reason: string;
  watermark: Photo['watermark'];
}

/**
 * [A3] A photo on the wrong record goes to the right one, with a reason; its watermark is rebuilt and its bytes stay as they are [A2].
 * Undefined where it is not on the one, or already on the other.
 */
export function relinkPhoto(photo: Photo, { from, hanging, to, at, by, reason, watermark }: Relinking): Photo | undefined {
  const isAt = (link: Link) => photo.links.some((other) => sameJson(other, link));
  if (!isAt(from) || isAt(to) || reason === '') return undefined;
  const left = [from, ...hanging.filter(isAt)];
  const links = [...photo.links.filter((link) => !left.some((other) => sameJson(other, link))), to];
  const told = left.map((link) => ({ at, by, reason, from: link, to }));
  return { ...photo, links, watermark, relinks: [...(photo.relinks ?? []), ...told] };
}

/** Undefined where every link that a photo lost is accounted for by a relink, and earlier relinks stand as they were. */
export function relinkMissing(last: Photo, next: Photo): RuleId | undefined {
  const [was, is] = [last.relinks ?? [], next.relinks ?? []];
  if (!was.every((one) => is.some((other) => sameJson(one, other)))) return 'IMMUTABLE';
  const told = is.filter((one) => !was.some((other) => sameJson(one, other)));
  const lost = last.links.filter((link) => !next.links.some((other) => sameJson(other, link)));
  return lost.every((link) => told.some(({ from }) => sameJson(from, link))) ? undefined : 'EVIDENCE_MISSING';
}

/** 缺照片: the photos that a record counts and that were since relinked away from it. It is left short until others stand in. */
export function photosGone(id: string, photos: readonly PhotoRef[], known: readonly Photo[]): PhotoRef[] {
  return photos.filter(({ sha256 }) => {
    // One picture may have been taken in twice, and only one of them moved.
    const taken = known.filter((each) => each.sha256 === sha256);
    return taken.length > 0 && !taken.some(({ links }) => links.some((link) => link.id === id));
  });
}

/** The photos that prove a record now [A3]: those that it counts and that are still its own, and those that were moved to it, each once. */
export function photosNow(id: string, photos: readonly PhotoRef[], known: readonly Photo[]): PhotoRef[] {
  const gone = photosGone(id, photos, known);
  const own = photos.filter((photo) => !gone.includes(photo));
  const isHere = ({ links, relinks }: Photo) => links.some((link) => link.id === id) && (relinks ?? []).some(({ to }) => to.id === id);
  const brought = new Map(known.filter(isHere).map(({ sha256, stage }) => [sha256, { sha256, stage }]));
  return [...own, ...[...brought.values()].filter(({ sha256 }) => !own.some((photo) => photo.sha256 === sha256))];
}

/** A record as its evidence stands: a fact never changes what it was saved with, and what proves it is told by the photos themselves. */
export function asProven<R extends { id: string; fields: { photos: readonly PhotoRef[] } }>(record: R, known: readonly Photo[]): R {
  const { photos } = record.fields;
  const now = photosNow(record.id, photos, known);
  return sameJson(now, [...photos]) ? record : { ...record, fields: { ...record.fields, photos: now } };
}
