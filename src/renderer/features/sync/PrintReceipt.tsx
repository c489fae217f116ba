import { FilePdfOutlined } from '@ant-design/icons';
import { App, Button } from 'antd';
import { useState } from 'react';
import type { Receipt } from '#contract/district-api.ts';
import { useDesk } from '../../session.tsx';
import { sentenceOf } from '../../ui/sentence-of.ts';
import { currentLanguage, useWords } from '../../words/language.ts';
import { receiptForm } from '../form/receipt-form.tsx';
import { receiptLine } from './receipt-line.ts';
import { syncWords } from './words.ts';

/** 打印回执: makes the PDF and then offers it. */
export function PrintReceipt({ receipt }: { receipt: Receipt }) {
  const t = useWords(syncWords);
  const { host, enrollment } = useDesk();
  const { notification } = App.useApp();
  const [busy, setBusy] = useState(false);
  const [made, setMade] = useState<string | null>(null);

  async function print(): Promise<void> {
    setBusy(true);
    try {
      const html = receiptForm(receipt, { line: receiptLine(t, receipt), deviceName: enrollment.deviceName, language: currentLanguage() });
      const { url } = await host.call('forms.pdf', { html, name: `${t('receipt')}-${receipt.batch.slice(0, 8)}` });
      setMade(url);
    } catch (failure) {
      notification.error({ title: t('notPrinted'), description: sentenceOf(failure, currentLanguage()), role: 'alert', duration: 0 });
    } finally {
      setBusy(false);
    }
  }

  return (
    <>
      <Button icon={<FilePdfOutlined aria-hidden />} loading={busy} onClick={() => void print()}>
        {t('printReceipt')}
      </Button>
      {made !== null && (
        <Button type="primary" href={made} download>
          {t('download')}
        </Button>
      )}
    </>
  );
}
