import { maskName, mayUnmask } from '#domain/masking.ts';
import { roomKey } from '#domain/place.ts';
import { asProven } from '#domain/relink.ts';
import { useDesk } from '../../session.tsx';
import { findChildren, type RecordOf } from '../../store/records.ts';
import { siteText } from '../estate/site.ts';
import { PrintReturns } from '../form/PrintReturn.tsx';
import { returnSheetOf } from '../form/return-sheet.ts';
import { rowsOf } from './batch-lines.ts';
import type { BuildingReturn } from './building-return.ts';

/** The 确认单 of every household of some lines, one to a page, to be signed on paper and filed by the code on each. */
export function PrintBuilding({ facts, lines }: { facts: BuildingReturn; lines: readonly RecordOf<'entitlement'>[] }) {
  const { db, enrollment, user } = useDesk();
  const nameOf = mayUnmask('household', user) ? (name: string) => name : maskName;
  if (lines.length === 0) return null;

  async function sheets() {
    const things = lines.map(({ fields }) => fields.fixture);
    const removals = await findChildren(db, 'removal', things);
    const taken = await findChildren(db, 'photo', [...things, ...removals.map(({ id }) => id)]);
    const photos = taken.map(({ fields }) => fields);
    const byId = new Map(removals.map((removal) => [removal.id as string, asProven(removal, photos)]));
    const fixtures = new Map([...facts.fixtures].map(([id, fixture]) => [id, asProven(fixture, photos)]));
    return rowsOf(lines).flatMap(({ lines: ofRoom }) => {
      const [first] = ofRoom;
      if (first === undefined) return [];
      const { place } = first.fields;
      return returnSheetOf({
        lines: ofRoom,
        fixtures,
        removals: byId,
        policies: facts.policyRecords,
        office: enrollment.scope.subdistrictName,
        address: siteText(facts.site, { ...place, label: null }),
        contact: facts.households.get(roomKey(place))?.contactName ?? '',
        handledBy: user.name,
        nameOf,
      });
    });
  }

  return <PrintReturns about={`${facts.site.estate.fields.name} ${facts.site.building.fields.label}`} sheets={sheets} />;
}
