import { Button, Card, Flex } from 'antd';
import type { ReactNode } from 'react';
import { useWords } from '../../words/language.ts';
import { localTime } from '../../words/local-time.ts';
import type { FormDraft } from './use-draft.ts';
import { draftWords } from './words.ts';

/** Offers an unfinished draft before its form opens, so that a new beginning never overwrites it. */
export function DraftGate({ draft, children }: { draft: FormDraft; children: ReactNode }) {
  const t = useWords(draftWords);
  if (draft.found === undefined) return null;
  if (draft.found === null) return children;
  return (
    <Card title={t('title')} size="small" role="group" aria-label={t('title')}>
      <Flex vertical gap={16}>
        {t('when', { when: localTime(new Date(draft.found.savedAt)) })}
        <Flex gap={12} wrap>
          <Button type="primary" size="large" className="main-action" onClick={draft.resume}>
            {t('resume')}
          </Button>
          <Button size="large" className="main-action" onClick={() => void draft.discard()}>
            {t('discard')}
          </Button>
        </Flex>
      </Flex>
    </Card>
  );
}
