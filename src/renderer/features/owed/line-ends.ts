import type { LineDispute } from '#domain/decision.ts';
import type { Day } from '#domain/identity.ts';
import { splitLine } from '#domain/part.ts';
import type { Desk } from '../../store/desk.ts';
import { photoChanges, photoRefs, type TakenPhoto, type WatermarkSubject } from '../../store/photo-changes.ts';
import { createOf, patchOf, type RecordOf } from '../../store/records.ts';
import type { Change } from '../../store/save.ts';
import { instantOf } from '../../ui/field/calendar.ts';
import { type SignatureEntry, signatureOf, signaturePictures } from './signature-entry.ts';

type Line = RecordOf<'entitlement'>;

const act = (desk: Desk) => ({ at: instantOf(desk.source.now()), by: { name: desk.user.name, user: desk.user.id } });
const linkTo = (line: Line) => ({ type: line.type, id: line.id });
const hashesOf = (photos: readonly TakenPhoto[]) => photos.map(({ facts }) => facts.sha256);

/** 折价补偿, where the frozen policy offers it: the amount is what was agreed, nothing is paid here. */
export function compensateChanges(
  desk: Desk,
  line: Line,
  told: { amountYuan: number; reason: string },
  signed: SignatureEntry,
  subject: WatermarkSubject,
): Change[] {
  const pictures = signaturePictures(signed);
  const compensation = { ...act(desk), ...told, signature: signatureOf(signed, act(desk).at) };
  return [
    ...photoChanges(desk, pictures, [linkTo(line)], subject),
    patchOf(line, { status: 'compensated', compensation }, hashesOf(pictures)),
  ];
}

/** 移位复装: the household's own piece stands again, elsewhere. */
export function relocateChanges(
  desk: Desk,
  line: Line,
  told: { to: string; photos: readonly TakenPhoto[] },
  signed: SignatureEntry,
  subject: WatermarkSubject,
): Change[] {
  const pictures = [...told.photos, ...signaturePictures(signed)];
  const relocation = { ...act(desk), to: told.to, photos: photoRefs(told.photos), signature: signatureOf(signed, act(desk).at) };
  return [...photoChanges(desk, pictures, [linkTo(line)], subject), patchOf(line, { status: 'relocated', relocation }, hashesOf(pictures))];
}

/** 分批归还: two lines go on for it, in one group [C1] [C2]. Undefined where that is not a true part. */
export function splitChanges(line: Line, qty: number): Change[] | undefined {
  const parts = splitLine(line, qty);
  return parts && [...parts.map(({ id, fields }) => createOf('entitlement', id, fields)), patchOf(line, { status: 'split' })];
}

/** 退单 of one line: its order came to nothing, and it waits for another. */
export function cancelChange(desk: Desk, line: Line, reason: string): Change {
  return patchOf(line, { status: 'confirmed', cancellation: { ...act(desk), reason } });
}

/** 多还 and the like: the line stands still until a clerk or reviewer settles it. */
export function disputeChange(desk: Desk, line: Line, told: Pick<LineDispute, 'kind' | 'reason'>): Change {
  return patchOf(line, { status: 'disputed', dispute: { ...act(desk), ...told, from: line.fields.status } });
}

/** A dispute ends where it began, with how it was settled. Undefined where there is none. */
export function settleChange(desk: Desk, line: Line, how: string): Change | undefined {
  const { dispute } = line.fields;
  return dispute ? patchOf(line, { status: dispute.from, dispute: { ...dispute, settled: { ...act(desk), how } } }) : undefined;
}

/** 质保期满 */
export function closeChange(desk: Desk, line: Line, on: Day): Change {
  return patchOf(line, { status: 'closed', closure: { on, by: act(desk).by } });
}
