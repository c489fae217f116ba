import { Button, Card, Empty, Flex, Skeleton } from 'antd';
import { mayCreate } from '#domain/authority.ts';
import { openTargets } from '#domain/operation.ts';
import { operationStatusWords } from '#domain/words.ts';
import { useDesk } from '../../session.tsx';
import { type RecordOf, useRecords } from '../../store/records.ts';
import { Page } from '../../ui/Page.tsx';
import { StatusTag, type Tone } from '../../ui/StatusTag.tsx';
import { useWords } from '../../words/language.ts';
import { operationWords } from './words.ts';

export const operationTones: Record<RecordOf<'operation'>['fields']['status'], Tone> = {
  planned: 'waiting',
  approved: 'waiting',
  briefed: 'waiting',
  running: 'active',
  cutShort: 'bad',
  reconciled: 'good',
  closed: 'good',
  postponed: 'neutral',
  cancelled: 'neutral',
};

export function OperationsPage() {
  const t = useWords(operationWords);
  const operations = useRecords('operation');
  const teams = useRecords('team');
  const { user } = useDesk();
  const mayPlan = mayCreate('operation', user);
  const newest = operations?.toSorted((a, b) => b.fields.date.localeCompare(a.fields.date) || b.fields.no.localeCompare(a.fields.no));
  const extra = (
    <>
      <Button href="#/teams">{t('teams')}</Button>
      {mayPlan && (
        <Button type="primary" href="#/operations/new">
          {t('newOperation')}
        </Button>
      )}
    </>
  );
  return (
    <Page title={t('operations')} extra={extra}>
      {newest === undefined && <Skeleton active />}
      {newest?.length === 0 && <Empty description={t(mayPlan ? 'noOperations' : 'noOperationsYet')} />}
      <Flex vertical gap={12}>
        {newest?.map((operation) => (
          <OperationCard key={operation.id} operation={operation} team={teams?.find((team) => team.id === operation.fields.team)} />
        ))}
      </Flex>
    </Page>
  );
}

function OperationCard({ operation, team }: { operation: RecordOf<'operation'>; team: RecordOf<'team'> | undefined }) {
  const t = useWords(operationWords);
  const { no, date, window, targets, status, leader } = operation.fields;
  const done = targets.length - openTargets(operation.fields).length;
  return (
    <Card size="small">
      <Flex justify="space-between" align="center" wrap gap={8}>
        <a href={`#/operations/${operation.id}`} className="row-link">
          {no}
        </a>
        <StatusTag word={operationStatusWords[status]} tone={operationTones[status]} />
      </Flex>
      <div>
        {date} {window.from}–{window.to} · {team?.fields.name ?? ''} · {t('leader')} {leader}
      </div>
      <div>{t('progress', { done, all: targets.length })}</div>
    </Card>
  );
}
