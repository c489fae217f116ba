import { DownloadOutlined } from '@ant-design/icons';
import { App, Button, Empty, Flex } from 'antd';
import { useState } from 'react';
import writeXlsxFile from 'write-excel-file/browser';
import type { Day } from '#domain/identity.ts';
import type { Ledger } from '#domain/ledger.ts';
import { useDesk } from '../../session.tsx';
import { type DenseColumn, DenseTable } from '../../ui/DenseTable.tsx';
import { useWords } from '../../words/language.ts';
import { ledgerWords } from './words.ts';
import { subtotalOf, workbookOf } from './workbook.ts';

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

function ExportButton({ ledger, unit, today }: { ledger: Ledger; unit: string; today: Day }) {
  const t = useWords(ledgerWords);
  const { user } = useDesk();
  const { message } = App.useApp();
  const [busy, setBusy] = useState(false);

  async function exportLedger(): Promise<void> {
    const { name, data, options } = workbookOf(ledger, { unit, on: today, preparedBy: user.name });
    setBusy(true);
    try {
      await writeXlsxFile(data, options).toFile(name);
      message.success(t('exported', { name }));
    } catch {
      message.error(t('notExported'));
    } finally {
      setBusy(false);
    }
  }

  return (
    <Button type="primary" icon={<DownloadOutlined aria-hidden />} loading={busy} onClick={() => void exportLedger()}>
      {t('export')}
    </Button>
  );
}
