import { Button, Flex, Typography } from 'antd';
import type { ReactNode } from 'react';
import { LanguageSwitch } from '../../ui/LanguageSwitch.tsx';
import { useWindowTitle } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';
import { doorWords } from './door-words.ts';
import './start.css';

interface DoorPageProps {
  title: string;
  lead?: ReactNode;
  /** The way back to choosing somebody else; none on the page where one chooses. */
  onBack?: (() => void) | undefined;
  /** What the way back is called, where it is another. */
  backLabel?: string;
  children: ReactNode;
}

/** Every page before the desk: what it is, one sentence, and what to do. */
export function DoorPage({ title, lead, onBack, backLabel, children }: DoorPageProps) {
  const t = useWords(doorWords);
  useWindowTitle(title);
  return (
    <main className="center-page door">
      <Flex vertical gap={16}>
        <Flex justify="space-between" align="center" gap={12}>
          <Typography.Title level={1} className="page-title">
            {title}
          </Typography.Title>
          <Flex gap={8}>
            {onBack !== undefined && <Button onClick={onBack}>{backLabel ?? t('back')}</Button>}
            <LanguageSwitch />
          </Flex>
        </Flex>
        {lead !== undefined && <p className="door-lead">{lead}</p>}
        {children}
      </Flex>
    </main>
  );
}
