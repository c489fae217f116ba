import { maskName, mayUnmask } from '#domain/masking.ts';
import { useDesk } from '../../session.tsx';
import type { RecordOf } from '../../store/records.ts';
import { PrintReturn } from '../form/PrintReturn.tsx';
import { returnSheetOf } from '../form/return-sheet.ts';
import type { Room } from './room.ts';

/** The 确认单 of some of a household's lines. It names the household where whoever prints it has to do with it. */
export function PrintRoom({ room, lines }: { room: Room; lines: readonly RecordOf<'entitlement'>[] }) {
  const { enrollment, user } = useDesk();
  const nameOf = mayUnmask('household', user) ? (name: string) => name : maskName;
  const sheet = () =>
    returnSheetOf({
      ...room,
      // A sheet says today's address, and what the building was called when others were signed.
      address: room.formerly.length === 0 ? room.address : `${room.address}（原${room.formerly.join('、')}）`,
      lines,
      office: enrollment.scope.subdistrictName,
      contact: room.household?.contactName ?? '',
      nameOf,
      handledBy: user.name,
    });
  return (
    <>
      <PrintReturn sheet={sheet} />
      <PrintReturn sheet={sheet} large />
    </>
  );
}
