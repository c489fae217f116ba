import { useLiveQuery } from 'dexie-react-hooks';
import type { Receipt } from '#contract/district-api.ts';
import { useDesk } from '../../session.tsx';
import { PrintButton } from '../../ui/PrintButton.tsx';
import { currentLanguage, useWords } from '../../words/language.ts';
import { receiptForm } from '../form/receipt-form.tsx';
import { findLeftOpen } from './left-open.ts';
import { findDayEnd, nextStep, nextStepLine } from './next-step.ts';
import { receiptLine } from './receipt-line.ts';
import { syncWords } from './words.ts';

/** 打印回执 */
export function PrintReceipt({ receipt }: { receipt: Receipt }) {
  const t = useWords(syncWords);
  const { db, enrollment } = useDesk();
  const dayEnd = useLiveQuery(() => findDayEnd(db, receipt), [db, receipt]);
  const next = dayEnd === undefined ? '' : `${t('next')} ${nextStepLine(t, nextStep(dayEnd))}`;
  const page = async () => {
    const language = currentLanguage();
    const open = await findLeftOpen(db, receipt, language);
    const lists = [
      { title: t('items'), lines: open.items },
      { title: t('missingPhotos'), lines: open.missing },
    ];
    return {
      html: receiptForm(receipt, { line: receiptLine(t, receipt), next, lists, deviceName: enrollment.deviceName, language }),
      name: `${t('receipt')}-${receipt.batch.slice(0, 8)}`,
    };
  };
  return <PrintButton label={t('printReceipt')} saveLabel={t('download')} page={page} />;
}
