import { Alert, Flex } from 'antd';
import type { ReactNode } from 'react';
import { useWords } from '../../words/language.ts';
import './survey.css';
import { surveyWords } from './words.ts';

/** The buttons, always within reach of a thumb, and how many fields still need something. */
export function SaveBar({ problems, children }: { problems: number; children: ReactNode }) {
  const t = useWords(surveyWords);
  return (
    <div className="save-bar">
      {problems > 0 && <Alert type="error" showIcon role="alert" title={t('problems', { count: problems })} />}
      <Flex gap={12} wrap>
        {children}
      </Flex>
    </div>
  );
}
