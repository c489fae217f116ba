import { z } from 'zod';
import { emptyRooms, openLines } from '#domain/closing.ts';
import { type Closing, isClosed } from '#domain/estate.ts';
import type { Day } from '#domain/identity.ts';
import { roomKey } from '#domain/place.ts';
import type { Desk } from '../../store/desk.ts';
import { patchOf, type RecordOf } from '../../store/records.ts';
import type { Change } from '../../store/save.ts';
import { instantOf } from '../../ui/field/calendar.ts';
import { day, text } from '../../ui/field/parse.ts';
import type { BuildingReturn } from './building-return.ts';

type Line = RecordOf<'entitlement'>;

/** What stands between a building and its close-out [C7]. */
export interface ClosingStanding {
  /** Owed where somebody lives, or disputed anywhere. */
  blocking: Line[];
  /** Owed where nobody lives: may stay open on an approved 遗留清单. */
  leftovers: Line[];
}

export function standingOf({ lines, residents }: Pick<BuildingReturn, 'lines' | 'residents'>): ClosingStanding {
  const isEmpty = emptyRooms(residents);
  const open = openLines(lines);
  const mayStay = ({ fields }: Line) => fields.status !== 'disputed' && isEmpty(roomKey(fields.place));
  return { blocking: open.filter((line) => !mayStay(line)), leftovers: open.filter(mayStay) };
}

/**
 * A close-out as typed: each leftover has its own reason, found by the line. Leftovers come and go while the form is open, or a draft of it lies: a
 * reason never becomes another line's.
 */
export function closeEntryFor(leftovers: readonly Line[]) {
  const reason = z.string().default('').pipe(text(200));
  return z.object({ on: day, reasons: z.object(Object.fromEntries(leftovers.map(({ id }) => [id, reason]))) });
}
export type CloseTyped = z.input<ReturnType<typeof closeEntryFor>>;
export type CloseEntry = z.infer<ReturnType<typeof closeEntryFor>>;

/** The 遗留清单 with the reasons it was approved for. */
export function approvedLeftovers({ reasons }: CloseEntry, leftovers: readonly Line[]): Closing['leftovers'] {
  return leftovers.map(({ id }) => ({ line: id, reason: reasons[id] ?? '' }));
}

export function closeChange(desk: Desk, building: RecordOf<'building'>, on: Day, leftovers: Closing['leftovers']): Change {
  const closing: Closing = { on, by: { name: desk.user.name, user: desk.user.id }, leftovers, reopened: null };
  return patchOf(building, { closing });
}

/** Undefined where it is not closed. */
export function reopenChange(desk: Desk, building: RecordOf<'building'>, reason: string): Change | undefined {
  const { closing } = building.fields;
  if (!closing || !isClosed(building.fields)) return undefined;
  const reopened = { at: instantOf(desk.source.now()), by: { name: desk.user.name, user: desk.user.id }, reason };
  return patchOf(building, { closing: { ...closing, reopened } });
}
