import { Button, Card, Checkbox, Empty, Flex, Input, Radio, Skeleton } from 'antd';
import { Checkbox, Empty, Flex, Input, Radio, Skeleton } from 'antd';
import { useState } from 'react';
import { outstandingStates } from '#domain/account.ts';
import { countIn, quantityText } from '#domain/count.ts';
import { placeText, roomKey } from '#domain/place.ts';
import { entitlementStatusWords, fixtureTypeWords } from '#domain/words.ts';
import { useDesk } from '../../session.tsx';
import { useInState, useRecord, useRecords } from '../../store/records.ts';
import { type DenseColumn, DenseTable } from '../../ui/DenseTable.tsx';
import { Page } from '../../ui/Page.tsx';
import { StatusTag } from '../../ui/StatusTag.tsx';
import { useWord, useWords } from '../../words/language.ts';
import { localDay } from '../../words/local-time.ts';
import { OwedFigures } from './OwedFigures.tsx';
import { type OwedLine, owedLines, sumOf } from './owed-lines.ts';
import { entitlementTones, overdueWord } from './tones.ts';
import { owedWords } from './words.ts';

/** Everything the subdistrict still owes, by building and room. */
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
  const buildings = useRecords('building') ?? [];
  const estates = useRecords('estate') ?? [];
  const [estate, setEstate] = useState('');
  const [search, setSearch] = useState('');
  const [overdueOnly, setOverdueOnly] = useState(false);

  const buildingOf = new Map(buildings.map((building) => [building.id, building.fields]));
  const estateName = new Map<string, string>(estates.map(({ id, fields }) => [id, fields.name]));
  const addressOf = ({ line }: OwedLine) => {
    const building = buildingOf.get(line.fields.place.building);
    return `${estateName.get(building?.estate ?? '') ?? ''} ${placeText({ ...line.fields.place, label: null }, building?.label ?? '')}`.trim();
  };
  const typeOf = ({ line }: OwedLine) => word(fixtureTypeWords[line.fields.type]);
  const shown = lines
    .filter((one) => estate === '' || buildingOf.get(one.line.fields.place.building)?.estate === estate)
    .filter((one) => !overdueOnly || one.overdue !== null)
    .filter((one) => `${addressOf(one)} ${typeOf(one)}`.toLowerCase().includes(search.trim().toLowerCase()))
    .toSorted((a, b) => addressOf(a).localeCompare(addressOf(b), 'zh-CN', { numeric: true }) || b.ageDays - a.ageDays);

  const columns: DenseColumn<OwedLine>[] = [
    {
      title: t('address'),
      width: 170,
      cell: (one) => <a href={`#/rooms/${encodeURIComponent(roomKey(one.line.fields.place))}`}>{addressOf(one)}</a>,
      total: t('lines', { n: shown.length }),
    },
    {
      title: t('type'),
      width: 140,
      cell: (one) => <a href={`#/entitlements/${one.line.id}`}>{t('open', { type: typeOf(one) })}</a>,
    },
    { title: t('position'), width: 130, cell: (one) => <Position fixture={one.line.fields.fixture} /> },
    { title: t('qty'), width: 88, number: true, cell: (one) => word(quantityText(countIn(one.line.fields))), total: word(sumOf(shown)) },
    {
      title: t('status'),
      width: 124,
      cell: (one) => <StatusTag word={entitlementStatusWords[one.line.fields.status]} tone={entitlementTones[one.line.fields.status]} />,
    },
    { title: t('age'), width: 88, number: true, cell: (one) => one.ageDays },
    {
      title: t('overdue'),
      width: 140,
      cell: (one) => (one.overdue === null ? '' : <StatusTag tone="bad" word={overdueWord(one.overdue)} />),
      total: t('lines', { n: shown.filter((one) => one.overdue !== null).length }),
    },
    { title: t('removedOn'), width: 120, cell: (one) => one.line.fields.removedOn },
  ];

  return (
    <Flex vertical gap={12}>
      <OwedFigures lines={lines} />
      <Flex gap={16} wrap align="center">
        {estates.length > 1 && (
          <Radio.Group
            aria-label={t('estate')}
            optionType="button"
            value={estate}
            onChange={(event) => setEstate(event.target.value)}
            options={[{ value: '', label: t('allEstates') }, ...estates.map(({ id, fields }) => ({ value: id, label: fields.name }))]}
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
      {shown.length === 0 ? (
        <Empty description={t('noneFound')} />
      ) : (
        <DenseTable label={t('owed')} columns={columns} rows={shown} keyOf={({ line }) => line.id} />
      )}
    </Flex>
  );
}

/** Where the piece was: read for the rows in sight alone. */
function Position({ fixture }: { fixture: string }) {
  return useRecord('fixture', fixture)?.fields.positionLabel ?? '';
}
