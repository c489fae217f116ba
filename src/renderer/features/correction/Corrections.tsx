import { Button, Card, Flex } from 'antd';
import { type ReactNode, useState } from 'react';
import { useWords } from '../../words/language.ts';
import { correctionWords } from './words.ts';

interface Correction {
  key: string;
  label: string;
  form: ReactNode;
}

/** One correction at a time, none open until asked for. Nothing where this person may correct nothing. */
export function Corrections({ corrections }: { corrections(onClose: () => void): readonly Correction[] }) {
  const t = useWords(correctionWords);
  const [open, setOpen] = useState<string>();
  const offered = corrections(() => setOpen(undefined));
  if (offered.length === 0) return null;
  return (
    <Card title={t('corrections')} size="small">
      <Flex vertical gap={16}>
        <span className="hint">{t('correctionsWhy')}</span>
        <Flex gap={12} wrap>
          {offered.map(({ key, label }) => (
            <Button
              key={key}
              type={key === open ? 'primary' : 'default'}
              aria-expanded={key === open}
              onClick={() => setOpen(key === open ? undefined : key)}
            >
              {label}
            </Button>
          ))}
        </Flex>
        {offered.find(({ key }) => key === open)?.form}
      </Flex>
    </Card>
  );
}
