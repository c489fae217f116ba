import { MobileOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import type { PhoneFor } from '#contract/phone.ts';
import { mayCreate } from '#domain/authority.ts';
import { useDesk } from '../../session.tsx';
import { useWords } from '../../words/language.ts';
import { PhoneDialog } from './PhoneDialog.tsx';
import { phoneWords } from './words.ts';

interface PhoneButtonProps {
  /** The record, known when the door is opened: a survey's record has no id before. */
  wanted(): PhoneFor;
  /** Takes what arrived into the form in hand; without it, arrivals are filed from the tray. */
  onAccept?: () => void;
}

/** 用手机拍: opens the door for one record while its dialog stands. */
export function PhoneButton({ wanted, onAccept }: PhoneButtonProps) {
  const t = useWords(phoneWords);
  const { user } = useDesk();
  const [open, setOpen] = useState<PhoneFor | null>(null);
  if (!mayCreate('photo', user)) return null;
  return (
    <>
      <Button {...(onAccept && { size: 'large' as const })} icon={<MobileOutlined aria-hidden />} onClick={() => setOpen(wanted())}>
        {t('open')}
      </Button>
      {open && <PhoneDialog wanted={open} onClose={() => setOpen(null)} {...(onAccept && { onAccept })} />}
    </>
  );
}
