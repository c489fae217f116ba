import { Alert, Button, Card, Empty, Flex, type InputRef, Progress, Table } from 'antd';
import { useLiveQuery } from 'dexie-react-hooks';
import { useRef } from 'react';
import type { Receipt } from '#contract/district-api.ts';
import { noProgress, type SyncProgress } from '#sync/progress.ts';
import { useDesk } from '../../session.tsx';
import { findClockOffset } from '../../store/database.ts';
import { Page } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';
import { localTime } from '../../words/local-time.ts';
import { SuspectsNote } from '../doubles/SuspectsNote.tsx';
import { DevicesCard } from './DevicesCard.tsx';
import { HandoverCard } from './HandoverCard.tsx';
import { backupWarning, clockError, countUnsentPhotos, findBackup, spanLine } from './next-step.ts';
import { PrintReceipt } from './PrintReceipt.tsx';
import { progressLine } from './progress-line.ts';
import { ReceiptCard } from './ReceiptCard.tsx';
import { receiptLine } from './receipt-line.ts';
import { StickCard } from './StickCard.tsx';
import { retryLine, SyncProblem } from './SyncProblem.tsx';
import { useSyncRun } from './sync-run.tsx';
import { syncWords } from './words.ts';

function share({ phase, sent, toSend, photosSent, photosToSend }: SyncProgress): number {
  if (phase === 'push' && toSend > 0) return Math.round((sent / toSend) * 100);
  if (phase === 'photos' && photosToSend > 0) return Math.round((photosSent / photosToSend) * 100);
  return phase === 'done' ? 100 : 0;
}

/** Day's end: send, receive, and read the receipt in plain words. */
export function SyncPage() {
  const t = useWords(syncWords);
  const { db } = useDesk();
  const { state, progress, report, failure, running, start, pause, resume, cancel } = useSyncRun();
  const stick = useRef<InputRef>(null);
  const receipts = useLiveQuery(() => db.receipts.orderBy('issuedAt').reverse().limit(50).toArray(), [db]);
  const warning = backupWarning(useLiveQuery(() => findBackup(db), [db]));
  const clock = useLiveQuery(async () => clockError(await findClockOffset(db)), [db]);
  const { phase, remainingMs: _, ...values } = progress ?? noProgress;
  const unsentPhotos = countUnsentPhotos(report?.photoFailures ?? []);
  const step = t(`phase_${phase}`, values);
  const columns = [
    { title: t('at'), dataIndex: 'issuedAt', render: (at: string) => localTime(at) },
    { title: t('receipt'), render: (_: unknown, receipt: Receipt) => receiptLine(t, receipt) },
    {
      title: t('details'),
      render: (_: unknown, receipt: Receipt) => (
        <a className="row-link" href={`#/receipts/${receipt.batch}`}>
          {t('view')}
        </a>
      ),
    },
  ];
  return (
    <Page title={t('title')}>
      <Card>
        <Flex vertical gap={16}>
          <Flex gap={12}>
            <Button className="main-action" type="primary" size="large" loading={running} onClick={() => void start()}>
              {t('start')}
            </Button>
            {running && (
              <Button size="large" onClick={() => void pause()}>
                {t('pause')}
              </Button>
            )}
            {state.at === 'paused' && (
              <Button size="large" onClick={() => void resume()}>
                {t('resume')}
              </Button>
            )}
            {(running || state.at === 'offline' || state.at === 'paused') && (
              <Button size="large" onClick={() => void cancel()}>
                {t('cancel')}
              </Button>
            )}
          </Flex>
          {progress !== null && (
            <div role="status">
              {step}
              {phase === 'photos' && progress.bytesToSend > 0 && <div>{progressLine(t, progress)}</div>}
              <Progress percent={share(progress)} aria-label={step} />
            </div>
          )}
          {failure !== null && <SyncProblem failure={failure} onStick={() => stick.current?.focus()} />}
          {state.at === 'paused' && <p role="status">{t('paused')}</p>}
          {state.at === 'offline' && <p role="status">{retryLine(t, state)}</p>}
          {clock !== undefined && (
            <Alert role="note" type="warning" showIcon title={t(`clock_${clock.which}`, { span: spanLine(t, clock.byMs) })} />
          )}
          {warning !== undefined && (
            <Alert role="note" type="warning" showIcon title={t('notBacked', { warning: t(`backup_${warning}`) })} />
          )}
          {unsentPhotos.broken > 0 && (
            <Alert type="warning" showIcon title={t('photoBroken', { count: unsentPhotos.broken })} role="alert" />
          )}
          {unsentPhotos.later > 0 && <Alert type="warning" showIcon title={t('photoFailed', { count: unsentPhotos.later })} role="alert" />}
          {report?.notRelayed !== undefined && (
            <Alert type="warning" showIcon title={t('notRelayed', { count: report.notRelayed })} role="alert" />
          )}
          {report !== null && (
            <p role="status">
              {t(report.receipt === null ? 'nothingNew' : 'pulledLine', { pulled: report.pulled, fetched: report.fetched })}
            </p>
          )}
          {report?.receipt && (
            <>
              <ReceiptCard receipt={report.receipt} />
              <Flex gap={12}>
                <PrintReceipt receipt={report.receipt} />
              </Flex>
            </>
          )}
          {report !== null && <SuspectsNote />}
        </Flex>
      </Card>
      <DevicesCard />
      <StickCard folderField={stick} />
      <HandoverCard />
      <Card title={t('earlier')}>
        {receipts !== undefined && receipts.length === 0 ? (
          <Empty description={t('noReceipts')} />
        ) : (
          <Table rowKey="batch" columns={columns} dataSource={receipts ?? []} pagination={false} size="small" />
        )}
      </Card>
    </Page>
  );
}
