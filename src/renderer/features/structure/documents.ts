import type { LegalDocument } from '#domain/case.ts';
import type { Day } from '#domain/identity.ts';
import { type LawWarning, type StatutoryDates, statutoryDates, statutoryWarnings } from '#domain/law.ts';
import type { Structure } from '#domain/structure.ts';
import type { StructureEvent } from '#domain/structure-machine.ts';

/** The events of the statutory way, and the document each one records. */
export const documentEvents = {
  order: { field: 'order', status: 'ordered' },
  announce: { field: 'announcement', status: 'announced' },
  urge: { field: 'urging', status: 'urged' },
  decideEnforcement: { field: 'enforcement', status: 'enforcementDecided' },
} as const satisfies Partial<Record<StructureEvent, { field: keyof Structure; status: Structure['status'] }>>;
export type DocumentEvent = keyof typeof documentEvents;

/** A document as it stands on the record, in the order the law has them. */
export function documentsOf(structure: Structure): { event: DocumentEvent; document: LegalDocument }[] {
  return (Object.keys(documentEvents) as DocumentEvent[]).flatMap((event) => {
    const document = structure[documentEvents[event].field];
    return document ? [{ event, document }] : [];
  });
}

/** What a lawyer is to look at before enforcement. `dates` are missing where no order was served. */
export interface StatutoryView {
  dates: StatutoryDates | undefined;
  warnings: LawWarning[];
}

/** Undefined where the structure is not on the statutory way. It warns, and never unlocks: no date here opens a step. */
export function statutoryView(structure: Structure, today: Day): StatutoryView | undefined {
  if (documentsOf(structure).length === 0) return undefined;
  const served = structure.order?.service.on;
  return { dates: served === undefined ? undefined : statutoryDates(served), warnings: statutoryWarnings(structure, today) };
}
