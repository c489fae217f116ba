import type { RecordOf } from '../../store/records.ts';

/** `2幢` before `10幢`, `甲3` after the plain numbers. */
export const inOrder = new Intl.Collator('zh-CN', { numeric: true });

export function byLabel(buildings: readonly RecordOf<'building'>[]): RecordOf<'building'>[] {
  return buildings.toSorted((a, b) => inOrder.compare(a.fields.key, b.fields.key));
}
