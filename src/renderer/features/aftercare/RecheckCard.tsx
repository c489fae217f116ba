import { Button, Card, Flex } from 'antd';
import { useState } from 'react';
import { mayPatch } from '#domain/authority.ts';
import { dueRecheck, recheckDays } from '#domain/rechecks.ts';
import { useDesk } from '../../session.tsx';
import type { WatermarkSubject } from '../../store/photo-changes.ts';
import type { RecordOf } from '../../store/records.ts';
import { useWords } from '../../words/language.ts';
import { localDay } from '../../words/local-time.ts';
import { RecheckForm } from './RecheckForm.tsx';
import { RecheckTag } from './RecheckTag.tsx';
import { aftercareWords } from './words.ts';

interface RecheckCardProps {
  structure: RecordOf<'structure'>;
  subject: WatermarkSubject;
}

/** 回查: when a closed structure is looked at again, and, while one is due, that somebody did. Nothing before it is closed. */
export function RecheckCard({ structure, subject }: RecheckCardProps) {
  const t = useWords(aftercareWords);
  const { source, user } = useDesk();
  const [open, setOpen] = useState(false);
  const { fields } = structure;
  const today = localDay(source.now());
  const days = recheckDays(fields, today);
  const due = dueRecheck(fields, today);
  if (days.length === 0) return null;
  const mayRecord = due !== undefined && mayPatch('structure', { status: fields.status }, user).includes('rechecks');
  return (
    <Card title={<h2 className="card-title">{t('rechecks')}</h2>}>
      <Flex vertical gap={12}>
        <Flex gap={24} wrap>
          {days.map((day) => (
            <span key={day.months}>
              {t('recheck', { n: day.months, on: day.on })} <RecheckTag state={day.state} />
            </span>
          ))}
        </Flex>
        <p className="hint">{t('recheckWhy')}</p>
        {mayRecord && !open && (
          <Button type="primary" size="large" className="main-action" style={{ alignSelf: 'start' }} onClick={() => setOpen(true)}>
            {t('nothingThere')}
          </Button>
        )}
        {mayRecord && open && <RecheckForm record={structure} months={due.months} subject={subject} onClose={() => setOpen(false)} />}
      </Flex>
    </Card>
  );
}
