import { MobileOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import type { PhoneFor } from '#contract/phone.ts';
import { mayCreate } from '#domain/authority.ts';
import { useDesk } from '../../session.tsx';
import { useWords } from '../../words/language.ts';
import { PhoneDialog } from './PhoneDialog.tsx';
import { phoneWords } from './words.ts';

/** 用手机拍: opens the door for one record while its dialog stands. */
export function PhoneButton({ wanted }: { wanted: PhoneFor }) {
  const t = useWords(phoneWords);
  const { user } = useDesk();
  const [open, setOpen] = useState(false);
  if (!mayCreate('photo', user)) return null;
  return (
    <>
      <Button icon={<MobileOutlined aria-hidden />} onClick={() => setOpen(true)}>
        {t('open')}
      </Button>
      {open && <PhoneDialog wanted={wanted} onClose={() => setOpen(false)} />}
    </>
  );
}
