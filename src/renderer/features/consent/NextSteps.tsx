import { Button, Card, Flex } from 'antd';
import { type ReactNode, useState } from 'react';
import { useWords } from '../../words/language.ts';
import { consentWords } from './words.ts';

export interface StepForm {
  key: string;
  label: string;
  form: ReactNode;
  /** Leaves the way that leads on: offered apart, and never open by itself. */
  apart?: boolean;
}

/** What can be done next by this person: one form at once, open at once where there is only one. */
export function NextSteps({ steps, waiting }: { steps: readonly StepForm[]; waiting: string }) {
  const t = useWords(consentWords);
  const [picked, setPicked] = useState<string>();
  const onward = steps.filter(({ apart }) => apart !== true);
  const others = steps.filter(({ apart }) => apart === true);
  const open = steps.find(({ key }) => key === picked) ?? (onward.length === 1 ? onward[0] : undefined);
  const choices = onward.length > 1 || open?.apart === true ? onward : [];
  const button = ({ key, label }: StepForm, size: 'large' | 'middle') => (
    <Button
      key={key}
      size={size}
      type={key === open?.key ? 'primary' : 'default'}
      aria-expanded={key === open?.key}
      onClick={() => setPicked(key)}
    >
      {label}
    </Button>
  );
  return (
    <Card
      title={<h2 className="card-title">{open === undefined || choices.length > 0 ? t('next') : t('nextIs', { step: open.label })}</h2>}
    >
      <Flex vertical gap={16}>
        {onward.length === 0 && <span>{waiting}</span>}
        {choices.length > 0 && (
          <Flex gap={12} wrap>
            {choices.map((step) => button(step, 'large'))}
          </Flex>
        )}
        {open?.form}
        {others.length > 0 && (
          <Flex gap={8} align="center" wrap role="group" aria-label={t('otherSteps')}>
            <span className="hint">{t('otherSteps')}</span>
            {others.map((step) => button(step, 'middle'))}
          </Flex>
        )}
      </Flex>
    </Card>
  );
}
