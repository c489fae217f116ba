import { Button, Card, Flex, Popconfirm } from 'antd';
import { useState } from 'react';
import { entitlementMachine } from '#domain/entitlement.ts';
import { findTypePolicy } from '#domain/policy.ts';
import { offered } from '#domain/state.ts';
import { useDesk } from '../../session.tsx';
import { patchOf, type RecordOf } from '../../store/records.ts';
import { useSaving } from '../../ui/saving.tsx';
import { useWords } from '../../words/language.ts';
import { useWaiting } from '../consent/waiting.ts';
import { AcceptForm } from './AcceptForm.tsx';
import { ConfirmForm } from './ConfirmForm.tsx';
import { InstallForm } from './InstallForm.tsx';
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

/** The steps that have a form here. */
const formed = ['confirm', 'order', 'install', 'rework', 'accept', 'waive'] as const;
type FormedEvent = (typeof formed)[number];
const isFormed = (event: string): event is FormedEvent => formed.some((known) => known === event);

/** The steps that bring a line to its end; the others go back or give up. */
const forward: ReadonlySet<string> = new Set(['confirm', 'install', 'accept']);

/** What this person may do with the line now: one button per step, and the form of the step that is open. */
export function LineSteps({ line, room, replacement, code }: LineStepsProps) {
  const t = useWords(owedWords);
  const { user } = useDesk();
  const { saving, save } = useSaving();
  const waiting = useWaiting();
  const [open, setOpen] = useState<FormedEvent | null>(null);
  const events = offered(entitlementMachine, line.fields, user).filter(isFormed);
  const step = open !== null && events.includes(open) ? open : null;

  return (
    <Flex vertical gap={12}>
      {events.length === 0 && (
        <span>
          {waiting(entitlementMachine, line.fields, user, (event) => (isFormed(event) && forward.has(event) ? t(event) : undefined))}
        </span>
      )}
      <Flex gap={12} wrap>
        {events.map((event) =>
          event === 'order' ? (
            <Popconfirm
              key={event}
              getPopupContainer={(trigger) => trigger.parentElement ?? document.body}
              title={t('orderAsk')}
              okText={t('sure')}
              cancelText={t('notYet')}
              onConfirm={() => void save([patchOf(line, { status: 'ordered' })])}
            >
              <Button size="large" loading={saving}>
                {t(event)}
              </Button>
            </Popconfirm>
          ) : (
            <Button
              key={event}
              size="large"
              type={forward.has(event) ? 'primary' : 'default'}
              aria-expanded={step === event}
              onClick={() => setOpen(step === event ? null : event)}
            >
              {t(event)}
            </Button>
          ),
        )}
      </Flex>
      {step !== null && (
        <Card title={<h2 className="card-title">{t(step)}</h2>}>
          <StepForm step={step} line={line} room={room} replacement={replacement} code={code} onSaved={() => setOpen(null)} />
        </Card>
      )}
    </Flex>
  );
}

function StepForm({ step, line, room, replacement, code, onSaved }: LineStepsProps & { step: FormedEvent; onSaved(): void }) {
  const policy = room.policies.find((one) => one.id === line.fields.policy.id)?.fields;
  const type = policy && findTypePolicy(policy, line.fields.type);
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
    case 'rework':
      return <ReworkForm line={line} warrantor={replacement?.fields.warrantor ?? ''} subject={subject} onSaved={onSaved} />;
    case 'order':
      return null;
    default:
      return step satisfies never;
  }
}
