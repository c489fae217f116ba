import { Descriptions, Flex } from 'antd';
import { useLiveQuery } from 'dexie-react-hooks';
import type { Receipt } from '#contract/district-api.ts';
import { isRule } from '#domain/rule.ts';
import { useDesk } from '../../session.tsx';
import { StatusTag } from '../../ui/StatusTag.tsx';
import { ruleWords } from '../../words/failure-words.ts';
import { useWord, useWords } from '../../words/language.ts';
import { localTime } from '../../words/local-time.ts';
import { findDayEnd, nextStep, nextStepLine } from './next-step.ts';
import { inMegabytes } from './progress-line.ts';
import { RecordName } from './RecordName.tsx';
import { allStored, receiptLine } from './receipt-line.ts';
import { syncWords } from './words.ts';

/** A receipt in words, with its checksums, and by name what is left to check or still missing. */
export function ReceiptCard({ receipt }: { receipt: Receipt }) {
  const t = useWords(syncWords);
  const say = useWord();
  const { db } = useDesk();
  const dayEnd = useLiveQuery(() => findDayEnd(db, receipt), [db, receipt]);
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
      {receipt.items.length > 0 && (
        <section aria-label={t('items')}>
          <h2>{t('items')}</h2>
          <ul>
            {receipt.items.map((item) => (
              <li key={item.n}>
                <RecordName type={item.type} id={item.id} />: {t(item.outcome)}
                {isRule(item.rule) && ` — ${say(ruleWords[item.rule])}`}
              </li>
            ))}
          </ul>
        </section>
      )}
      {photos.missing.length > 0 && (
        <section aria-label={t('missingPhotos')}>
          <h2>{t('missingPhotos')}</h2>
          <ul className="mono">
            {photos.missing.map((sha256) => (
              <li key={sha256}>{sha256.slice(0, 16)}…</li>
            ))}
          </ul>
        </section>
      )}
    </Flex>
  );
}
