import { Descriptions, Flex } from 'antd';
import { useLiveQuery } from 'dexie-react-hooks';
import type { Receipt } from '#contract/district-api.ts';
import { useDesk } from '../../session.tsx';
import { StatusTag } from '../../ui/StatusTag.tsx';
import { useLanguage, useWords } from '../../words/language.ts';
import { localTime } from '../../words/local-time.ts';
import { OpenList } from '../form/OpenList.tsx';
import { findLeftOpen } from './left-open.ts';
import { findDayEnd, nextStep, nextStepLine } from './next-step.ts';
import { inMegabytes } from './progress-line.ts';
import { allStored, receiptLine } from './receipt-line.ts';
import { syncWords } from './words.ts';

/** A receipt in words, with its checksums, and by name what is left to check or still missing. */
export function ReceiptCard({ receipt }: { receipt: Receipt }) {
  const t = useWords(syncWords);
  const language = useLanguage();
  const { db } = useDesk();
  const dayEnd = useLiveQuery(() => findDayEnd(db, receipt), [db, receipt]);
  const open = useLiveQuery(() => findLeftOpen(db, receipt, language), [db, receipt, language]);
  const { counts, photos } = receipt;
  return (
    <Flex vertical gap={12}>
      <div className="receipt-words">
        {receiptLine(t, receipt)}{' '}
        {allStored(receipt) && <StatusTag word={{ zh: syncWords.zh.allStored, en: syncWords.en.allStored }} tone="good" />}
      </div>
      {dayEnd !== undefined && (
        <div>
          <strong>{t('next')}</strong> {nextStepLine(t, nextStep(dayEnd))}
        </div>
      )}
      <Descriptions
        bordered
        size="small"
        column={1}
        items={[
          { key: 'at', label: t('at'), children: localTime(receipt.issuedAt) },
          {
            key: 'counts',
            label: t('counts'),
            children: `${t('from_to', { from: receipt.from, to: receipt.to })} · ${t('applied')} ${counts.applied} · ${t('noop')} ${counts.noop} · ${t('items')} ${counts.conflict + counts.quarantined}`,
          },
          {
            key: 'photos',
            label: t('photos'),
            children: `${t('verified', { verified: photos.verified, total: photos.total })} · ${t('bytes', { mb: inMegabytes(photos.bytes) })}`,
          },
          { key: 'head', label: t('head'), children: <span className="mono">{receipt.head}</span> },
          { key: 'digest', label: t('digest'), children: <span className="mono">{receipt.digest}</span> },
        ]}
      />
      <OpenList title={t('items')} lines={open?.items ?? []} />
      <OpenList title={t('missingPhotos')} lines={open?.missing ?? []} />
    </Flex>
  );
}
