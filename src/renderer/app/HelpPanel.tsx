import { QuestionCircleOutlined } from '@ant-design/icons';
import { Button, Drawer } from 'antd';
import { useState } from 'react';
import { defineWords, useLanguage, useWords } from '../words/language.ts';
import { helpFor } from './help.ts';

const words = defineWords({ help: '帮助', about: '这一页怎么用' }, { help: 'Help', about: 'How to use this page' });

/** What this screen is for and how it is worked, in a few sentences. */
export function HelpPanel({ path }: { path: string }) {
  const t = useWords(words);
  const language = useLanguage();
  const [openAt, setOpenAt] = useState<string>();
  const help = helpFor(path);
  if (help === undefined) return null;
  return (
    <>
      <Button icon={<QuestionCircleOutlined aria-hidden />} aria-label={t('help')} onClick={() => setOpenAt(path)} />
      <Drawer open={openAt === path} onClose={() => setOpenAt(undefined)} title={t('about')} size="min(92vw, 420px)">
        <ol className="help-lines">
          {help[language].map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ol>
      </Drawer>
    </>
  );
}
