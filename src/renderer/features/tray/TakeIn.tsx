import { FileImageOutlined, FolderOpenOutlined } from '@ant-design/icons';
import { Alert, Button, Card, Flex, Progress } from 'antd';
import { useId, useRef } from 'react';
import type { IntakeReport, Skipped } from '../../store/photo-intake.ts';
import { DropZone } from '../../ui/DropZone.tsx';
import { withoutLitter } from '../../ui/dropped-files.ts';
import { FileInput } from '../../ui/FileInput.tsx';
import { sentenceOf } from '../../ui/sentence-of.ts';
import { useIntakeProgress, useTray } from '../../ui/tray/tray-run.tsx';
import { useLanguage, usePunctuation, useWords } from '../../words/language.ts';
import '../../ui/tray/tray.css';
import { trayWords } from './words.ts';

/** Every way for files into the tray: chosen, a whole folder or card, or dropped. */
export function TakeIn() {
  const t = useWords(trayWords);
  const tray = useTray();
  return (
    <Card title={t('take')} size="small">
      <DropZone className="tray-drop" onFiles={(files) => void tray.takeIn(files)}>
        <Flex gap={8} wrap>
          <FileChoice label={t('filesInput')} folder={false} />
          <FileChoice label={t('folderInput')} folder />
        </Flex>
        <span className="hint">{t('dropHint')}</span>
        <IntakeStatus />
      </DropZone>
    </Card>
  );
}

/** The chooser behind the button carries the label. */
function FileChoice({ label, folder }: { label: string; folder: boolean }) {
  const t = useWords(trayWords);
  const { takeIn, busy } = useTray();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <label htmlFor={id} className="visually-hidden">
        {label}
      </label>
      <FileInput
        id={id}
        ref={input}
        multiple
        {...(folder ? { folder } : { accept: 'image/*,.heic,.heif' })}
        onFiles={(files) => void takeIn(withoutLitter(files))}
      />
      <Button
        type={folder ? 'default' : 'primary'}
        size="large"
        className="main-action"
        icon={folder ? <FolderOpenOutlined aria-hidden /> : <FileImageOutlined aria-hidden />}
        disabled={busy}
        onClick={() => input.current?.click()}
      >
        {t(folder ? 'folder' : 'files')}
      </Button>
    </>
  );
}

const megabytes = (bytes: number) => Math.round(bytes / 1024 / 1024);

function IntakeStatus() {
  const t = useWords(trayWords);
  const { report, stop } = useTray();
  const progress = useIntakeProgress();
  if (progress === null) return report && <Report report={report} />;
  const { done, total, doneBytes, totalBytes } = progress;
  const said = t('working', { done, total });
  return (
    <Flex vertical gap={4} role="status">
      <Flex gap={12} align="center" wrap>
        <strong>{said}</strong>
        <span className="hint">{t('bytes', { done: megabytes(doneBytes), total: megabytes(totalBytes) })}</span>
        <Button onClick={stop}>{t('stop')}</Button>
      </Flex>
      <Progress percent={Math.round((doneBytes / Math.max(totalBytes, 1)) * 100)} aria-label={said} />
      <span className="hint">{t('goOn')}</span>
    </Flex>
  );
}

function Report({ report: { taken, skipped, left, stopped } }: { report: IntakeReport }) {
  const t = useWords(trayWords);
  const { dismissReport } = useTray();
  const { list } = usePunctuation();
  const language = useLanguage();
  const same = skipped.filter(({ why }) => why === 'same').length;
  const said = [
    t('taken', { count: taken }),
    ...(same > 0 ? [t('same', { count: same })] : []),
    ...(skipped.length > same ? [t('skippedCount', { count: skipped.length - same })] : []),
    ...(left > 0 ? [t('left', { count: left })] : []),
  ];
  const calm = left === 0 && skipped.length === same;
  return (
    <Alert
      type={calm ? 'success' : 'warning'}
      showIcon
      role="alert"
      title={list(said)}
      description={
        <>
          {stopped !== undefined && <p>{sentenceOf(stopped, language)}</p>}
          {skipped.length > 0 && <SkippedList skipped={skipped} />}
        </>
      }
      action={<Button onClick={dismissReport}>{t('close')}</Button>}
    />
  );
}

function SkippedList({ skipped }: { skipped: readonly Skipped[] }) {
  const t = useWords(trayWords);
  const language = useLanguage();
  return (
    <details>
      <summary>{t('skippedList')}</summary>
      <ul className="plain-list">
        {skipped.map(({ name, why }) => (
          <li key={name}>{t('skipped', { name, why: why === 'same' ? t('alreadyHere') : sentenceOf(why, language) })}</li>
        ))}
      </ul>
    </details>
  );
}
