import { FilePdfOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useInHand } from '../in-hand.tsx';
import { useDesk } from '../session.tsx';
import { defineWords, useWords } from '../words/language.ts';
import { useFailureNotice } from './failure-notice.tsx';

const words = defineWords({ printing: '正在生成…', failed: '没有打印成' }, { printing: 'Making…', failed: 'Not printed' });

/** A form as a self-contained page, and what to call its file. */
export interface PrintedPage {
  html: string;
  name: string;
}

interface PrintButtonProps {
  label: string;
  /** Says what the finished file is, on the link that saves it. */
  saveLabel: string;
  page(): PrintedPage | Promise<PrintedPage>;
}

/** Makes a PDF when pressed, and then offers it. */
export function PrintButton({ label, saveLabel, page }: PrintButtonProps) {
  const t = useWords(words);
  const { host } = useDesk();
  const inHand = useInHand();
  const tellFailure = useFailureNotice(words);
  const [busy, setBusy] = useState(false);
  const [made, setMade] = useState<string | null>(null);

  async function print(): Promise<void> {
    setBusy(true);
    try {
      setMade((await host.call('forms.pdf', await page())).url);
    } catch (failure) {
      tellFailure('failed', failure);
    } finally {
      setBusy(false);
    }
  }

  return (
    <>
      <Button icon={<FilePdfOutlined aria-hidden />} loading={busy} onClick={() => void inHand.during('waits', print)}>
        {busy ? t('printing') : label}
      </Button>
      {made !== null && (
        <Button type="primary" href={made} download>
          {saveLabel}
        </Button>
      )}
    </>
  );
}
