import { Card, Flex } from 'antd';
import type { Structure } from '#domain/structure.ts';
import { useDesk } from '../../session.tsx';
import { StatusTag, type Tone } from '../../ui/StatusTag.tsx';
import { useWords } from '../../words/language.ts';
import { localDay } from '../../words/local-time.ts';
import { type Recheck, rechecksOf } from './aftercare.ts';
import { aftercareWords } from './words.ts';

const tones: Record<Recheck['state'], Tone> = { past: 'neutral', due: 'waiting', coming: 'neutral' };

/** 回查: when a closed structure is looked at again. Nothing before it is closed. */
export function RecheckCard({ structure }: { structure: Structure }) {
  const t = useWords(aftercareWords);
  const { source } = useDesk();
  const rechecks = rechecksOf(structure, localDay(source.now()));
  if (rechecks.length === 0) return null;
  return (
    <Card title={t('rechecks')}>
      <Flex gap={24} wrap>
        {rechecks.map(({ months, on, state }) => (
          <span key={months}>
            {t('recheck', { n: months, on })}{' '}
            <StatusTag word={{ zh: aftercareWords.zh[state], en: aftercareWords.en[state] }} tone={tones[state]} />
          </span>
        ))}
      </Flex>
      <p className="hint">{t('recheckWhy')}</p>
    </Card>
  );
}
