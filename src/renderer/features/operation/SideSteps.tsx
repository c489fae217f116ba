import { Button, Flex, Input, Popconfirm, Popover } from 'antd';
import { useId, useState } from 'react';
import { Day } from '#domain/identity.ts';
import { useDesk } from '../../session.tsx';
import { patchOf, type RecordOf } from '../../store/records.ts';
import { instantOf } from '../../ui/field/calendar.ts';
import { FieldFrame } from '../../ui/field/FieldFrame.tsx';
import { useSaving } from '../../ui/saving.tsx';
import { useWords } from '../../words/language.ts';
import { cutShortChange } from './outcome.ts';
import { releaseChange, type Target } from './targets.ts';
import { operationWords } from './words.ts';

/** A question opens inside the page it is about, where its landmarks and its scrolling are. */
const beside = (trigger: HTMLElement) => trigger.parentElement ?? document.body;

/** 中止: one reason, one tap, everything left is deferred. */
export function CutShortStep({ operation, count }: { operation: RecordOf<'operation'>; count: number }) {
  const t = useWords(operationWords);
  const desk = useDesk();
  const { saving, save } = useSaving();
  const id = useId();
  const [reason, setReason] = useState(t('rain'));
  const stop = () => save([cutShortChange(operation, reason.trim(), instantOf(desk.source.now()))]);
  const content = (
    <Flex vertical gap={12} style={{ maxWidth: 320 }}>
      <FieldFrame id={id} label={t('cutShortReason')} hint={t('cutShortAsk', { n: count })}>
        <Input id={id} value={reason} maxLength={200} onChange={(event) => setReason(event.target.value)} />
      </FieldFrame>
      <Button type="primary" danger loading={saving} disabled={reason.trim() === ''} onClick={() => void stop()}>
        {t('yes')}
      </Button>
    </Flex>
  );
  return (
    <Popover content={content} trigger="click" placement="bottomLeft" getPopupContainer={beside}>
      <Button size="large" danger>
        {t('cutShort')}
      </Button>
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
  const content = (
    <Flex vertical gap={12}>
      <FieldFrame id={id} label={t('newDate')}>
        <Input id={id} type="date" value={date} onChange={(event) => setDate(event.target.value)} />
      </FieldFrame>
      <Button
        type="primary"
        loading={saving}
        disabled={day === undefined}
        onClick={() => day !== undefined && void save([patchOf(operation, { status: 'postponed', date: day, briefing: null })])}
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
