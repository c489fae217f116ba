import type { Day, RecordId } from '#domain/identity.ts';
import type { Desk } from '../../store/desk.ts';
import { createOf, patchOf, type RecordOf } from '../../store/records.ts';
import { type Change, newRecordId } from '../../store/save.ts';

/** Household id → its active assignment. */
export type ActiveAssignments = ReadonlyMap<string, RecordOf<'assignment'>>;

export function activeAssignments(assignments: readonly RecordOf<'assignment'>[]): ActiveAssignments {
  return new Map(assignments.filter(({ fields }) => fields.to === null).map((assignment) => [assignment.fields.household, assignment]));
}

/** What one household's assignment writes at most: the end of the last, and the new one. */
export const changesEach = 2;

/** 包户: each household to one team; what another team had ends on that day. Those of the team already stay as they are. */
export function assignChanges(
  desk: Desk,
  households: readonly RecordOf<'household'>[],
  active: ActiveAssignments,
  told: { team: RecordId; responsible: string; from: Day },
): Change[] {
  return households.flatMap((household): Change[] => {
    const last = active.get(household.id);
    if (last?.fields.team === told.team && last.fields.responsible === told.responsible) return [];
    const end = last === undefined ? [] : [patchOf(last, { to: told.from < last.fields.from ? last.fields.from : told.from })];
    return [...end, createOf('assignment', newRecordId(desk), { ...told, household: household.id, to: null })];
  });
}
