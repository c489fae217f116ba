import { Button, Card, Flex } from 'antd';
import { type ReactNode, useState } from 'react';
import { useWords } from '../../words/language.ts';
import { consentWords } from './words.ts';

export interface StepForm {
  key: string;
  label: string;
  form: ReactNode;
}

/** What can be done next by this person: one form at once, open at once where there is only one. */
export function NextSteps({ steps, waiting }: { steps: readonly StepForm[]; waiting: string }) {
  const t = useWords(consentWords);
  const [picked, setPicked] = useState<string>();
  const open = steps.length === 1 ? steps[0] : steps.find(({ key }) => key === picked);
  return (
    <Card title={open === undefined || steps.length > 1 ? t('next') : t('nextIs', { step: open.label })}>
      <Flex vertical gap={16}>
        {steps.length === 0 && <span>{waiting}</span>}
        {steps.length > 1 && (
          <Flex gap={12} wrap>
            {steps.map(({ key, label }) => (
              <Button
                key={key}
                size="large"
                type={key === open?.key ? 'primary' : 'default'}
                aria-expanded={key === open?.key}
                onClick={() => setPicked(key)}
              >
                {label}
              </Button>
            ))}
          </Flex>
        )}
        {open?.form}
      </Flex>
    </Card>
  );
}
