import type { RecordType } from '#domain/identity.ts';
import type { FieldsOf } from '#domain/records.ts';
import type { Desk } from '../../store/desk.ts';
import { photoChanges, photoRefs, type TakenPhoto, type WatermarkSubject } from '../../store/photo-changes.ts';
import { patchOf, type RecordOf } from '../../store/records.ts';
import type { Change } from '../../store/save.ts';

type Evidenced = 'structure' | 'fixture' | 'debris';

/**
 * One step of one or several records, as one group: every photo once, linked to all of them, counted on the first.
 * `set` is what the step adds to each.
 */
export function stepChanges<T extends Evidenced & RecordType>(
  desk: Desk,
  records: readonly RecordOf<T>[],
  set: Partial<FieldsOf[T]>,
  taken: readonly TakenPhoto[],
  subject: WatermarkSubject,
): Change[] {
  const links = records.map(({ type, id }) => ({ type, id }));
  const refs = photoRefs(taken);
  const hashes = refs.map((ref) => ref.sha256);
  const patches = records.map((record, index) => {
    const photos = [...record.fields.photos, ...refs];
    return patchOf<T>(record, { ...set, photos }, index === 0 ? hashes : []);
  });
  return [...photoChanges(desk, taken, links, subject), ...patches];
}
