import { useNavigate } from '@tanstack/react-router';
import { Alert, Button, Skeleton } from 'antd';
import { useInState, useRecords, useTally } from '../../store/records.ts';
import { OnlyFor } from '../../ui/OnlyFor.tsx';
import { Page } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';
import { OperationForm } from './OperationForm.tsx';
import { isOffered, offeredStates } from './targets.ts';
import { operationWords } from './words.ts';

export function NewOperationPage() {
  const t = useWords(operationWords);
  return (
    <OnlyFor type="operation" title={t('newOperation')} back="/operations">
      <NewOperation />
    </OnlyFor>
  );
}

function NewOperation() {
  const t = useWords(operationWords);
  const navigate = useNavigate();
  const teams = useRecords('team');
  const structures = useInState('structure', offeredStates.structure);
  const fixtures = useInState('fixture', offeredStates.fixture);
  const buildings = useRecords('building');
  const operations = useTally('operation');
  const loaded = teams && structures && fixtures && buildings && operations;
  return (
    <Page title={t('newOperation')} back="/operations">
      {loaded === undefined && <Skeleton active />}
      {teams?.length === 0 && <Alert type="info" showIcon title={t('noTeamYet')} action={<Button href="#/teams">{t('newTeam')}</Button>} />}
      {loaded !== undefined && teams !== undefined && teams.length > 0 && (
        <OperationForm
          teams={teams}
          targets={[...(structures ?? []), ...(fixtures ?? [])].filter(isOffered)}
          buildings={new Map(buildings?.map((building) => [building.id, building.fields.label]))}
          count={operations?.count ?? 0}
          onSaved={(id) => void navigate({ to: '/operations/$operation', params: { operation: id } })}
        />
      )}
    </Page>
  );
}
