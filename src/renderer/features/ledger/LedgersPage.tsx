import { Flex, Radio, Skeleton, Tabs } from 'antd';
import { useMemo, useState } from 'react';
import { entitlementLedger } from '#domain/entitlement-ledger.ts';
import type { Ledger, LedgerSource } from '#domain/ledger.ts';
import { operationLedger } from '#domain/operation-ledger.ts';
import { structureLedger } from '#domain/structure-ledger.ts';
import { useRecords } from '../../store/records.ts';
import { ContactsOnPage, ShowContacts, useContacts } from '../../ui/contacts.tsx';
import { Page } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';
import { inOrder } from '../estate/order.ts';
import { LedgerTable } from './LedgerTable.tsx';
import { useLedgerSource } from './use-ledger-source.ts';
import { ledgerWords } from './words.ts';

const ledgers = {
  structures: { make: structureLedger, empty: 'emptyStructures' },
  operations: { make: operationLedger, empty: 'emptyOperations' },
  entitlements: { make: entitlementLedger, empty: 'emptyEntitlements' },
} as const satisfies Record<string, { make(source: LedgerSource): Ledger; empty: keyof typeof ledgerWords.zh }>;
const all = '';
type LedgerKey = keyof typeof ledgers;
const keys = Object.keys(ledgers) as LedgerKey[];

/** The three ledgers, as they stand on this device. */
export function LedgersPage() {
  return (
    <ContactsOnPage where="table">
      <Ledgers />
    </ContactsOnPage>
  );
}

/** One estate at a time, because a subdistrict's are many thousand rows: 全部 is there for who asks for it. */
function Ledgers() {
  const t = useWords(ledgerWords);
  const estates = useRecords('estate')?.toSorted((a, b) => inOrder.compare(a.fields.name, b.fields.name));
  const [chosen, setChosen] = useState<string>();
  const [key, setKey] = useState<LedgerKey>('structures');
  const estate = chosen ?? estates?.[0]?.id ?? all;
  return (
    <Page title={t('ledgers')} extra={<ShowContacts />}>
      {estates === undefined ? (
        <Skeleton active />
      ) : (
        <Flex vertical gap={12}>
          {estates.length > 1 && (
            <Radio.Group
              aria-label={t('estate')}
              optionType="button"
              value={estate}
              onChange={(event) => setChosen(event.target.value)}
              options={[{ value: all, label: t('all') }, ...estates.map(({ id, fields }) => ({ value: id, label: fields.name }))]}
            />
          )}
          <Tabs
            activeKey={key}
            onChange={(next) => setKey(keys.find((one) => one === next) ?? 'structures')}
            destroyOnHidden
            items={keys.map((one) => ({ key: one, label: t(one), children: <LedgerTab key={estate} ledgerKey={one} estate={estate} /> }))}
          />
        </Flex>
      )}
    </Page>
  );
}

function LedgerTab({ ledgerKey, estate }: { ledgerKey: LedgerKey; estate: string }) {
  const t = useWords(ledgerWords);
  const { shown } = useContacts();
  const source = useLedgerSource(estate === all ? null : estate, shown ? 'shown' : 'masked');
  const { make, empty } = ledgers[ledgerKey];
  const ledger = useMemo(() => source && make(source), [make, source]);
  if (source === undefined || ledger === undefined) return <Skeleton active />;
  return <LedgerTable ledger={ledger} empty={t(empty)} unit={source.subdistrictName} today={source.today} />;
}
