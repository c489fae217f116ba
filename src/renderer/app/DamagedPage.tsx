import { Alert, Button, Flex, Typography } from 'antd';
import { Failure } from '#contract/failure.ts';
import { RebuildButton } from '../features/start/RebuildButton.tsx';
import { restorationWords } from '../features/start/restoration-words.ts';
import { sentenceOf } from '../ui/sentence-of.ts';
import { useLanguage, useWords } from '../words/language.ts';
import { useDeskActions } from './desk-actions.tsx';

/** A page that threw: what happened in a sentence, and what helps. `reset` shows the page again. */
export function DamagedPage({ error, reset }: { error: unknown; reset(): void }) {
  const t = useWords(restorationWords);
  const language = useLanguage();
  const { rebuild } = useDeskActions();
  const isDamaged = error instanceof Failure && error.code === 'store-damaged';
  return (
    <Flex vertical gap={16}>
      <Typography.Title level={1} className="page-title">
        {t('damagedTitle')}
      </Typography.Title>
      <Alert type="error" showIcon title={sentenceOf(error, language)} role="alert" />
      <Flex gap={12} wrap>
        {isDamaged && <RebuildButton onRebuild={rebuild} />}
        <Button size="large" onClick={reset}>
          {t('retry')}
        </Button>
      </Flex>
    </Flex>
  );
}
