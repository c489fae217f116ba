import type { Person } from '#domain/evidence.ts';
import type { Day, Instant, RecordId } from '#domain/identity.ts';
import type { Place } from '#domain/place.ts';
import type { Desk } from '../../store/desk.ts';
import { photoChanges, photoRefs, type WatermarkSubject } from '../../store/photo-changes.ts';
import { createOf, patchOf, type RecordOf } from '../../store/records.ts';
import { type Change, newRecordId } from '../../store/save.ts';
import { instantOf } from '../../ui/field/calendar.ts';
import {
  type AccommodationEntry,
  type ConsultationEntry,
  noAccommodation,
  type ObjectionEntry,
  type OccupantEntry,
  type ReplyEntry,
  type VisitEntry,
} from './entries.ts';

const personOf = ({ user }: Desk): Person => ({ name: user.name, user: user.id });

/** A day at this time of day: what is written up later keeps the day it was. */
const momentOf = (desk: Desk, on: Day): Instant => `${on}${instantOf(desk.source.now()).slice(10)}`;

/** What a visit was to: a room, whoever lives there now, and the things that were spoken of. */
export interface Visited {
  place: Place;
  household: RecordId | null;
  about: readonly RecordId[];
}

/** 入户: a fact, with its photos. */
export function visitChanges(desk: Desk, { place, household, about }: Visited, entry: VisitEntry, subject: WatermarkSubject): Change[] {
  const id = newRecordId(desk);
  const { on, photos: taken, ...told } = entry;
  const refs = photoRefs(taken);
  const visit = createOf(
    'visit',
    id,
    { ...told, place, household, about: [...about].slice(0, 60), at: momentOf(desk, on), by: personOf(desk), photos: refs },
    refs.map(({ sha256 }) => sha256),
  );
  return [...photoChanges(desk, taken, [{ type: 'visit', id }], subject), visit];
}

/** Who lives in a room, as far as they were asked. */
export function occupantChange(desk: Desk, { building, unit, room }: Place & { room: string }, entry: OccupantEntry): Change {
  const unasked = { to: null, ownerReachable: null, accommodation: null, note: '', source: null };
  return createOf('household', newRecordId(desk), { building, unit, room, ...entry, ...unasked });
}

/** 征询意见, to be answered by `due`. */
export function consultationChange(desk: Desk, household: RecordId, { opinion, due }: ConsultationEntry): Change {
  const at = instantOf(desk.source.now());
  return createOf('consultation', newRecordId(desk), { household, at, by: personOf(desk), opinion, due, reply: null });
}

/** An opinion is accepted or explained, once. */
export function replyChange(desk: Desk, consultation: RecordOf<'consultation'>, reply: ReplyEntry): Change {
  return patchOf(consultation, { reply: { at: instantOf(desk.source.now()), by: personOf(desk), ...reply } });
}

/** 意见诉求 of anybody; of a household where one is known. */
export function objectionChanges(
  desk: Desk,
  told: { household: RecordId | null; about: RecordId | null },
  { photos: taken, ...entry }: ObjectionEntry,
  subject: WatermarkSubject,
): Change[] {
  const id = newRecordId(desk);
  const refs = photoRefs(taken);
  const objection = createOf(
    'objection',
    id,
    { ...told, ...entry, at: instantOf(desk.source.now()), reply: null, photos: refs },
    refs.map(({ sha256 }) => sha256),
  );
  return [...photoChanges(desk, taken, [{ type: 'objection', id }], subject), objection];
}

export function answerChange(desk: Desk, objection: RecordOf<'objection'>, text: string): Change {
  return patchOf(objection, { reply: { at: instantOf(desk.source.now()), by: personOf(desk), text } });
}

export function accommodationChange(household: RecordOf<'household'>, { accommodation, note }: AccommodationEntry): Change {
  return patchOf(household, { accommodation: accommodation === noAccommodation ? null : accommodation, note });
}
