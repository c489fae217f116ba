import { zodResolver } from '@hookform/resolvers/zod';
import { Button, Flex } from 'antd';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { z } from 'zod';
import { useDesk } from '../../session.tsx';
import type { RecordOf } from '../../store/records.ts';
import { DraftGate } from '../../ui/draft/DraftGate.tsx';
import { useDraft } from '../../ui/draft/use-draft.ts';
import { instantOf } from '../../ui/field/calendar.ts';
import { TextField } from '../../ui/field/inputs.tsx';
import { text } from '../../ui/field/parse.ts';
import { useSaving } from '../../ui/saving.tsx';
import { useWords } from '../../words/language.ts';
import { localTime } from '../../words/local-time.ts';
import { isolateChange, restoreChange } from './day-steps.ts';
import { dayWords } from './day-words.ts';
import { operationWords } from './words.ts';

interface IsolationProps {
  operation: RecordOf<'operation'>;
  target: string;
  /** What the target is called. */
  about: string;
}

/** 安全隔离 of one target: what is cut while it runs, why, and, until it closes, that it is on again. */
export function IsolationStep({ operation, target, about, mayRecord }: IsolationProps & { mayRecord: boolean }) {
  const t = useWords(dayWords);
  const { source } = useDesk();
  const { saving, save } = useSaving();
  const [open, setOpen] = useState(false);
  const isolation = operation.fields.isolations?.[target];
  const restore = restoreChange(operation, target, instantOf(source.now()));
  if (isolation === undefined) {
    if (!mayRecord || operation.fields.status !== 'running') return null;
    return open ? (
      <IsolationForm operation={operation} target={target} about={about} onClose={() => setOpen(false)} />
    ) : (
      <Button style={{ alignSelf: 'start' }} onClick={() => setOpen(true)}>
        {t('isolate')}
      </Button>
    );
  }
  return (
    <Flex gap={12} align="center" wrap>
      <span>{t('isolatedAt', { at: localTime(isolation.at), by: isolation.by, reason: isolation.reason })}</span>
      {isolation.restoredAt !== null && <span>{t('restored', { at: localTime(isolation.restoredAt) })}</span>}
      {mayRecord && restore !== undefined && (
        <Button type="primary" loading={saving} onClick={() => void save([restore])}>
          {t('restore')}
        </Button>
      )}
    </Flex>
  );
}

const IsolationEntry = z.object({ by: text(30), reason: text(200) });

function IsolationForm({ operation, target, about, onClose }: IsolationProps & { onClose(): void }) {
  const t = useWords(dayWords);
  const to = useWords(operationWords);
  const { source } = useDesk();
  const { saving, save } = useSaving();
  const form = useForm({
    resolver: zodResolver(IsolationEntry),
    defaultValues: { by: operation.fields.safetyOfficer, reason: '' },
  });
  const draft = useDraft(form, { kind: 'isolation', of: [operation.id, target], about });
  const submit = form.handleSubmit(async (entry) => {
    const isolation = { ...entry, at: instantOf(source.now()), restoredAt: null };
    if (await save([isolateChange(operation, target, isolation)], draft)) onClose();
  });
  return (
    <DraftGate draft={draft}>
      <form onSubmit={submit} noValidate aria-label={`${t('isolate')} ${about}`}>
        <Flex vertical gap={12}>
          <p className="hint">{t('isolationLaw')}</p>
          <div className="fields">
            <TextField control={form.control} name="reason" label={t('isolationReason')} />
            <TextField control={form.control} name="by" label={t('isolatedBy')} />
          </div>
          <Flex gap={12}>
            <Button type="primary" htmlType="submit" loading={saving}>
              {t('saveIsolation')}
            </Button>
            <Button onClick={onClose}>{to('dismiss')}</Button>
          </Flex>
        </Flex>
      </form>
    </DraftGate>
  );
}
