import { FileExcelOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useId, useRef } from 'react';
import { DropZone } from '../../ui/DropZone.tsx';
import { FileInput } from '../../ui/FileInput.tsx';
import { useWords } from '../../words/language.ts';
import './estate.css';
import { importWords } from './import-words.ts';

/** Takes one xlsx file, dropped or chosen. */
export function RosterDrop({ onFile }: { onFile(file: File): void }) {
  const t = useWords(importWords);
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  return (
    <DropZone className="roster-drop" onFiles={([file]) => file !== undefined && onFile(file)}>
      <FileExcelOutlined aria-hidden style={{ fontSize: 40 }} />
      <label htmlFor={id}>{t('drop')}</label>
      <FileInput id={id} ref={input} accept=".xlsx" aria-label={t('choose')} onFiles={([file]) => file !== undefined && onFile(file)} />
      <Button type="primary" size="large" className="main-action" style={{ alignSelf: 'center' }} onClick={() => input.current?.click()}>
        {t('choose')}
      </Button>
      <span className="hint">{t('help')}</span>
    </DropZone>
  );
}
