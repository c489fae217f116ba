import type { LedgerSource } from '#domain/ledger.ts';

/** What of a ledger's source lies in one estate. An operation over two estates keeps the targets that lie here. */
export function sourceOfEstate(source: LedgerSource, estate: string): LedgerSource {
  const buildings = new Set(source.buildings.filter(({ fields }) => fields.estate === estate).map(({ id }) => id));
  const isHere = ({ fields }: { fields: { place: { building: LedgerSource['buildings'][number]['id'] } } }) =>
    buildings.has(fields.place.building);
  const structures = source.structures.filter(isHere);
  const fixtures = source.fixtures.filter(isHere);
  const targets = new Set([...structures, ...fixtures].map(({ id }) => id));
  const operations = source.operations
    .map(({ id, fields }) => ({ id, fields: { ...fields, targets: fields.targets.filter((target) => targets.has(target.id)) } }))
    .filter(({ fields }) => fields.targets.length > 0);
  return { ...source, structures, fixtures, operations, entitlements: source.entitlements.filter(isHere) };
}
