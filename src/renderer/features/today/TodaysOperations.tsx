import { Card, Flex } from 'antd';
import { openTargets } from '#domain/operation.ts';
import { operationStatusWords } from '#domain/words.ts';
import { useDesk } from '../../session.tsx';
import { type RecordOf, useInState } from '../../store/records.ts';
import { StatusTag } from '../../ui/StatusTag.tsx';
import { useWords } from '../../words/language.ts';
import { localDay } from '../../words/local-time.ts';
import { operationTones } from '../operation/OperationsPage.tsx';
import { todayWords } from './words.ts';

const underWay = ['planned', 'approved', 'briefed', 'running', 'postponed', 'cutShort'] as const;

/** What is planned for today first, then whatever else has not ended. */
export function TodaysOperations() {
  const t = useWords(todayWords);
  const { source } = useDesk();
  const operations = useInState('operation', underWay);
  if (operations === undefined) return null;
  const today = localDay(source.now());
  const byDate = operations.toSorted((a, b) => a.fields.date.localeCompare(b.fields.date));
  const [todays, others] = [byDate.filter(({ fields }) => fields.date === today), byDate.filter(({ fields }) => fields.date !== today)];
  return (
    <>
      <Card title={t('todays')} size="small">
        {todays.length === 0 && <p className="hint">{t(others.length === 0 ? 'noOperation' : 'noToday')}</p>}
        <OperationLines operations={todays} />
      </Card>
      {others.length > 0 && (
        <Card title={t('others')} size="small">
          <OperationLines operations={others} />
        </Card>
      )}
    </>
  );
}

function OperationLines({ operations }: { operations: readonly RecordOf<'operation'>[] }) {
  const t = useWords(todayWords);
  return (
    <Flex vertical gap={8}>
      {operations.map(({ id, fields }) => (
        <Flex key={id} gap={12} align="center" wrap>
          <a className="row-link" href={`#/operations/${id}`}>
            {fields.no}
          </a>
          <StatusTag word={operationStatusWords[fields.status]} tone={operationTones[fields.status]} />
          <span>
            {fields.date} {fields.window.from}–{fields.window.to} · {t('leader', { name: fields.leader })}
          </span>
          <span>{t('left', { count: openTargets(fields).length })}</span>
        </Flex>
      ))}
    </Flex>
  );
}
