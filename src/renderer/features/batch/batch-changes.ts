import { type Acceptance, noSizes, type Person } from '#domain/evidence.ts';
import type { Day, Instant, RecordId } from '#domain/identity.ts';
import type { Place } from '#domain/place.ts';
import type { FixtureType } from '#domain/policy.ts';
import type { ReturnBatch } from '#domain/project.ts';
import type { Desk } from '../../store/desk.ts';
import { photoChanges, photoRefs, type TakenPhoto, type WatermarkSubject } from '../../store/photo-changes.ts';
import { createOf, patchOf, type RecordOf } from '../../store/records.ts';
import { type Change, newRecordId } from '../../store/save.ts';
import { instantOf } from '../../ui/field/calendar.ts';
import type { SignatureEntry } from '../owed/signature-entry.ts';
import { acceptChanges, type Choice, confirmChanges, type Installation, installChanges, noProof } from '../owed/steps.ts';

type Line = RecordOf<'entitlement'>;
type Batch = RecordOf<'returnBatch'>;
/** Each all or none by itself: what one household's save runs into holds up nobody else's. */
export type Groups = Change[][];

export type BatchFacts = Pick<ReturnBatch, 'contractor' | 'contractNo' | 'note'>;

export function createBatch(
  desk: Desk,
  building: RecordId,
  lines: readonly Line[],
  facts: BatchFacts,
): { id: RecordId; changes: Change[] } {
  const id = newRecordId(desk);
  const fields: ReturnBatch = { building, ...facts, lines: lines.map((line) => line.id), deliveries: [] };
  return { id, changes: [createOf('returnBatch', id, fields)] };
}

/** One household's choices under its own signature. */
export interface HouseholdChoices {
  choices: Choice[];
  signed: SignatureEntry;
  place: string;
}

export function confirmGroups(desk: Desk, households: readonly HouseholdChoices[], code: string): Groups {
  return households.map(({ choices, signed, place }) => confirmChanges(desk, choices, signed, { place, code }));
}

export function orderGroups(lines: readonly Line[]): Groups {
  return lines.map((line) => [patchOf(line, { status: 'ordered' })]);
}

/** One line's installation, and what its photos say they show. */
export interface LineInstallation {
  line: Line;
  told: Installation;
  subject: { place: string; code: string };
}

export function installGroups(desk: Desk, installed: readonly LineInstallation[]): Groups {
  return installed.map(({ line, told, subject }) => installChanges(desk, line, told, subject));
}

/** Lines that fit: what is too small is signed for one by one [C5]. */
export function acceptGroups(desk: Desk, lines: readonly Line[], acceptance: Acceptance): Groups {
  return lines.map((line) => acceptChanges(desk, line, acceptance, noProof, { place: '', code: '' }));
}

/** 退单: each line's order is cancelled by itself; then those that leave are told of the batch, for another installer to take up. */
export function withdrawGroups(desk: Desk, batch: Batch, lines: readonly Line[], reason: string): Groups {
  const at: Instant = instantOf(desk.source.now());
  const by: Person = { name: desk.user.name, user: desk.user.id };
  const cancelled = lines
    .filter(({ fields }) => fields.status === 'ordered')
    .map((line) => [patchOf(line, { status: 'confirmed', cancellation: { at, by, reason } })]);
  const leaving = lines.map(({ id }) => id);
  const withdrawals = [...(batch.fields.withdrawals ?? []), { at, by, reason, lines: leaving }];
  // A part of a line that was split after the batch was made leaves by its own name.
  const all = [...new Set([...batch.fields.lines, ...leaving])];
  return [...cancelled, [patchOf(batch, { lines: all, withdrawals })]];
}

export function deliveryChange(batch: Batch, delivery: ReturnBatch['deliveries'][number]): Change {
  return patchOf(batch, { deliveries: [...batch.fields.deliveries, delivery] });
}

/** 统一加装: where it stands, what it is, and who answers for it. */
export interface UniformTold {
  place: Place;
  type: FixtureType;
  spec: string;
  installer: string;
  warrantor: string;
  installedOn: Day;
  warrantyUntil: Day | null;
  photos: readonly TakenPhoto[];
}

/** One more piece, for no line: it settles nothing [C1] [C2]. */
export function uniformChanges(desk: Desk, told: UniformTold, subject: WatermarkSubject): Change[] {
  const { installedOn, photos, ...facts } = told;
  const id = newRecordId(desk);
  const piece = createOf(
    'replacement',
    id,
    {
      ...facts,
      ...{ entitlement: null, basis: 'UNIFORM', sizes: noSizes, photos: photoRefs(photos) },
      installedAt: `${installedOn}${instantOf(desk.source.now()).slice(10)}`,
      ...{ serial: '', windowOpens: null, residentResult: '' },
    },
    photos.map(({ facts: { sha256 } }) => sha256),
  );
  return [...photoChanges(desk, photos, [{ type: 'replacement', id }], subject), piece];
}
