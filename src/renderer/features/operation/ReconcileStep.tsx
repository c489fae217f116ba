import { Button, Checkbox, Flex, Popover } from 'antd';
import { useLiveQuery } from 'dexie-react-hooks';
import { useState } from 'react';
import { useDesk } from '../../session.tsx';
import { findKnownDevices } from '../../store/known-devices.ts';
import type { RecordOf } from '../../store/records.ts';
import { FieldFrame } from '../../ui/field/FieldFrame.tsx';
import { useSaving } from '../../ui/saving.tsx';
import { usePunctuation, useWords } from '../../words/language.ts';
import { localTime } from '../../words/local-time.ts';
import { absentDevices } from './absent.ts';
import { dayWords } from './day-words.ts';
import { reconcileChanges } from './reconcile.ts';
import { beside } from './SideSteps.tsx';
import type { Target } from './targets.ts';
import { operationWords } from './words.ts';

interface ReconcileProps {
  operation: RecordOf<'operation'>;
  targets: readonly Target[];
  /** Targets that have no outcome yet keep it from being reconciled [O1]. */
  blocked: boolean;
}

/** 核对. Where this device knows of others that took part and were not heard since the operation's last event, they are named first. */
export function ReconcileStep({ operation, targets, blocked }: ReconcileProps) {
  const t = useWords(dayWords);
  const to = useWords(operationWords);
  const { aside } = usePunctuation();
  const { db, enrollment } = useDesk();
  const { saving, save } = useSaving();
  const [chosen, setChosen] = useState<string[] | null>(null);
  const known = useLiveQuery(() => findKnownDevices(db), [db]);
  const others = absentDevices(operation.fields, known?.devices ?? [], enrollment.dev);
  // All of them, unless somebody knows better.
  const absent = chosen ?? others.map(({ name }) => name);
  const reconcile = (names: readonly string[]) => void save(reconcileChanges(operation, targets, names));
  const button = (
    <Button type="primary" size="large" loading={saving} disabled={blocked} onClick={others.length === 0 ? () => reconcile([]) : undefined}>
      {to('reconcile')}
    </Button>
  );
  if (others.length === 0 || blocked) return button;
  const content = (
    <Flex vertical gap={12} style={{ maxWidth: 360 }}>
      <FieldFrame id="absent" label={t('absent')} hint={t('absentHint')} group>
        <Checkbox.Group
          className="checklist"
          value={absent}
          onChange={(names) => setChosen(names.map(String))}
          options={others.map(({ name, heardAt }) => ({
            value: name,
            label: `${name}${aside(heardAt === null ? t('neverHeard') : t('heardAt', { at: localTime(heardAt) }))}`,
          }))}
        />
      </FieldFrame>
      <Button type="primary" loading={saving} onClick={() => reconcile(absent)}>
        {t('saveReconcile')}
      </Button>
    </Flex>
  );
  return (
    <Popover content={content} trigger="click" placement="bottomLeft" getPopupContainer={beside}>
      {button}
    </Popover>
  );
}
