import { countIn, quantityText } from '#domain/count.ts';
import { roomKey } from '#domain/place.ts';
import { entitlementStatusWords, fixtureTypeWords } from '#domain/words.ts';
import { useRecord } from '../../store/records.ts';
import { type DenseColumn, DenseTable } from '../../ui/DenseTable.tsx';
import { StatusTag } from '../../ui/StatusTag.tsx';
import { useWord, useWords } from '../../words/language.ts';
import type { Addresses } from './addresses.ts';
import { type OwedLine, sumOf } from './owed-lines.ts';
import { entitlementTones, overdueWord } from './tones.ts';
import { owedWords } from './words.ts';

/** What is owed, a line to a row. */
export function OwedTable({ lines, addresses }: { lines: readonly OwedLine[]; addresses: Addresses }) {
  const t = useWords(owedWords);
  const word = useWord();
  const addressOf = ({ line }: OwedLine) => addresses.of(line.fields.place);
  const typeOf = ({ line }: OwedLine) => word(fixtureTypeWords[line.fields.type]);
  const rows = lines.toSorted((a, b) => addressOf(a).localeCompare(addressOf(b), 'zh-CN', { numeric: true }) || b.ageDays - a.ageDays);
  const columns: DenseColumn<OwedLine>[] = [
    {
      title: t('address'),
      width: 160,
      cell: (one) => <a href={`#/rooms/${encodeURIComponent(roomKey(one.line.fields.place))}`}>{addressOf(one)}</a>,
      total: t('lines', { n: rows.length }),
    },
    {
      title: t('type'),
      width: 130,
      cell: (one) => <a href={`#/entitlements/${one.line.id}`}>{t('open', { type: typeOf(one) })}</a>,
    },
    { title: t('position'), width: 120, cell: (one) => <Position fixture={one.line.fields.fixture} /> },
    { title: t('qty'), width: 88, number: true, cell: (one) => word(quantityText(countIn(one.line.fields))), total: word(sumOf(rows)) },
    {
      title: t('status'),
      width: 160,
      cell: (one) => <StatusTag word={entitlementStatusWords[one.line.fields.status]} tone={entitlementTones[one.line.fields.status]} />,
    },
    { title: t('age'), width: 88, number: true, cell: (one) => one.ageDays },
    {
      title: t('overdue'),
      width: 176,
      cell: (one) => (one.overdue === null ? '' : <StatusTag tone="bad" word={overdueWord(one.overdue)} />),
      total: t('lines', { n: rows.filter((one) => one.overdue !== null).length }),
    },
    { title: t('removedOn'), width: 108, cell: (one) => one.line.fields.removedOn },
  ];
  return <DenseTable label={t('owed')} columns={columns} rows={rows} keyOf={({ line }) => line.id} />;
}

/** Where the piece was: read for the rows in sight alone. */
function Position({ fixture }: { fixture: string }) {
  return useRecord('fixture', fixture)?.fields.positionLabel ?? '';
}
