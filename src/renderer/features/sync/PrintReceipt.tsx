import type { Receipt } from '#contract/district-api.ts';
import { useDesk } from '../../session.tsx';
import { PrintButton } from '../../ui/PrintButton.tsx';
import { currentLanguage, useWords } from '../../words/language.ts';
import { receiptForm } from '../form/receipt-form.tsx';
import { receiptLine } from './receipt-line.ts';
import { syncWords } from './words.ts';

/** 打印回执 */
export function PrintReceipt({ receipt }: { receipt: Receipt }) {
  const t = useWords(syncWords);
  const { enrollment } = useDesk();
  const page = () => ({
    html: receiptForm(receipt, { line: receiptLine(t, receipt), deviceName: enrollment.deviceName, language: currentLanguage() }),
    name: `${t('receipt')}-${receipt.batch.slice(0, 8)}`,
  });
  return <PrintButton label={t('printReceipt')} saveLabel={t('download')} page={page} />;
}
