import { z } from 'zod';
import type { Posting } from '#domain/consultation.ts';
import type { Day, RecordId } from '#domain/identity.ts';
import type { Place } from '#domain/place.ts';
import type { Desk } from '../../store/desk.ts';
import { photoChanges, photoRefs, type WatermarkSubject } from '../../store/photo-changes.ts';
import { createOf, patchOf, type RecordOf } from '../../store/records.ts';
import type { Change } from '../../store/save.ts';
import { instantOf } from '../../ui/field/calendar.ts';
import { day, photos, text } from '../../ui/field/parse.ts';

/** A posting as typed: what hangs, where, from when to when, and a photo of it hanging. */
export const PostingEntry = z
  .object({ text: text(2000), where: text(60, 0), from: day, to: day, photos: photos(1) })
  .refine(({ from, to }) => from < to, { path: ['to'], message: 'range' });
export type PostingTyped = z.input<typeof PostingEntry>;
export type PostingEntry = z.output<typeof PostingEntry>;

/** 公示 with its photos, under an id that what is posted about may already name. */
export function postingChanges(desk: Desk, id: RecordId, place: Place, entry: PostingEntry, subject: WatermarkSubject): Change[] {
  const { photos: taken, where, ...told } = entry;
  const refs = photoRefs(taken);
  const at = { ...place, label: where === '' ? place.label : where };
  const posting = createOf(
    'posting',
    id,
    { ...told, place: at, photos: refs, comments: [] },
    refs.map(({ sha256 }) => sha256),
  );
  return [...photoChanges(desk, taken, [{ type: 'posting', id }], subject), posting];
}

export const CommentEntry = z.object({ by: text(30, 0), text: text(500) });
export type CommentEntry = z.output<typeof CommentEntry>;

/** What somebody said of a posting is added to what others said. */
export function commentChange(desk: Desk, posting: RecordOf<'posting'>, entry: CommentEntry): Change {
  return patchOf(posting, { comments: [...posting.fields.comments, { at: instantOf(desk.source.now()), ...entry }] });
}

/** As much of a text as tells which posting it is. */
export const beginningOf = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most)}…` : text);

/** How a posting stands on a day. */
export function standingOf({ from, to }: Pick<Posting, 'from' | 'to'>, today: Day): 'coming' | 'hanging' | 'ended' {
  if (today < from) return 'coming';
  return today <= to ? 'hanging' : 'ended';
}
