import { Flex, Radio, Skeleton, Tabs } from 'antd';
import { useMemo, useState } from 'react';
import { entitlementLedger } from '#domain/entitlement-ledger.ts';
import type { Ledger, LedgerSource } from '#domain/ledger.ts';
import { operationLedger } from '#domain/operation-ledger.ts';
import { structureLedger } from '#domain/structure-ledger.ts';
import { ContactsOnPage, ShowContacts, useContacts } from '../../ui/contacts.tsx';
import { Page } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';
import { sourceOfEstate } from './estate-source.ts';
import { LedgerTable } from './LedgerTable.tsx';
import { useLedgerSource } from './use-ledger-source.ts';
import { ledgerWords } from './words.ts';

const ledgers = {
  structures: { make: structureLedger, empty: 'emptyStructures' },
  operations: { make: operationLedger, empty: 'emptyOperations' },
  entitlements: { make: entitlementLedger, empty: 'emptyEntitlements' },
} as const satisfies Record<string, { make(source: LedgerSource): Ledger; empty: keyof typeof ledgerWords.zh }>;
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

function Ledgers() {
  const t = useWords(ledgerWords);
  const { shown } = useContacts();
  const source = useLedgerSource(shown ? 'shown' : 'masked');
  const [estate, setEstate] = useState('');
  const [key, setKey] = useState<LedgerKey>('structures');
  return (
    <Page title={t('ledgers')} extra={<ShowContacts />}>
      {source === undefined ? (
        <Skeleton active />
      ) : (
        <Flex vertical gap={12}>
          {source.estates.length > 1 && (
            <Radio.Group
              aria-label={t('estate')}
              optionType="button"
              value={estate}
              onChange={(event) => setEstate(event.target.value)}
              options={[{ value: '', label: t('all') }, ...source.estates.map(({ id, fields }) => ({ value: id, label: fields.name }))]}
            />
          )}
          <Tabs
            activeKey={key}
            onChange={(chosen) => setKey(keys.find((one) => one === chosen) ?? 'structures')}
            destroyOnHidden
            items={keys.map((one) => ({
              key: one,
              label: t(one),
              children: <LedgerTab ledgerKey={one} source={source} estate={estate} />,
            }))}
          />
        </Flex>
      )}
    </Page>
  );
}

function LedgerTab({ ledgerKey, source, estate }: { ledgerKey: LedgerKey; source: LedgerSource; estate: string }) {
  const t = useWords(ledgerWords);
  const { make, empty } = ledgers[ledgerKey];
  const ledger = useMemo(() => make(estate === '' ? source : sourceOfEstate(source, estate)), [make, source, estate]);
  return <LedgerTable ledger={ledger} empty={t(empty)} unit={source.subdistrictName} today={source.today} />;
}
