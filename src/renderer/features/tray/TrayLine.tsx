import { FileImageOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useEffect } from 'react';
import { mayCreate } from '#domain/authority.ts';
import { useDesk } from '../../session.tsx';
import { useIntakeProgress, useTray } from '../../ui/tray/tray-run.tsx';
import { useWords } from '../../words/language.ts';
import { trayWords } from './words.ts';

/** The way to the tray, saying how far an intake is, or how many photos wait there. */
export function TrayLine() {
  const t = useWords(trayWords);
  const { user } = useDesk();
  const { waiting, reload } = useTray();
  const progress = useIntakeProgress();
  useEffect(() => {
    void reload().catch(() => undefined);
  }, [reload]);
  if (!mayCreate('photo', user)) return null;
  const count = waiting?.photos.length ?? 0;
  return (
    <Button size="large" className="main-action" icon={<FileImageOutlined aria-hidden />} href="#/tray">
      {progress !== null ? t('working', { ...progress }) : count > 0 ? t('waitingCount', { count }) : t('importPhotos')}
    </Button>
  );
}
