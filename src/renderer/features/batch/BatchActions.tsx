import { Button, Card, Flex } from 'antd';
import { useState } from 'react';
import { useDesk } from '../../session.tsx';
import type { RecordOf } from '../../store/records.ts';
import { useWords } from '../../words/language.ts';
import { AcceptMany } from './AcceptMany.tsx';
import { type BatchStep, planStep, stepsFor } from './batch-steps.ts';
import type { BuildingReturn } from './building-return.ts';
import { ConfirmMany } from './ConfirmMany.tsx';
import { DeliveryForm } from './DeliveryForm.tsx';
import { InstallMany } from './InstallMany.tsx';
import type { ManyProps } from './many.ts';
import { OrderMany, WithdrawMany } from './OrderMany.tsx';
import { batchWords } from './words.ts';

type Line = RecordOf<'entitlement'>;

interface BatchActionsProps {
  batch: RecordOf<'returnBatch'>;
  facts: BuildingReturn;
  lines: readonly Line[];
  nameOf(line: Line): string;
  mayDeliver: boolean;
}

const forward: ReadonlySet<BatchStep> = new Set(['confirm', 'order', 'install', 'accept']);

/** What this person may do with the lines that are chosen: a button to a step, and the form of the one that is open. */
export function BatchActions({ batch, facts, lines, nameOf, mayDeliver }: BatchActionsProps) {
  const t = useWords(batchWords);
  const { user } = useDesk();
  const [open, setOpen] = useState<BatchStep | 'deliver' | null>(null);
  const steps = stepsFor(lines, user);
  const offered = mayDeliver ? [...steps, 'deliver' as const] : steps;
  const step = open !== null && offered.includes(open) ? open : null;
  const close = () => setOpen(null);
  return (
    <Flex vertical gap={12}>
      <Flex gap={12} wrap>
        {offered.map((one) => (
          <Button
            key={one}
            size="large"
            className="main-action"
            type={one !== 'deliver' && forward.has(one) ? 'primary' : 'default'}
            aria-expanded={step === one}
            onClick={() => setOpen(step === one ? null : one)}
          >
            {t(one)}
          </Button>
        ))}
      </Flex>
      {step !== null && (
        <Card title={<h2 className="card-title">{t(step)}</h2>}>
          {step === 'deliver' ? (
            <DeliveryForm batch={batch} onSaved={close} />
          ) : (
            <StepForm
              step={step}
              batch={batch}
              facts={facts}
              plan={planStep(step, lines, { user, policies: facts.policies, pieces: facts.pieces })}
              nameOf={nameOf}
              onSaved={close}
            />
          )}
        </Card>
      )}
    </Flex>
  );
}

function StepForm({ step, ...props }: ManyProps & { step: BatchStep }) {
  switch (step) {
    case 'confirm':
      return <ConfirmMany {...props} />;
    case 'order':
      return <OrderMany {...props} />;
    case 'install':
      return <InstallMany {...props} />;
    case 'accept':
      return <AcceptMany {...props} />;
    case 'cancelOrder':
      return <WithdrawMany {...props} />;
    default:
      return step satisfies never;
  }
}
