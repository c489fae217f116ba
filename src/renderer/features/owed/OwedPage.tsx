import { Button, Checkbox, Empty, Flex, Input, Radio, Skeleton } from 'antd';
import { useState } from 'react';
import { outstandingStates } from '#domain/account.ts';
import { fixtureTypeWords } from '#domain/words.ts';
import { useDesk } from '../../session.tsx';
import { useInState, useRecords } from '../../store/records.ts';
import { Page } from '../../ui/Page.tsx';
import { useWord, useWords } from '../../words/language.ts';
import { localDay } from '../../words/local-time.ts';
import { type Addresses, useAddresses } from './addresses.ts';
import { OwedFigures } from './OwedFigures.tsx';
import { OwedSummary } from './OwedSummary.tsx';
import { OwedTable } from './OwedTable.tsx';
import { type OwedGrouping, owedGroupings } from './owed-groups.ts';
import { type OwedLine, owedLines } from './owed-lines.ts';
import { UnclaimedList } from './UnclaimedList.tsx';
import { owedWords } from './words.ts';

/** Everything the subdistrict still owes: line by line, or by household, building, estate and type. */
export function OwedPage() {
  const t = useWords(owedWords);
  const { source } = useDesk();
  const entitlements = useInState('entitlement', outstandingStates);
  const policies = useRecords('policy');
  const lines =
    entitlements && policies && owedLines(entitlements, new Map(policies.map(({ id, fields }) => [id, fields])), localDay(source.now()));
  return (
    <Page title={t('owed')} extra={<Button href="#/policies">{t('policyInWords')}</Button>}>
      {lines === undefined && <Skeleton active />}
      {lines?.length === 0 && <Empty description={t('noneOwed')} />}
      {lines !== undefined && lines.length > 0 && <OwedLines lines={lines} />}
    </Page>
  );
}

function OwedLines({ lines }: { lines: readonly OwedLine[] }) {
  const t = useWords(owedWords);
  const word = useWord();
  const addresses = useAddresses();
  const [by, setBy] = useState<OwedGrouping>('LINE');
  const [estate, setEstate] = useState('');
  const [search, setSearch] = useState('');
  const [overdueOnly, setOverdueOnly] = useState(false);

  const told = ({ line: { fields } }: OwedLine) => `${addresses.of(fields.place)} ${word(fixtureTypeWords[fields.type])}`.toLowerCase();
  const shown = lines
    .filter((one) => estate === '' || addresses.buildings.get(one.line.fields.place.building)?.estate === estate)
    .filter((one) => !overdueOnly || one.overdue !== null)
    .filter((one) => told(one).includes(search.trim().toLowerCase()));

  return (
    <Flex vertical gap={12}>
      <OwedFigures lines={lines} />
      <Flex gap={16} wrap align="center">
        <Radio.Group
          aria-label={t('tellBy')}
          optionType="button"
          value={by}
          onChange={(event) => setBy(event.target.value)}
          options={owedGroupings.map((value) => ({ value, label: t(`by${value}`) }))}
        />
        {addresses.estates.size > 1 && (
          <Radio.Group
            aria-label={t('estate')}
            optionType="button"
            value={estate}
            onChange={(event) => setEstate(event.target.value)}
            options={[{ value: '', label: t('allEstates') }, ...[...addresses.estates].map(([value, label]) => ({ value, label }))]}
          />
        )}
        <Input
          aria-label={t('search')}
          placeholder={t('searchHint')}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          style={{ width: 260 }}
        />
        <Checkbox checked={overdueOnly} onChange={(event) => setOverdueOnly(event.target.checked)}>
          {t('overdueOnly')}
        </Checkbox>
      </Flex>
      {shown.length === 0 ? <Empty description={t('noneFound')} /> : <Told by={by} lines={shown} addresses={addresses} />}
    </Flex>
  );
}

function Told({ by, lines, addresses }: { by: OwedGrouping; lines: readonly OwedLine[]; addresses: Addresses }) {
  if (by === 'LINE') return <OwedTable lines={lines} addresses={addresses} />;
  if (by === 'UNCLAIMED') return <UnclaimedList lines={lines} addresses={addresses} />;
  return <OwedSummary by={by} lines={lines} addresses={addresses} />;
}
