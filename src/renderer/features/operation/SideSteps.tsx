import { zodResolver } from '@hookform/resolvers/zod';
import { Button, Flex, Input, Popconfirm, Popover } from 'antd';
import { useId, useState } from 'react';
import { useForm } from 'react-hook-form';
import { z } from 'zod';
import { Day } from '#domain/identity.ts';
import { useDesk } from '../../session.tsx';
import { patchOf, type RecordOf } from '../../store/records.ts';
import { DraftGate } from '../../ui/draft/DraftGate.tsx';
import { useDraft } from '../../ui/draft/use-draft.ts';
import { instantOf } from '../../ui/field/calendar.ts';
import { FieldFrame } from '../../ui/field/FieldFrame.tsx';
import { TextField } from '../../ui/field/inputs.tsx';
import { text } from '../../ui/field/parse.ts';
import { useSaving } from '../../ui/saving.tsx';
import { useWords } from '../../words/language.ts';
import { dayWords } from './day-words.ts';
import { cutShortChange } from './outcome.ts';
import { releaseChange, type Target } from './targets.ts';
import { operationWords } from './words.ts';

/** A question opens inside the page it is about, where its landmarks and its scrolling are. */
export const beside = (trigger: HTMLElement) => trigger.parentElement ?? document.body;

const CutShortEntry = z.object({ reason: text(200) });

/** 下雨中止: one tap. Rain waits for nobody, removals stand, and what is deferred is planned again. */
export function RainStep({ operation, count }: { operation: RecordOf<'operation'>; count: number }) {
  const t = useWords(operationWords);
  const td = useWords(dayWords);
  const { source } = useDesk();
  const { saving, save } = useSaving();
  const stop = () => void save([cutShortChange(operation, t('rain'), instantOf(source.now()))]);
  return (
    <Button size="large" danger loading={saving} onClick={stop}>
      {td('rainNow', { n: count })}
    </Button>
  );
}

/** 中止 for another reason: everything left is deferred for it. */
export function CutShortStep({ operation, count }: { operation: RecordOf<'operation'>; count: number }) {
  const t = useWords(operationWords);
  const td = useWords(dayWords);
  const desk = useDesk();
  const { saving, save } = useSaving();
  const form = useForm({ resolver: zodResolver(CutShortEntry), defaultValues: { reason: '' } });
  const draft = useDraft(form, { kind: 'cutShort', of: [operation.id], about: operation.fields.no });
  const stop = form.handleSubmit(({ reason }) => save([cutShortChange(operation, reason, instantOf(desk.source.now()))], draft));
  const content = (
    <DraftGate draft={draft}>
      <form onSubmit={stop} noValidate aria-label={t('cutShort')}>
        <Flex vertical gap={12} style={{ maxWidth: 320 }}>
          <TextField control={form.control} name="reason" label={t('cutShortReason')} hint={t('cutShortAsk', { n: count })} />
          <Button type="primary" danger htmlType="submit" loading={saving}>
            {t('yes')}
          </Button>
        </Flex>
      </form>
    </DraftGate>
  );
  return (
    <Popover content={content} trigger="click" placement="bottomLeft" getPopupContainer={beside}>
      <Button size="large">{td('otherReason')}</Button>
    </Popover>
  );
}

/** 延期: to another day; it needs approval again. Its targets stay with it. */
export function PostponeStep({ operation }: { operation: RecordOf<'operation'> }) {
  const t = useWords(operationWords);
  const { saving, save } = useSaving();
  const id = useId();
  const [date, setDate] = useState<string>(operation.fields.date);
  const day = Day.safeParse(date).data;
  // Households are tried again for the day it is put off to.
  const unasked = operation.fields.contacts ? { contacts: {} } : {};
  const content = (
    <Flex vertical gap={12}>
      <FieldFrame id={id} label={t('newDate')}>
        <Input id={id} type="date" value={date} onChange={(event) => setDate(event.target.value)} />
      </FieldFrame>
      <Button
        type="primary"
        loading={saving}
        disabled={day === undefined}
        onClick={() => day !== undefined && void save([patchOf(operation, { status: 'postponed', date: day, briefing: null, ...unasked })])}
      >
        {t('yes')}
      </Button>
    </Flex>
  );
  return (
    <Popover content={content} trigger="click" placement="bottomLeft" getPopupContainer={beside}>
      <Button size="large">{t('postpone')}</Button>
    </Popover>
  );
}

/** 取消: its targets are free for another operation. */
export function CancelStep({ operation, targets }: { operation: RecordOf<'operation'>; targets: readonly Target[] }) {
  const t = useWords(operationWords);
  const { save } = useSaving();
  const cancel = () => save([patchOf(operation, { status: 'cancelled' }), ...targets.map(releaseChange)]);
  return (
    <Popconfirm getPopupContainer={beside} title={t('cancelAsk')} okText={t('yes')} cancelText={t('no_')} onConfirm={() => void cancel()}>
      <Button size="large">{t('cancel')}</Button>
    </Popconfirm>
  );
}
