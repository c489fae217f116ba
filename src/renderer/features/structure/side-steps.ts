import type { Aside, Structure } from '#domain/structure.ts';
import type { StructureEvent } from '#domain/structure-machine.ts';
import { patchOf, type RecordOf } from '../../store/records.ts';
import type { Change } from '../../store/save.ts';

/** The events that set a structure aside, and where it stands then. */
export const asideEvents = { defer: 'deferred', suspend: 'suspended', dispute: 'disputed' } as const satisfies Partial<
  Record<StructureEvent, Structure['status']>
>;
export type AsideEvent = keyof typeof asideEvents;

/** Set aside: it remembers the state it goes back to. */
export function asideChange(record: RecordOf<'structure'>, event: AsideEvent, told: Omit<Aside, 'from'>): Change {
  return patchOf(record, { aside: { ...told, from: record.fields.status }, status: asideEvents[event] });
}

/** Back to where it was set aside from; undefined where nothing was. */
export function resumeChange(record: RecordOf<'structure'>): Change | undefined {
  const from = record.fields.aside?.from;
  return from === undefined ? undefined : patchOf(record, { aside: null, status: from });
}
