import { Alert, Button, Card, Flex, Input } from 'antd';
import { type ReactNode, useId, useState } from 'react';
import { type Courier, readFromStick, saveToStick } from '#sync/courier.ts';
import type { SyncStore } from '#sync/ports.ts';
import { useInHand } from '../../in-hand.tsx';
import { useDesk } from '../../session.tsx';
import { createDexieSyncStore } from '../../store/dexie-sync-store.ts';
import { sentenceOf } from '../../ui/sentence-of.ts';
import { useLanguage, useWords } from '../../words/language.ts';
import { createHostCourier } from './host-courier.ts';
import { stickWords } from './stick-words.ts';
import { useSyncRun } from './sync-run.tsx';

interface Done {
  title: string;
  warning?: string;
}

type Work = (parts: { store: SyncStore; courier: Courier }) => Promise<Done>;

/** Where no line is: the day goes to the office on a stick, and its receipt comes back on it. */
export function StickCard() {
  const t = useWords(stickWords);
  const language = useLanguage();
  const { db, host, user } = useDesk();
  const inHand = useInHand();
  const { running } = useSyncRun();
  const [folder, setFolder] = useState('');
  const [busy, setBusy] = useState<'saving' | 'reading' | null>(null);
  const [done, setDone] = useState<Done | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const field = useId();
  const ready = folder.trim() !== '' && !running;

  const save: Work = async (parts) => {
    const { mutations, photos, files, unreadable } = await saveToStick(parts);
    const title = t('saved', { mutations, photos, files: files.length });
    return unreadable.length === 0 ? { title } : { title, warning: t('unreadable', { count: unreadable.length }) };
  };

  const read: Work = async (parts) => {
    const { answer, pulled } = await readFromStick(parts);
    const received = answer.receipts.reduce((sum, { counts }) => sum + counts.received, 0);
    const title = t('read', { received, photos: answer.verified.length, pulled });
    return answer.parked.length === 0 ? { title } : { title, warning: t('parked') };
  };

  async function run(as: 'saving' | 'reading', work: Work): Promise<void> {
    setBusy(as);
    setDone(null);
    setProblem(null);
    try {
      const parts = { store: createDexieSyncStore(db, user.name), courier: createHostCourier(host, folder.trim()) };
      setDone(await inHand.during('waits', () => work(parts)));
    } catch (error) {
      setProblem(error);
    } finally {
      setBusy(null);
    }
  }

  return (
    <Card title={t('title')}>
      <Flex vertical gap={16}>
        <p>{t('about')}</p>
        <div>
          <label className="field-label" htmlFor={field}>
            {t('folder')}
          </label>
          <Input
            id={field}
            size="large"
            value={folder}
            placeholder={t('folderHint')}
            disabled={busy !== null}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => setFolder(event.target.value)}
          />
        </div>
        <Flex gap={12} wrap>
          <Button size="large" loading={busy === 'saving'} disabled={!ready || busy === 'reading'} onClick={() => void run('saving', save)}>
            {t('save')}
          </Button>
          <Button
            size="large"
            loading={busy === 'reading'}
            disabled={!ready || busy === 'saving'}
            onClick={() => void run('reading', read)}
          >
            {t('readAnswer')}
          </Button>
          {busy === 'saving' && (
            <Button size="large" onClick={() => void host.call('courier.stop', {})}>
              {t('stop')}
            </Button>
          )}
        </Flex>
        {done !== null && <Told type="success">{done.title}</Told>}
        {done?.warning !== undefined && <Told type="warning">{done.warning}</Told>}
        {problem !== null && <Told type="error">{sentenceOf(problem, language)}</Told>}
      </Flex>
    </Card>
  );
}

function Told({ type, children }: { type: 'success' | 'warning' | 'error'; children: ReactNode }) {
  return <Alert type={type} showIcon title={children} role={type === 'success' ? 'status' : 'alert'} />;
}
