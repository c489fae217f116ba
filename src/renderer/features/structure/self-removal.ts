import type { Desk } from '../../store/desk.ts';
import { photoChanges, photoRefs, type TakenPhoto, type WatermarkSubject } from '../../store/photo-changes.ts';
import { createOf, patchOf, type RecordOf } from '../../store/records.ts';
import { type Change, newRecordId } from '../../store/save.ts';
import { instantOf } from '../../ui/field/calendar.ts';

export interface SelfRemoval {
  before: readonly TakenPhoto[];
  after: readonly TakenPhoto[];
  areaM2: number;
  contractor: string;
}

/** The removal first, then the structure that it allows to be `removed`; one group with the photos of both. */
export function selfRemovalChanges(desk: Desk, record: RecordOf<'structure'>, told: SelfRemoval, subject: WatermarkSubject): Change[] {
  const id = newRecordId(desk);
  const taken = [...told.before, ...told.after];
  const refs = photoRefs(taken);
  const removal = createOf(
    'removal',
    id,
    {
      target: record.id,
      targetType: 'structure',
      operation: null,
      mode: 'SELF',
      at: instantOf(desk.source.now()),
      qty: 1,
      areaM2: told.areaM2,
      sizes: null,
      photos: refs,
      contractor: told.contractor,
      salvage: record.fields.agreement?.salvage ?? 'HOUSEHOLD',
      policy: null,
    },
    refs.map((ref) => ref.sha256),
  );
  const links = [{ type: 'removal', id } as const, { type: 'structure', id: record.id } as const];
  const removed = patchOf(record, { status: 'removed', removalMode: 'SELF', photos: [...record.fields.photos, ...refs] });
  return [...photoChanges(desk, taken, links, subject), removal, removed];
}
