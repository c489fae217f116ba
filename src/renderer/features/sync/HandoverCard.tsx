import { Button, Card, Checkbox, Flex, Radio } from 'antd';
import { useLiveQuery } from 'dexie-react-hooks';
import { useId, useState } from 'react';
import type { KeptHandover, TakenHandovers } from '#contract/handover.ts';
import { handOver } from '#sync/courier.ts';
import { useDesk } from '../../session.tsx';
import { reconcileHandovers } from '../../store/handed.ts';
import { type Language, punctuation, useWords, wordsIn } from '../../words/language.ts';
import { localTime } from '../../words/local-time.ts';
import { FolderField } from './FolderField.tsx';
import { handoverWords } from './handover-words.ts';
import { refusalLines } from './refusal-lines.ts';
import { StickEnd } from './StickEnd.tsx';
import { stickWords } from './stick-words.ts';
import { useSyncRun } from './sync-run.tsx';
import { type StickDone, type StickParts, useStickWork } from './use-stick-work.ts';

/** From desk to desk without a line: the afternoon's desk sees the morning's work before the server does. */
export function HandoverCard() {
  const t = useWords(handoverWords);
  const stick = useWords(stickWords);
  const { db, host, source } = useDesk();
  const { running } = useSyncRun();
  const [folder, setFolder] = useState('');
  const [what, setWhat] = useState<'all' | 'today'>('all');
  const [photos, setPhotos] = useState(true);
  const work = useStickWork<'writing' | 'taking'>(folder);
  const { busy } = work;
  const ready = folder.trim() !== '' && !running && busy === null;
  const whatLabel = useId();

  async function write(parts: StickParts): Promise<StickDone> {
    const since = what === 'all' ? null : startOfDay(source.now());
    const written = await handOver(parts, { since, photos });
    const { mutations, photos: sent, files, unreadable } = written;
    if (files.length === 0) return { title: (language) => wordsIn(handoverWords, language)('empty'), warnings: [] };
    return {
      title: (language) => wordsIn(handoverWords, language)('written', { mutations, photos: sent, files: files.length }),
      warnings: unreadable.length === 0 ? [] : [(language) => wordsIn(handoverWords, language)('unreadable', { count: unreadable.length })],
    };
  }

  async function takeIn({ folder: place }: StickParts): Promise<StickDone> {
    try {
      const taken = await host.call('handover.takeIn', { folder: place });
      return {
        title: (language) => takenLine(taken, language),
        warnings: refusalLines(taken.refused),
      };
    } finally {
      // What was kept before somebody stopped it is here too.
      await reconcileHandovers(db, host);
    }
  }

  return (
    <Card title={t('title')}>
      <Flex vertical gap={16}>
        <p>{t('about')}</p>
        <FolderField label={t('folder')} hint={t('folderHint')} value={folder} disabled={busy !== null} onChange={setFolder} />
        <Flex gap={16} align="center" wrap>
          <span id={whatLabel}>{t('what')}</span>
          <Radio.Group
            aria-labelledby={whatLabel}
            optionType="button"
            size="large"
            value={what}
            disabled={busy !== null}
            options={(['all', 'today'] as const).map((value) => ({ value, label: t(value) }))}
            onChange={(event) => setWhat(event.target.value as 'all' | 'today')}
          />
          <Checkbox checked={photos} disabled={busy !== null} onChange={(event) => setPhotos(event.target.checked)}>
            {t('withPhotos')}
          </Checkbox>
        </Flex>
        <Flex gap={12} wrap>
          <Button size="large" loading={busy === 'writing'} disabled={!ready} onClick={() => void work.run('writing', write)}>
            {t('write')}
          </Button>
          <Button size="large" loading={busy === 'taking'} disabled={!ready} onClick={() => void work.run('taking', takeIn)}>
            {t('takeIn')}
          </Button>
          {busy !== null && (
            <Button size="large" onClick={work.stop}>
              {stick('stop')}
            </Button>
          )}
        </Flex>
        <StickEnd work={work} label={t('title')} />
        <KeptList />
      </Flex>
    </Card>
  );
}

/** The handovers that are here and of which the server has not shown everything yet. */
function KeptList() {
  const t = useWords(handoverWords);
  const { db, host } = useDesk();
  const { running } = useSyncRun();
  const kept = useLiveQuery(async (): Promise<KeptHandover[]> => {
    const shown = new Set((await db.handed.toArray()).map(({ handover }) => handover));
    if (shown.size === 0) return [];
    return (await host.call('handover.list', {})).handovers.filter(({ id }) => shown.has(id));
  }, [db, host, running]);
  if (kept === undefined || kept.length === 0) return null;
  return (
    <section aria-label={t('here')}>
      <h2>{t('here')}</h2>
      <ul>
        {kept.map(({ id, device, mutations, takenAt, relayed }) => (
          <li key={id}>
            {t('line', { device, mutations, at: localTime(takenAt) })}
            {' · '}
            {t(relayed ? 'relayed' : 'waiting')}
          </li>
        ))}
      </ul>
    </section>
  );
}

function takenLine({ taken, photos }: TakenHandovers, language: Language): string {
  const t = wordsIn(handoverWords, language);
  if (taken.length === 0) return t('takenPhotos', { photos });
  const devices = punctuation[language].list([...new Set(taken.map(({ device }) => device))]);
  return t('taken', { devices, mutations: taken.reduce((sum, { mutations }) => sum + mutations, 0), photos });
}

function startOfDay(now: Date): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate());
}
