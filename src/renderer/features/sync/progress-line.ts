import type { SyncProgress } from '#sync/progress.ts';
import type { Translate } from '../../words/language.ts';
import type { syncWords } from './words.ts';

/** Bytes as people are told them: in MB of 1024 × 1024. */
export const inMegabytes = (bytes: number, digits = 1): string => (bytes / 1_048_576).toFixed(digits);

/** How far the photos' bytes have come, how fast, and how long the rest takes, as far as anybody can tell. */
export function progressLine(
  t: Translate<(typeof syncWords)['zh']>,
  {
    bytesSent,
    bytesToSend,
    bytesPerSecond,
    remainingMs,
  }: Pick<SyncProgress, 'bytesSent' | 'bytesToSend' | 'bytesPerSecond' | 'remainingMs'>,
): string {
  const sent = { sent: inMegabytes(bytesSent), total: inMegabytes(bytesToSend) };
  if (remainingMs === null) return t('bytesSent', sent);
  const left = remainingMs < 60_000 ? t('leftShort') : t('leftMinutes', { n: Math.ceil(remainingMs / 60_000) });
  return t('bytesLeft', { ...sent, speed: inMegabytes(bytesPerSecond, 2), left });
}
