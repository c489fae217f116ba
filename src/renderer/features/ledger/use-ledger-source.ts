import type { LedgerSource } from '#domain/ledger.ts';
import { maskName } from '#domain/masking.ts';
import { useDesk } from '../../session.tsx';
import { useRecords } from '../../store/records.ts';
import { localDay } from '../../words/local-time.ts';

type Household = LedgerSource['households'][number];

function masked({ id, fields }: Household): Household {
  return { id, fields: { ...fields, contactName: maskName(fields.contactName) } };
}

/** Everything the ledgers are made from, live; undefined while loading. Contacts' names as the page says them: 电话 is masked in any case. */
export function useLedgerSource(contacts: 'masked' | 'shown'): LedgerSource | undefined {
  const { enrollment, source } = useDesk();
  const estates = useRecords('estate');
  const buildings = useRecords('building');
  const households = useRecords('household');
  const structures = useRecords('structure');
  const fixtures = useRecords('fixture');
  const operations = useRecords('operation');
  const teams = useRecords('team');
  const removals = useRecords('removal');
  const entitlements = useRecords('entitlement');
  const replacements = useRecords('replacement');
  const policies = useRecords('policy');
  if (!estates || !buildings || !households || !structures || !fixtures || !operations) return undefined;
  if (!teams || !removals || !entitlements || !replacements || !policies) return undefined;
  return {
    households: contacts === 'shown' ? households : households.map(masked),
    ...{ estates, buildings, structures, fixtures, operations },
    ...{ teams, removals, entitlements, replacements, policies },
    today: localDay(source.now()),
    subdistrictName: enrollment.scope.subdistrictName,
  };
}
