import { Button, Card, Flex, Popconfirm } from 'antd';
import { useState } from 'react';
import { type EntitlementEvent, entitlementMachine, returnedType } from '#domain/entitlement.ts';
import { findTypePolicy } from '#domain/policy.ts';
import { useDesk } from '../../session.tsx';
import { patchOf, type RecordOf } from '../../store/records.ts';
import { useSaving } from '../../ui/saving.tsx';
import { useWords } from '../../words/language.ts';
import { localDay } from '../../words/local-time.ts';
import { useWaiting } from '../consent/waiting.ts';
import { AcceptForm } from './AcceptForm.tsx';
import { ConfirmForm } from './ConfirmForm.tsx';
import { CompensateForm, RelocateForm } from './EndForms.tsx';
import { InstallForm } from './InstallForm.tsx';
import { lineEvents } from './line-events.ts';
import { CancelOrderForm, DisputeForm, SettleForm, SplitForm, WarrantyOverForm } from './PlainForms.tsx';
import { ReworkForm } from './ReworkForm.tsx';
import type { Room } from './room.ts';
import { WaiveForm } from './WaiveForm.tsx';
import { owedWords } from './words.ts';

interface LineStepsProps {
  line: RecordOf<'entitlement'>;
  room: Room;
  replacement: RecordOf<'replacement'> | null;
  code: string;
}

/** The steps that bring a line to its end; the others go back, give up or stand still. */
const forward: ReadonlySet<EntitlementEvent> = new Set(['confirm', 'install', 'accept']);

/** What a step is called for this line: rework of what was accepted is a claim under warranty. */
function stepKey(event: EntitlementEvent, line: RecordOf<'entitlement'>): EntitlementEvent | 'claim' {
  return event === 'rework' && line.fields.status === 'accepted' ? 'claim' : event;
}

/** What this person may do with the line now: one button per step, and the form of the step that is open. */
export function LineSteps({ line, room, replacement, code }: LineStepsProps) {
  const t = useWords(owedWords);
  const { source, user } = useDesk();
  const waiting = useWaiting();
  const [open, setOpen] = useState<EntitlementEvent | null>(null);
  const policy = room.policies.find((one) => one.id === line.fields.policy.id)?.fields;
  const may = lineEvents(line.fields, { user, policy, piece: replacement?.fields ?? null, today: localDay(source.now()) });
  const events = may.toSorted((a, b) => Number(forward.has(b)) - Number(forward.has(a)));
  const step = open !== null && events.includes(open) ? open : null;

  return (
    <Flex vertical gap={12}>
      {!events.some((event) => forward.has(event)) && (
        <span>{waiting(entitlementMachine, line.fields, user, (event) => (forward.has(event) ? t(event) : undefined))}</span>
      )}
      <Flex gap={12} wrap>
        {events.map((event) =>
          event === 'order' ? (
            <OrderButton key={event} line={line} />
          ) : (
            <Button
              key={event}
              size="large"
              className={forward.has(event) ? 'main-action' : ''}
              type={forward.has(event) ? 'primary' : 'default'}
              aria-expanded={step === event}
              onClick={() => setOpen(step === event ? null : event)}
            >
              {t(stepKey(event, line))}
            </Button>
          ),
        )}
      </Flex>
      {step !== null && (
        <Card title={<h2 className="card-title">{t(stepKey(step, line))}</h2>}>
          <StepForm step={step} line={line} room={room} replacement={replacement} code={code} onSaved={() => setOpen(null)} />
        </Card>
      )}
    </Flex>
  );
}

function OrderButton({ line }: Pick<LineStepsProps, 'line'>) {
  const t = useWords(owedWords);
  const { saving, save } = useSaving();
  return (
    <Popconfirm
      getPopupContainer={(trigger) => trigger.parentElement ?? document.body}
      title={t('orderAsk')}
      okText={t('sure')}
      cancelText={t('notYet')}
      onConfirm={() => void save([patchOf(line, { status: 'ordered' })])}
    >
      <Button size="large" loading={saving}>
        {t('order')}
      </Button>
    </Popconfirm>
  );
}

function StepForm({ step, line, room, replacement, code, onSaved }: LineStepsProps & { step: EntitlementEvent; onSaved(): void }) {
  const policy = room.policies.find((one) => one.id === line.fields.policy.id)?.fields;
  const type = policy && findTypePolicy(policy, returnedType(line.fields));
  const signer = line.fields.confirmation?.signature.name ?? room.household?.contactName ?? '';
  const subject = { place: room.address, code };
  switch (step) {
    case 'confirm':
      return <ConfirmForm lines={[line]} room={room} onSaved={onSaved} />;
    case 'install':
      return policy && type ? (
        <InstallForm line={line} policy={policy} type={type} place={room.address} code={code} onSaved={onSaved} />
      ) : null;
    case 'accept':
      return replacement && type ? (
        <AcceptForm line={line} replacement={replacement} type={type} signer={signer} subject={subject} onSaved={onSaved} />
      ) : null;
    case 'waive':
      return <WaiveForm line={line} signer={signer} subject={subject} onSaved={onSaved} />;
    case 'compensate':
      return <CompensateForm line={line} signer={signer} subject={subject} onSaved={onSaved} />;
    case 'relocate':
      return <RelocateForm line={line} signer={signer} subject={subject} onSaved={onSaved} />;
    case 'rework': {
      const { warrantor = '', warrantyUntil = null } = replacement?.fields ?? {};
      return <ReworkForm line={line} warrantor={warrantor} until={warrantyUntil} subject={subject} onSaved={onSaved} />;
    }
    case 'split':
      return <SplitForm line={line} subject={subject} onSaved={onSaved} />;
    case 'cancelOrder':
      return <CancelOrderForm line={line} subject={subject} onSaved={onSaved} />;
    case 'dispute':
      return <DisputeForm line={line} subject={subject} onSaved={onSaved} />;
    case 'settle':
      return <SettleForm line={line} subject={subject} onSaved={onSaved} />;
    case 'close':
      return <WarrantyOverForm line={line} subject={subject} onSaved={onSaved} />;
    case 'order':
      return null;
    default:
      return step satisfies never;
  }
}
