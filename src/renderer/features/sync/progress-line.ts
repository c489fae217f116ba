import type { SyncProgress } from '#sync/progress.ts';
import type { Translate } from '../../words/language.ts';
import type { syncWords } from './words.ts';

const megabyte = 1_048_576;

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
  const sent = { sent: (bytesSent / megabyte).toFixed(1), total: (bytesToSend / megabyte).toFixed(1) };
  if (remainingMs === null) return t('bytesSent', sent);
  const left = remainingMs < 60_000 ? t('leftShort') : t('leftMinutes', { n: Math.ceil(remainingMs / 60_000) });
  return t('bytesLeft', { ...sent, speed: (bytesPerSecond / megabyte).toFixed(2), left });
}
