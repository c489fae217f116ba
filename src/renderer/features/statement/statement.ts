import { z } from 'zod';
import type { RecordId } from '#domain/identity.ts';
import { structureMachine } from '#domain/structure-machine.ts';
import type { Word } from '#domain/words.ts';
import type { Desk } from '../../store/desk.ts';
import { photoChanges, photoRefs, type WatermarkSubject } from '../../store/photo-changes.ts';
import { createOf, patchOf, type RecordOf } from '../../store/records.ts';
import { type Change, newRecordId } from '../../store/save.ts';
import { instantOf } from '../../ui/field/calendar.ts';
import { photos, text } from '../../ui/field/parse.ts';
import { oneOf } from '../survey/typed.ts';

export const StatementEntry = z.object({ by: text(30), text: text(2000), photos: photos(0) });
export type StatementTyped = z.input<typeof StatementEntry>;
export type StatementEntry = z.output<typeof StatementEntry>;

export const verdictWords = {
  UPHELD: { zh: '成立', en: 'Upheld' },
  REJECTED: { zh: '不成立', en: 'Rejected' },
} as const satisfies Record<string, Word>;

export const DecisionEntry = z.object({ result: oneOf(verdictWords), reason: text(200) });
export type DecisionTyped = z.input<typeof DecisionEntry>;
export type DecisionEntry = z.output<typeof DecisionEntry>;

/** 陈述申辩 as it was said, with what was brought to prove it. */
export function statementChanges(
  desk: Desk,
  structure: RecordId,
  { photos: taken, ...told }: StatementEntry,
  subject: WatermarkSubject,
): Change[] {
  const id = newRecordId(desk);
  const refs = photoRefs(taken);
  const statement = createOf(
    'statement',
    id,
    { structure, ...told, at: instantOf(desk.source.now()), photos: refs, decision: null },
    refs.map(({ sha256 }) => sha256),
  );
  return [...photoChanges(desk, taken, [{ type: 'statement', id }], subject), statement];
}

/** Whether a statement that is upheld now still keeps the structure: it was told to its people, and stands. */
export function wouldKeep({ fields }: RecordOf<'structure'>): boolean {
  return structureMachine.uphold.from.some((status) => status === fields.status);
}

/** A statement's decision; upheld in time, it keeps the structure in the same group. Later it is on record, and what was done stays done. */
export function decisionChanges(
  desk: Desk,
  statement: RecordOf<'statement'>,
  structure: RecordOf<'structure'>,
  { result, reason }: DecisionEntry,
): Change[] {
  const told = { at: instantOf(desk.source.now()), by: { name: desk.user.name, user: desk.user.id }, reason };
  const decided = patchOf(statement, { decision: { ...told, result } });
  if (result === 'REJECTED' || !wouldKeep(structure)) return [decided];
  return [decided, patchOf(structure, { status: 'kept', upheld: { ...told, statement: statement.id } })];
}

/** [D1] who surveyed a structure does not decide what is said against its determination. */
export function surveyedBy(structure: RecordOf<'structure'>, { user }: Pick<Desk, 'user'>): boolean {
  return structure.fields.surveyors.some((one) => one.user === user.id);
}
