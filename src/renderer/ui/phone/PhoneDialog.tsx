import { Alert, Button, Flex, Modal, Select, Spin } from 'antd';
import { useEffect, useId } from 'react';
import { type PhoneDoor, type PhoneFor, phoneLimits } from '#contract/phone.ts';
import { useLanguage, usePunctuation, useWords } from '../../words/language.ts';
import { sentenceOf } from '../sentence-of.ts';
import { useTray } from '../tray/tray-run.tsx';
import { type QrShape, useQr } from '../use-qr.ts';
import { usePhoneDoor } from './use-phone-door.ts';
import { phoneWords } from './words.ts';

const addressShape: QrShape = { width: 480, margin: 2, errorCorrectionLevel: 'M' };

interface PhoneDialogProps {
  wanted: PhoneFor;
  onClose(): void;
  /** What arrived goes into the form in hand; without it, to the tray's own page. */
  onAccept?: () => void;
}

/** The door while it is open: its code, what came through, what it lets others see, and when it shuts. */
export function PhoneDialog({ wanted, onClose, onAccept }: PhoneDialogProps) {
  const t = useWords(phoneWords);
  const language = useLanguage();
  const { door, problem, open } = usePhoneDoor(wanted);
  const { reload } = useTray();
  const arrived = door?.arrived ?? 0;
  useEffect(() => {
    if (arrived > 0) void reload().catch(() => undefined);
  }, [arrived, reload]);
  return (
    <Modal open title={t('title', { about: wanted.about })} width={640} footer={null} maskClosable={false} onCancel={onClose}>
      <Flex vertical gap={12}>
        {door === undefined && <Spin />}
        {door === null && (
          <Alert
            type={problem === undefined ? 'info' : 'error'}
            showIcon
            role="alert"
            title={problem === undefined ? t('closed') : t('failed')}
            description={problem === undefined ? undefined : sentenceOf(problem, language)}
            action={<Button onClick={() => void open(null)}>{t('again')}</Button>}
          />
        )}
        {door && <OpenDoor door={door} onAddress={(address) => void open(address)} />}
        <Alert type="warning" showIcon title={t('risk')} />
        <Flex gap={8} wrap>
          {arrived > 0 && (
            <Button
              type="primary"
              size="large"
              className="main-action"
              {...(onAccept === undefined ? { href: '#/tray' } : {})}
              onClick={() => {
                onClose();
                onAccept?.();
              }}
            >
              {t('look')}
            </Button>
          )}
          <Button size="large" className="main-action" onClick={onClose}>
            {t('close')}
          </Button>
        </Flex>
      </Flex>
    </Modal>
  );
}

function OpenDoor({ door, onAddress }: { door: PhoneDoor; onAddress(address: string): void }) {
  const t = useWords(phoneWords);
  const { list } = usePunctuation();
  const id = useId();
  const qr = useQr(door.url, addressShape);
  const said = [
    t(door.taken ? 'taken' : 'waiting'),
    ...(door.arrived > 0 ? [t('arrived', { count: door.arrived })] : []),
    ...(door.refused > 0 ? [t('refused', { count: door.refused })] : []),
  ];
  return (
    <>
      <span>{t('scan')}</span>
      <Flex gap={16} wrap align="center">
        {qr !== null && <img src={qr} alt={t('qr')} width={240} height={240} />}
        <Flex vertical gap={8} flex="1 1 240px">
          <strong role="status">{list(said)}</strong>
          <span className="hint">{t('left', { time: minutesOf(door.leftMs) })}</span>
          <span className="mono">{door.url}</span>
          <span className="hint">{t('limits', { photos: phoneLimits.photos })}</span>
        </Flex>
      </Flex>
      {door.addresses.length > 1 && (
        <div>
          <label htmlFor={id} className="field-label">
            {t('address')}
          </label>
          <Select
            id={id}
            size="large"
            style={{ width: '100%' }}
            value={door.address}
            onChange={onAddress}
            options={door.addresses.map((value) => ({ value, label: value }))}
            getPopupContainer={(trigger) => trigger.parentElement ?? document.body}
          />
        </div>
      )}
    </>
  );
}

/** `9:05` */
function minutesOf(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
