import { Card, Empty } from 'antd';
import { useLiveQuery } from 'dexie-react-hooks';
import { useDesk } from '../../session.tsx';
import { Page } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';
import { PrintReceipt } from './PrintReceipt.tsx';
import { ReceiptCard } from './ReceiptCard.tsx';
import { syncWords } from './words.ts';

/** One earlier receipt. */
export function ReceiptPage({ batch }: { batch: string }) {
  const t = useWords(syncWords);
  const { db } = useDesk();
  const receipt = useLiveQuery(async () => (await db.receipts.get(batch)) ?? null, [db, batch]);
  return (
    <Page title={t('receipt')} back="/sync" extra={receipt && <PrintReceipt receipt={receipt} />}>
      <Card>{receipt ? <ReceiptCard receipt={receipt} /> : receipt === null && <Empty description={t('notFound')} />}</Card>
    </Page>
  );
}
