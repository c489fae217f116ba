import type { Receipt } from '#contract/district-api.ts';
import type { Translate } from '../../words/language.ts';
import type { syncWords } from './words.ts';

/** The receipt in one sentence. 入账 counts what the server now holds as this device wrote it: applied, or already the same. */
export function receiptLine(t: Translate<(typeof syncWords)['zh']>, receipt: Receipt): string {
  const { counts, photos } = receipt;
  const values = {
    received: counts.received,
    stored: counts.applied + counts.noop,
    check: counts.conflict + counts.quarantined,
    photos: photos.verified,
    missing: photos.missing.length,
  };
  return t(photos.missing.length === 0 ? 'receiptLine' : 'receiptMissing', values);
}

/** 全部入库 only where nothing is left to check or to send. */
export function allStored({ counts, photos }: Receipt): boolean {
  return counts.conflict + counts.quarantined === 0 && photos.missing.length === 0;
}
