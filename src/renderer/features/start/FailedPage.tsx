import { Alert, Button, Flex } from 'antd';
import { Failure } from '#contract/failure.ts';
import { sentenceOf } from '../../ui/sentence-of.ts';
import { useLanguage, useWords } from '../../words/language.ts';
import { DoorPage } from './DoorPage.tsx';
import { RebuildButton } from './RebuildButton.tsx';
import { restorationWords } from './restoration-words.ts';

interface FailedPageProps {
  problem: unknown;
  /** Undefined before anybody was signed in: nothing of the store is open then. */
  onRebuild: (() => void) | undefined;
  /** Undefined where only a new window could try again. */
  onRetry: (() => void) | undefined;
}

/** Opening came to a stop: why, and what helps. */
export function FailedPage({ problem, onRebuild, onRetry }: FailedPageProps) {
  const t = useWords(restorationWords);
  const language = useLanguage();
  const isDamaged = problem instanceof Failure && problem.code === 'store-damaged';
  return (
    <DoorPage title={t('failedTitle')}>
      <Alert type="error" showIcon title={sentenceOf(problem, language)} role="alert" />
      <Flex gap={12} wrap>
        {isDamaged && onRebuild !== undefined && <RebuildButton onRebuild={onRebuild} />}
        {onRetry !== undefined && (
          <Button size="large" onClick={onRetry}>
            {t('retry')}
          </Button>
        )}
      </Flex>
    </DoorPage>
  );
}
