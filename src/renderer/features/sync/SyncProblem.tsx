import { Alert, Button } from 'antd';
import type { FailureCode, FailureLine } from '#contract/failure.ts';
import type { SyncState } from '#sync/driver.ts';
import { type Translate, useLanguage, useWords } from '../../words/language.ts';
import { localTime } from '../../words/local-time.ts';
import { syncSentence } from './sync-sentence.ts';
import { syncWords } from './words.ts';

/** Where no line helps for now, the day still reaches the office on a stick. */
const stickHelps: ReadonlySet<FailureCode> = new Set([
  'server-unreachable',
  'server-broken',
  'server-other',
  'BUSY',
  'DISK',
  'REVOKED',
  'UPGRADE',
  'BATCH_BAD',
]);

/** What ended a sync: what happened, that nothing is lost, and the one thing to do. `onStick` takes a person to the stick. */
export function SyncProblem({ failure: { code, facts }, onStick }: { failure: FailureLine; onStick(): void }) {
  const t = useWords(syncWords);
  const language = useLanguage();
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={syncSentence({ code, facts }, language)}
      action={
        stickHelps.has(code) && (
          <Button size="large" onClick={onStick}>
            {t('useStick')}
          </Button>
        )
      }
    />
  );
}

/** When it tries again by itself. A server that asked to be left alone is not asked earlier [BO1]. */
export function retryLine(t: Translate<(typeof syncWords)['zh']>, { failure, retryAt }: Extract<SyncState, { at: 'offline' }>): string {
  const at = localTime(new Date(retryAt));
  return t(failure.facts.retryAfterS === undefined ? 'retryAt' : 'retryAsked', { at });
}
