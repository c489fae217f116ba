import { FilePdfOutlined } from '@ant-design/icons';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useDesk } from '../../session.tsx';
import { sentenceOf } from '../../ui/sentence-of.ts';
import { currentLanguage, useWord, useWords } from '../../words/language.ts';
import { ReturnSheetBody } from './ReturnSheetBody.tsx';
import type { ReturnSheet } from './return-sheet.ts';
import { sheetPage } from './sheet-page.tsx';
import { picturesOf } from './sheet-pictures.ts';
import { formWords } from './words.ts';

/** 打印确认单: makes the PDF and then offers it. `sheet` is asked for when pressed. */
export function PrintReturn({ sheet }: { sheet(): ReturnSheet }) {
  const t = useWords(formWords);
  const word = useWord();
  const desk = useDesk();
  const { notification } = App.useApp();
  const [busy, setBusy] = useState(false);
  const [made, setMade] = useState<string | null>(null);

  async function print(): Promise<void> {
    setBusy(true);
    try {
      const facts = sheet();
      const pictures = await picturesOf(desk, facts);
      const body = <ReturnSheetBody sheet={facts} pictures={pictures} t={t} word={word} />;
      const name = `${t('returnTitle')}-${facts.address}`.slice(0, 80);
      const { url } = await desk.host.call('forms.pdf', { html: sheetPage(name, currentLanguage(), body), name });
      setMade(url);
    } catch (failure) {
      notification.error({ title: t('failed'), description: sentenceOf(failure, currentLanguage()), role: 'alert', duration: 0 });
    } finally {
      setBusy(false);
    }
  }

  return (
    <>
      <Button icon={<FilePdfOutlined aria-hidden />} loading={busy} onClick={() => void print()}>
        {busy ? t('printing') : t('print')}
      </Button>
      {made !== null && (
        <Button type="primary" href={made} download>
          {t('open')}
        </Button>
      )}
    </>
  );
}
