import { Card, Descriptions, Empty, Flex, Skeleton } from 'antd';
import { operationStatusWords, orgWords } from '#domain/words.ts';
import { type RecordOf, useRecord, useRecords } from '../../store/records.ts';
import { Page } from '../../ui/Page.tsx';
import { StatusTag } from '../../ui/StatusTag.tsx';
import { usePunctuation, useWord, useWords } from '../../words/language.ts';
import { OperationSteps } from './OperationSteps.tsx';
import { operationTones } from './OperationsPage.tsx';
import { TargetList } from './TargetList.tsx';
import type { Target } from './targets.ts';
import { operationWords } from './words.ts';

export function OperationPage({ id }: { id: string }) {
  const t = useWords(operationWords);
  const operation = useRecord('operation', id);
  const structures = useRecords('structure', id);
  const fixtures = useRecords('fixture', id);
  const bound: Target[] = [...(structures ?? []), ...(fixtures ?? [])];
  const loaded = operation !== undefined && structures !== undefined && fixtures !== undefined;
  return (
    <Page title={operation?.fields.no ?? t('operations')} back="/operations">
      {!loaded && <Skeleton active />}
      {operation === null && <Empty description={t('gone')} />}
      {loaded && operation !== null && (
        <Flex vertical gap={16}>
          <Plan operation={operation} />
          <OperationSteps operation={operation} targets={bound} />
          <TargetList operation={operation} bound={bound} />
        </Flex>
      )}
    </Page>
  );
}

function Plan({ operation }: { operation: RecordOf<'operation'> }) {
  const t = useWords(operationWords);
  const word = useWord();
  const { list } = usePunctuation();
  const teams = useRecords('team');
  const { date, window, team, leader, projectManager, safetyOfficer, members, weather, status, note } = operation.fields;
  const items = [
    { key: 'window', label: t('window'), children: `${date} ${window.from}–${window.to}` },
    { key: 'team', label: t('team'), children: teams?.find((one) => one.id === team)?.fields.name ?? '' },
    { key: 'leader', label: t('leader'), children: leader },
    { key: 'projectManager', label: t('projectManager'), children: projectManager },
    { key: 'safetyOfficer', label: t('safetyOfficer'), children: safetyOfficer },
    { key: 'members', label: t('members'), children: list(members.map((one) => `${word(orgWords[one.org])} ${one.name}`)) },
    ...(weather === '' ? [] : [{ key: 'weather', label: t('weather'), children: weather }]),
    ...(note === '' ? [] : [{ key: 'note', label: t('note'), children: note }]),
  ];
  return (
    <Card
      title={<h2 className="card-title">{t('plan')}</h2>}
      extra={<StatusTag word={operationStatusWords[status]} tone={operationTones[status]} />}
    >
      <Descriptions items={items} column={{ xs: 1, sm: 1, md: 2, lg: 3 }} />
    </Card>
  );
}
