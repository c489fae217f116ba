import { DownloadOutlined } from '@ant-design/icons';
import { App, Button } from 'antd';
import { useState } from 'react';
import writeXlsxFile from 'write-excel-file/browser';
import type { Day } from '#domain/identity.ts';
import type { Ledger } from '#domain/ledger.ts';
import { useDesk } from '../../session.tsx';
import { useWords } from '../../words/language.ts';
import { ledgerWords } from './words.ts';
import { workbookOf } from './workbook.ts';

interface ExportButtonProps {
  ledger: Ledger;
  /** 填报单位 */
  unit: string;
  today: Day;
  /** What it is called; absent: a ledger. */
  label?: string;
}

/** A ledger leaves as a spreadsheet. */
export function ExportButton({ ledger, unit, today, label }: ExportButtonProps) {
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
    <Button
      type={label === undefined ? 'primary' : 'default'}
      icon={<DownloadOutlined aria-hidden />}
      loading={busy}
      onClick={() => void exportLedger()}
    >
      {label ?? t('export')}
    </Button>
  );
}
