import { Alert, App, Button, Card, Empty, Flex, Popconfirm } from 'antd';
import { memo, useEffect, useState } from 'react';
import type { TrayPhoto } from '#contract/tray.ts';
import type { Sha256 } from '#domain/identity.ts';
import { useFailureNotice } from '../../ui/failure-notice.tsx';
import { Page } from '../../ui/Page.tsx';
import { TrayGrid } from '../../ui/tray/TrayGrid.tsx';
import { useTray } from '../../ui/tray/tray-run.tsx';
import { useWords } from '../../words/language.ts';
import { FileForm } from './FileForm.tsx';
import { TakeIn } from './TakeIn.tsx';
import { trayWords } from './words.ts';

/** Thumbs drawn at once: a card has hundreds. */
const pageOf = 48;

/** 待归档: what was taken in and belongs to no record yet, and the way to its record. */
export function TrayPage() {
  const t = useWords(trayWords);
  const { waiting, reload } = useTray();
  useEffect(() => {
    void reload().catch(() => undefined);
  }, [reload]);
  return (
    <Page title={t('title')} back="/">
      <TakeIn />
      {waiting !== undefined && waiting.inForms > 0 && <Alert type="info" showIcon title={t('inForms', { count: waiting.inForms })} />}
      {waiting?.photos.length === 0 && (
        <Card size="small">
          <Empty description={t('none')}>
            <p className="hint">{t('noneHint')}</p>
          </Empty>
        </Card>
      )}
      {waiting !== undefined && waiting.photos.length > 0 && <WaitingPhotos photos={waiting.photos} />}
    </Page>
  );
}

/** Not drawn again for the progress of an intake. */
const WaitingPhotos = memo(function WaitingPhotos({ photos }: { photos: readonly TrayPhoto[] }) {
  const t = useWords(trayWords);
  const [picked, setPicked] = useState<ReadonlySet<Sha256>>(new Set());
  const [shown, setShown] = useState(pageOf);
  const [filing, setFiling] = useState(false);
  // What was filed or removed meanwhile is chosen no longer.
  const chosen = photos.filter(({ facts }) => picked.has(facts.sha256));
  const all = chosen.length === photos.length;
  const toggle = (sha256: Sha256) =>
    setPicked((old) => new Set(old.has(sha256) ? [...old].filter((one) => one !== sha256) : [...old, sha256]));
  return (
    <Card size="small">
      <Flex gap={8} align="center" wrap className="tray-bar">
        <Button onClick={() => setPicked(new Set(all ? [] : photos.map(({ facts }) => facts.sha256)))}>{t(all ? 'nothing' : 'all')}</Button>
        <span role="status">{t('chosen', { count: chosen.length })}</span>
        <Button type="primary" size="large" disabled={chosen.length === 0} onClick={() => setFiling(true)}>
          {t('file')}
        </Button>
        <Remove photos={chosen} />
      </Flex>
      <TrayGrid photos={photos.slice(0, shown)} chosen={picked} onToggle={toggle} />
      {shown < photos.length && (
        <Button size="large" onClick={() => setShown(shown + pageOf)}>
          {t('more', { count: Math.min(pageOf, photos.length - shown) })}
        </Button>
      )}
      {filing && <FileForm photos={chosen} onDone={() => setFiling(false)} />}
    </Card>
  );
});

function Remove({ photos }: { photos: readonly TrayPhoto[] }) {
  const t = useWords(trayWords);
  const { discard } = useTray();
  const { message } = App.useApp();
  const tellFailure = useFailureNotice(trayWords);

  async function remove(): Promise<void> {
    try {
      await discard(photos.map(({ facts }) => facts.sha256));
      message.success(t('removed'));
    } catch (error) {
      tellFailure('notRemoved', error);
    }
  }

  return (
    <Popconfirm
      getPopupContainer={(trigger) => trigger.parentElement ?? document.body}
      title={t('removeAsk', { count: photos.length })}
      okText={t('remove')}
      cancelText={t('keep')}
      disabled={photos.length === 0}
      onConfirm={() => void remove()}
    >
      <Button size="large" disabled={photos.length === 0}>
        {t('remove')}
      </Button>
    </Popconfirm>
  );
}
