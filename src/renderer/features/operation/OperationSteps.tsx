import { Alert, Button, Flex } from 'antd';
import { useState } from 'react';
import { mayCreate, mayPatch } from '#domain/authority.ts';
import { type OperationEvent, openTargets, operationMachine } from '#domain/operation.ts';
import { offered } from '#domain/state.ts';
import { useDesk } from '../../session.tsx';
import { patchOf, type RecordOf, useRecords } from '../../store/records.ts';
import { useSaving } from '../../ui/saving.tsx';
import { usePunctuation, useWords } from '../../words/language.ts';
import { useWaiting } from '../consent/waiting.ts';
import { BriefingForm } from './BriefingForm.tsx';
import { openIsolations } from './day-steps.ts';
import { dayWords } from './day-words.ts';
import { GroupsForm } from './GroupsForm.tsx';
import { groupWords } from './group-words.ts';
import { mayReplan } from './may-replan.ts';
import { PresenceForm } from './PresenceForm.tsx';
import { ReconcileStep } from './ReconcileStep.tsx';
import { CancelStep, CutShortStep, PostponeStep, RainStep } from './SideSteps.tsx';
import { isStanding, type Target } from './targets.ts';
import { operationWords } from './words.ts';

const direct: Partial<Record<OperationEvent, 'approve' | 'run' | 'close'>> = { approve: 'approve', run: 'run', close: 'close' };

/** The steps that bring an operation to its end; the others set it aside. */
const forwardWords: Partial<Record<OperationEvent, keyof typeof operationWords.zh>> = { ...direct, brief: 'brief', reconcile: 'reconcile' };

/** What this person may do with the operation now: the machine's own offer, one button each. */
export function OperationSteps({ operation, targets }: { operation: RecordOf<'operation'>; targets: readonly Target[] }) {
  const t = useWords(operationWords);
  const td = useWords(dayWords);
  const tg = useWords(groupWords);
  const { list } = usePunctuation();
  const { user } = useDesk();
  const { saving, save } = useSaving();
  const waiting = useWaiting();
  const buildings = useRecords('building');
  const [briefing, setBriefing] = useState(false);
  const [presence, setPresence] = useState(false);
  const [grouping, setGrouping] = useState(false);
  const off = openIsolations(operation.fields);
  const mayChange = mayPatch('operation', { status: operation.fields.status }, user);
  const mayPresent = mayChange.includes('present');
  const mayGroup = mayChange.includes('groups');
  const standing = operation.fields.targets.filter(({ id }) => isStanding(operation.fields.results[id]));
  const isOver = operation.fields.status === 'reconciled' || operation.fields.status === 'closed';
  const events = offered(operationMachine, operation.fields, user);
  const open = openTargets(operation.fields);
  const forward = Object.keys(forwardWords).some((event) => events.some((one) => one === event));
  const underWay = operation.fields.status === 'running' || operation.fields.status === 'cutShort';

  return (
    <Flex vertical gap={12}>
      {!forward && (
        <span>{waiting(operationMachine, operation.fields, user, (event) => forwardWords[event] && t(forwardWords[event]))}</span>
      )}
      {off.length > 0 && !events.includes('run') && (
        <Alert
          type="warning"
          showIcon
          title={td('stillOff', {
            n: off.length,
            names: list(
              namesOf(
                off.map(([id]) => ({ id })),
                targets,
              ),
            ),
          })}
        />
      )}
      {underWay && open.length === 0 && <Alert type="success" showIcon title={t('allSettled')} />}
      {underWay && open.length > 0 && <OpenTargets count={open.length} names={list(namesOf(open, targets))} />}
      <Flex gap={12} wrap>
        {events.map((event) => {
          const label = direct[event];
          if (label === undefined) return null;
          return (
            <Button
              key={event}
              type="primary"
              size="large"
              loading={saving}
              disabled={event === 'close' && off.length > 0}
              onClick={() => void save([patchOf(operation, { status: operationMachine[event].to })])}
            >
              {t(label)}
            </Button>
          );
        })}
        {events.includes('brief') && !briefing && (
          <Button type="primary" size="large" onClick={() => setBriefing(true)}>
            {t('brief')}
          </Button>
        )}
        {events.includes('reconcile') && <ReconcileStep operation={operation} targets={targets} blocked={open.length > 0} />}
        {mayPresent && !presence && (
          <Button size="large" onClick={() => setPresence(true)}>
            {td('presence')}
          </Button>
        )}
        {mayGroup && !grouping && (
          <Button size="large" onClick={() => setGrouping(true)}>
            {tg('groups')}
          </Button>
        )}
        {mayReplan(operation.fields, user) && (
          <Button size="large" href={`#/operations/${operation.id}/plan`}>
            {t('changePlan')}
          </Button>
        )}
        {isOver && standing.length > 0 && mayCreate('operation', user) && (
          <Button size="large" href={`#/operations/new?again=${operation.id}`}>
            {t('planAgain', { n: standing.length })}
          </Button>
        )}
        {events.includes('cutShort') && open.length > 0 && (
          <>
            <RainStep operation={operation} count={open.length} />
            <CutShortStep operation={operation} count={open.length} />
          </>
        )}
        {events.includes('postpone') && <PostponeStep operation={operation} />}
        {events.includes('cancel') && <CancelStep operation={operation} targets={targets} />}
      </Flex>
      {presence && mayPresent && <PresenceForm operation={operation} onSaved={() => setPresence(false)} />}
      {grouping && mayGroup && <GroupsForm operation={operation} targets={targets} onClose={() => setGrouping(false)} />}
      {briefing && buildings !== undefined && events.includes('brief') && (
        <BriefingForm
          operation={operation}
          targets={targets}
          buildings={new Map(buildings.map(({ id, fields }) => [id, fields.label]))}
          onSaved={() => setBriefing(false)}
        />
      )}
    </Flex>
  );
}

function namesOf(open: readonly { id: string }[], targets: readonly Target[]): string[] {
  return open.map(({ id }) => targets.find((target) => target.id === id)?.fields.code ?? id.slice(0, 8));
}

/** [O1] names what still has no outcome. */
function OpenTargets({ count, names }: { count: number; names: string }) {
  const t = useWords(operationWords);
  return <Alert type="info" showIcon title={t('openTargets', { n: count, names })} />;
}
