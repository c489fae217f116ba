import { useNavigate } from '@tanstack/react-router';
import { Empty, Skeleton } from 'antd';
import { useDesk } from '../../session.tsx';
import { type RecordOf, useRecord, useRecords } from '../../store/records.ts';
import { Page } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';
import { mayReplan } from './may-replan.ts';
import { useOffered } from './NewOperationPage.tsx';
import { OperationForm } from './OperationForm.tsx';
import { plannedEntry, replanGroups } from './operation-entry.ts';
import { operationWords } from './words.ts';

/** 改安排: what was planned, until it is approved. */
export function ChangePlanPage({ id }: { id: string }) {
  const t = useWords(operationWords);
  const { user } = useDesk();
  const operation = useRecord('operation', id);
  const open = operation && mayReplan(operation.fields, user);
  return (
    <Page title={t('changePlan')} back={`/operations/${id}`}>
      {operation === undefined && <Skeleton active />}
      {operation === null && <Empty description={t('gone')} />}
      {operation && !open && <Empty description={t('planStands')} />}
      {operation && open && <ChangePlan key={operation.rev} operation={operation} />}
    </Page>
  );
}

function ChangePlan({ operation }: { operation: RecordOf<'operation'> }) {
  const t = useWords(operationWords);
  const navigate = useNavigate();
  const teams = useRecords('team');
  const offered = useOffered();
  const structures = useRecords('structure', operation.id);
  const fixtures = useRecords('fixture', operation.id);
  const buildings = useRecords('building');
  if (!teams || !offered || !structures || !fixtures || !buildings) return <Skeleton active />;
  const bound = [...structures, ...fixtures].filter(({ id }) => operation.fields.targets.some((target) => target.id === id));
  const targets = [...bound, ...offered];
  return (
    <OperationForm
      teams={teams}
      targets={targets}
      buildings={new Map(buildings.map((building) => [building.id, building.fields.label]))}
      label={t('changePlan')}
      draftOf={{ kind: 'plan', of: [operation.id], about: operation.fields.no }}
      start={plannedEntry(operation)}
      planned={operation.fields}
      groupsOf={(entry, offers) => replanGroups(operation, entry, offers, targets)}
      onSaved={() => void navigate({ to: '/operations/$operation', params: { operation: operation.id } })}
    />
  );
}
