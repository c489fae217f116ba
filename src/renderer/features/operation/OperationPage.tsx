import { Alert, Card, Descriptions, Empty, Flex, Skeleton } from 'antd';
import { lawWarningWords } from '#domain/law.ts';
import { policyInForce } from '#domain/policy.ts';
import { operationStatusWords, orgWords } from '#domain/words.ts';
import { useDesk } from '../../session.tsx';
import { type RecordOf, useRecord, useRecords } from '../../store/records.ts';
import { instantOf } from '../../ui/field/calendar.ts';
import { Page } from '../../ui/Page.tsx';
import { StatusTag } from '../../ui/StatusTag.tsx';
import { usePunctuation, useWord, useWords } from '../../words/language.ts';
import { localDay } from '../../words/local-time.ts';
import { BriefingLine } from './BriefingLine.tsx';
import { workWarnings } from './day-steps.ts';
import { dayWords } from './day-words.ts';
import { OperationSteps } from './OperationSteps.tsx';
import { operationTones } from './OperationsPage.tsx';
import { PresentLine } from './PresenceForm.tsx';
import { PrintActions } from './PrintActions.tsx';
import { RemainsCard } from './RemainsCard.tsx';
import { TargetList } from './TargetList.tsx';
import type { Target } from './targets.ts';
import { operationWords } from './words.ts';

export function OperationPage({ id }: { id: string }) {
  const t = useWords(operationWords);
  const operation = useRecord('operation', id);
  const structures = useRecords('structure', id);
  const fixtures = useRecords('fixture', id);
  const bound: Target[] = [...(structures ?? []), ...(fixtures ?? [])];
  // While it runs its targets come first; what remains of them comes after.
  const isRunning = operation?.fields.status === 'running';
  const loaded = operation !== undefined && structures !== undefined && fixtures !== undefined;
  return (
    <Page
      title={operation?.fields.no ?? t('operations')}
      back="/operations"
      extra={loaded && operation !== null && <PrintActions operation={operation} targets={bound} />}
    >
      {!loaded && <Skeleton active />}
      {operation === null && <Empty description={t('gone')} />}
      {loaded && operation !== null && (
        <Flex vertical gap={16}>
          <Plan operation={operation} />
          <WorkWarnings operation={operation} targets={bound} />
          <OperationSteps operation={operation} targets={bound} />
          {!isRunning && <RemainsCard operation={operation} targets={bound} />}
          <TargetList operation={operation} bound={bound} />
          {isRunning && <RemainsCard operation={operation} targets={bound} />}
        </Flex>
      )}
    </Page>
  );
}

function Plan({ operation }: { operation: RecordOf<'operation'> }) {
  const t = useWords(operationWords);
  const td = useWords(dayWords);
  const word = useWord();
  const { list } = usePunctuation();
  const teams = useRecords('team');
  const { date, window, team, leader, projectManager, safetyOfficer, members, weather, status, note, absentDevices } = operation.fields;
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
      <BriefingLine operation={operation} />
      <PresentLine operation={operation} />
      {absentDevices && absentDevices.length > 0 && <p className="hint">{td('absentLine', { names: list(absentDevices) })}</p>}
    </Card>
  );
}

/** What the law and the neighbours ask of this hour, while there is work to do: a warning, never a lock. */
function WorkWarnings({ operation, targets }: { operation: RecordOf<'operation'>; targets: readonly Target[] }) {
  const word = useWord();
  const { clauses } = usePunctuation();
  const { source } = useDesk();
  const policies = useRecords('policy');
  const { status } = operation.fields;
  if (policies === undefined || (status !== 'briefed' && status !== 'running')) return null;
  const now = source.now();
  const quiet = policyInForce(policies, localDay(now))?.fields.quietHours ?? [];
  const warnings = workWarnings(targets, instantOf(now), quiet);
  if (warnings.length === 0) return null;
  return <Alert type="warning" showIcon title={clauses(warnings.map((warning) => word(lawWarningWords[warning])))} />;
}
