import { Empty, Flex } from 'antd';
import type { Day } from '#domain/identity.ts';
import type { Ledger } from '#domain/ledger.ts';
import { type DenseColumn, DenseTable } from '../../ui/DenseTable.tsx';
import { useWords } from '../../words/language.ts';
import { ExportButton } from './ExportButton.tsx';
import { ledgerWords } from './words.ts';
import { subtotalOf } from './workbook.ts';

type LedgerRow = Ledger['rows'][number];

/** One ledger on screen, and the way it leaves as a spreadsheet. */
export function LedgerTable({ ledger, empty, unit, today }: { ledger: Ledger; empty: string; unit: string; today: Day }) {
  const t = useWords(ledgerWords);
  if (ledger.rows.length === 0) return <Empty description={empty} />;
  const columns = ledger.columns.map((column, index): DenseColumn<LedgerRow> => {
    const total = index === 0 ? t('total') : column.subtotal ? subtotalOf(ledger.rows, index, column.digits) : null;
    return {
      title: column.title,
      width: Math.max(72, column.width * 10),
      number: column.kind === 'number',
      cell: (row) => textOf(row[index] ?? null, column.digits),
      total,
    };
  });
  return (
    <Flex vertical gap={12}>
      <Flex justify="space-between" align="center">
        <span>{t('rows', { n: ledger.rows.length })}</span>
        <ExportButton ledger={ledger} unit={unit} today={today} />
      </Flex>
      <DenseTable label={ledger.name} columns={columns} rows={ledger.rows} keyOf={(_row, index) => String(index)} />
    </Flex>
  );
}

function textOf(value: string | number | null, digits = 0): string {
  return typeof value === 'number' ? value.toFixed(digits) : (value ?? '');
}
