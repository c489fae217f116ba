import { useNavigate } from '@tanstack/react-router';
import { Alert, Button, Skeleton } from 'antd';
import { useDesk } from '../../session.tsx';
import { useInState, useRecord, useRecords, useTally } from '../../store/records.ts';
import { OnlyFor } from '../../ui/OnlyFor.tsx';
import { Page } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';
import { localDay } from '../../words/local-time.ts';
import { OperationForm } from './OperationForm.tsx';
import { planChanges } from './operation-entry.ts';
import { isOffered, isStanding, offeredStates, type Target } from './targets.ts';
import { operationWords } from './words.ts';

/** `again`: the operation whose standing targets are chosen from the start. */
export function NewOperationPage({ again }: { again?: string | undefined }) {
  const t = useWords(operationWords);
  return (
    <OnlyFor type="operation" title={t('newOperation')} back="/operations">
      <NewOperation key={again} again={again ?? ''} />
    </OnlyFor>
  );
}

/** What may be planned now: live, undefined while loading. */
export function useOffered(): Target[] | undefined {
  const structures = useInState('structure', offeredStates.structure);
  const fixtures = useInState('fixture', offeredStates.fixture);
  return structures && fixtures && [...structures, ...fixtures].filter(isOffered);
}

function NewOperation({ again }: { again: string }) {
  const t = useWords(operationWords);
  const desk = useDesk();
  const navigate = useNavigate();
  const teams = useRecords('team');
  const offered = useOffered();
  const buildings = useRecords('building');
  const operations = useTally('operation');
  const earlier = useRecord('operation', again);
  const loaded =
    teams !== undefined && offered !== undefined && buildings !== undefined && operations !== undefined && earlier !== undefined;
  const today = localDay(desk.source.now());
  const standing = earlier?.fields.targets.filter(({ id }) => isStanding(earlier.fields.results[id])) ?? [];
  return (
    <Page title={t('newOperation')} back="/operations">
      {!loaded && <Skeleton active />}
      {teams?.length === 0 && <Alert type="info" showIcon title={t('noTeamYet')} action={<Button href="#/teams">{t('newTeam')}</Button>} />}
      {loaded && teams.length > 0 && (
        <OperationForm
          teams={teams}
          targets={offered}
          buildings={new Map(buildings.map((building) => [building.id, building.fields.label]))}
          label={t('newOperation')}
          draftOf={{ kind: 'operation', of: ['new'], about: '' }}
          start={{
            no: `${today.replaceAll('-', '')}-${desk.enrollment.serial}-${operations.count + 1}`,
            date: today,
            from: '08:30',
            to: '17:00',
            team: '',
            leader: '',
            projectManager: '',
            safetyOfficer: '',
            weather: '',
            note: '',
            people: [],
            targets: offered.filter((target) => standing.some(({ id }) => id === target.id)).map(({ id }) => id),
          }}
          groupsOf={(entry, offers) => [planChanges(desk, entry, offers, offered)]}
          onSaved={(id) => void navigate({ to: '/operations/$operation', params: { operation: id } })}
        />
      )}
    </Page>
  );
}
