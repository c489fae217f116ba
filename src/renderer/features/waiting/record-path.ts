import type { RecordId, RecordType } from '#domain/identity.ts';

const pages: Readonly<Partial<Record<RecordType, string>>> = {
  structure: '/structures',
  fixture: '/fixtures',
  debris: '/debris',
  entitlement: '/entitlements',
  operation: '/operations',
  posting: '/postings',
};

/** Address of a record's own page; undefined where its kind has none. */
export function recordPath(type: RecordType, id: RecordId): string | undefined {
  const page = pages[type];
  return page === undefined ? undefined : `${page}/${id}`;
}

/** Kinds whose doubles are merged on their own page 并档. */
export const mergedOnPage: ReadonlySet<RecordType> = new Set<RecordType>(['structure', 'fixture']);
