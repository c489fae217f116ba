import { Alert, Button, Flex } from 'antd';
import { useState } from 'react';
import { type OperationEvent, openTargets, operationMachine } from '#domain/operation.ts';
import { offered } from '#domain/state.ts';
import { useDesk } from '../../session.tsx';
import { patchOf, type RecordOf } from '../../store/records.ts';
import type { Change } from '../../store/save.ts';
import { useSaving } from '../../ui/saving.tsx';
import { usePunctuation, useWords } from '../../words/language.ts';
import { useWaiting } from '../consent/waiting.ts';
import { BriefingForm } from './BriefingForm.tsx';
import { CancelStep, CutShortStep, PostponeStep } from './SideSteps.tsx';
import { isStanding, releaseChange, type Target } from './targets.ts';
import { operationWords } from './words.ts';

const direct: Partial<Record<OperationEvent, 'approve' | 'run' | 'reconcile' | 'close'>> = {
  approve: 'approve',
  run: 'run',
  reconcile: 'reconcile',
  close: 'close',
};

/** The steps that bring an operation to its end; the others set it aside. */
const forwardWords: Partial<Record<OperationEvent, keyof typeof operationWords.zh>> = { ...direct, brief: 'brief' };

/** What this person may do with the operation now: the machine's own offer, one button each. */
export function OperationSteps({ operation, targets }: { operation: RecordOf<'operation'>; targets: readonly Target[] }) {
  const t = useWords(operationWords);
  const { list } = usePunctuation();
  const { user } = useDesk();
  const { saving, save } = useSaving();
  const waiting = useWaiting();
  const [briefing, setBriefing] = useState(false);
  const events = offered(operationMachine, operation.fields, user);
  const open = openTargets(operation.fields);
  const forward = Object.keys(forwardWords).some((event) => events.some((one) => one === event));
  const underWay = operation.fields.status === 'running' || operation.fields.status === 'cutShort';

  function changesOf(event: OperationEvent): Change[] {
    const step = patchOf(operation, { status: operationMachine[event].to });
    if (event !== 'reconcile') return [step];
    const standing = targets.filter((target) => isStanding(operation.fields.results[target.id]));
    return [step, ...standing.map(releaseChange)];
  }

  return (
    <Flex vertical gap={12}>
      {!forward && (
        <span>{waiting(operationMachine, operation.fields, user, (event) => forwardWords[event] && t(forwardWords[event]))}</span>
      )}
      {underWay && open.length === 0 && <Alert type="success" showIcon title={t('allSettled')} />}
      {underWay && open.length > 0 && <OpenTargets count={open.length} names={list(namesOf(open, targets))} />}
      <Flex gap={12} wrap>
        {events.map((event) => {
          const label = direct[event];
          if (label === undefined) return null;
          const blocked = event === 'reconcile' && open.length > 0;
          return (
            <Button key={event} type="primary" size="large" loading={saving} disabled={blocked} onClick={() => void save(changesOf(event))}>
              {t(label)}
            </Button>
          );
        })}
        {events.includes('brief') && !briefing && (
          <Button type="primary" size="large" onClick={() => setBriefing(true)}>
            {t('brief')}
          </Button>
        )}
        {events.includes('cutShort') && open.length > 0 && <CutShortStep operation={operation} count={open.length} />}
        {events.includes('postpone') && <PostponeStep operation={operation} />}
        {events.includes('cancel') && <CancelStep operation={operation} targets={targets} />}
      </Flex>
      {briefing && events.includes('brief') && <BriefingForm operation={operation} onSaved={() => setBriefing(false)} />}
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
