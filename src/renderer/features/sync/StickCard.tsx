import { Button, Card, Flex, type InputRef } from 'antd';
import { type Ref, useState } from 'react';
import { readFromStick, saveToStick } from '#sync/courier.ts';
import { type Language, useWords, wordsIn } from '../../words/language.ts';
import { FolderField } from './FolderField.tsx';
import { StickEnd } from './StickEnd.tsx';
import { stickWords } from './stick-words.ts';
import { useSyncRun } from './sync-run.tsx';
import { type StickDone, type StickParts, useStickWork } from './use-stick-work.ts';

/** Where no line is: the day goes to the office on a stick, and its receipt comes back on it. */
export function StickCard({ folderField }: { folderField: Ref<InputRef> }) {
  const t = useWords(stickWords);
  const { running } = useSyncRun();
  const [folder, setFolder] = useState('');
  const work = useStickWork<'saving' | 'reading'>(folder);
  const { busy } = work;
  const ready = folder.trim() !== '' && !running;

  async function save(parts: StickParts): Promise<StickDone> {
    const { mutations, photos, files, unreadable } = await saveToStick(parts);
    return {
      title: (language) => wordsIn(stickWords, language)('saved', { mutations, photos, files: files.length }),
      warnings: unreadable.length === 0 ? [] : [(language) => wordsIn(stickWords, language)('unreadable', { count: unreadable.length })],
    };
  }

  async function read(parts: StickParts): Promise<StickDone> {
    const { answer, missing, ...counts } = await readFromStick(parts);
    const told = { ...counts, photos: answer.verified.length };
    return {
      title: (language) => {
        const t = wordsIn(stickWords, language);
        return `${t('read', told)}${answer.receipts.length === 0 ? '' : t('readReceipts')}`;
      },
      warnings: [
        ...(answer.parked.length === 0 ? [] : [(language: Language) => wordsIn(stickWords, language)('parked')]),
        ...(missing === 0 ? [] : [(language: Language) => wordsIn(stickWords, language)('missing', { count: missing })]),
      ],
    };
  }

  return (
    <Card title={t('title')}>
      <Flex vertical gap={16}>
        <p>{t('about')}</p>
        <FolderField
          ref={folderField}
          label={t('folder')}
          hint={t('folderHint')}
          value={folder}
          disabled={busy !== null}
          onChange={setFolder}
        />
        <Flex gap={12} wrap>
          <Button
            size="large"
            loading={busy === 'saving'}
            disabled={!ready || busy === 'reading'}
            onClick={() => void work.run('saving', save)}
          >
            {t('save')}
          </Button>
          <Button
            size="large"
            loading={busy === 'reading'}
            disabled={!ready || busy === 'saving'}
            onClick={() => void work.run('reading', read)}
          >
            {t('readAnswer')}
          </Button>
          {busy === 'saving' && (
            <Button size="large" onClick={work.stop}>
              {t('stop')}
            </Button>
          )}
        </Flex>
        <StickEnd work={work} label={t('save')} />
      </Flex>
    </Card>
  );
}
