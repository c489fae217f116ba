import { EnvironmentOutlined, ZoomInOutlined } from '@ant-design/icons';
import { Modal } from 'antd';
import { useState } from 'react';
import type { TrayPhoto } from '#contract/tray.ts';
import type { Sha256 } from '#domain/identity.ts';
import { useWords } from '../../words/language.ts';
import { localTime } from '../../words/local-time.ts';
import { usePictureUrls } from '../pictures.ts';
import './tray.css';
import { trayPhotoWords } from './words.ts';

interface TrayGridProps {
  photos: readonly TrayPhoto[];
  chosen: ReadonlySet<Sha256>;
  onToggle(sha256: Sha256): void;
}

/** Waiting photos to choose among, each with its name and when it was taken. */
export function TrayGrid({ photos, chosen, onToggle }: TrayGridProps) {
  const t = useWords(trayPhotoWords);
  const [open, setOpen] = useState<TrayPhoto | null>(null);
  const thumbs = usePictureUrls(
    photos.map(({ facts }) => facts.sha256),
    'thumb',
  );
  return (
    <>
      <ul className="plain-list tray-grid">
        {photos.map((photo) => (
          <TrayThumb
            key={photo.facts.sha256}
            photo={photo}
            url={thumbs.get(photo.facts.sha256)}
            chosen={chosen.has(photo.facts.sha256)}
            onToggle={() => onToggle(photo.facts.sha256)}
            onOpen={() => setOpen(photo)}
          />
        ))}
      </ul>
      <Modal open={open !== null} onCancel={() => setOpen(null)} footer={null} width={960} title={open?.fileName ?? t('large')}>
        {open && <LargePicture photo={open} />}
      </Modal>
    </>
  );
}

interface TrayThumbProps {
  photo: TrayPhoto;
  url: string | null | undefined;
  chosen: boolean;
  onToggle(): void;
  onOpen(): void;
}

function TrayThumb({ photo: { facts, fileName, phone }, url, chosen, onToggle, onOpen }: TrayThumbProps) {
  const t = useWords(trayPhotoWords);
  const when = facts.capturedAt === null ? t('unknownTime') : localTime(new Date(facts.capturedAt));
  return (
    <li className={chosen ? 'tray-photo chosen' : 'tray-photo'}>
      <button
        type="button"
        className="tray-pick"
        aria-pressed={chosen}
        aria-label={t('photo', { name: fileName, when })}
        onClick={onToggle}
      >
        {typeof url === 'string' && <img src={url} alt="" loading="lazy" />}
        <span className="tray-mark" aria-hidden>
          {chosen ? '✓' : ''}
        </span>
        <span className="tray-name">{fileName}</span>
        {phone && <span className="hint">{t('fromPhone', { about: phone.about })}</span>}
        <span className="hint">
          {when} {facts.gps !== null && <EnvironmentOutlined aria-label={t('located')} />}
        </span>
      </button>
      <button type="button" className="tray-look" aria-label={t('look', { name: fileName })} onClick={onOpen}>
        <ZoomInOutlined aria-hidden />
      </button>
    </li>
  );
}

function LargePicture({ photo: { facts, fileName } }: { photo: TrayPhoto }) {
  const url = usePictureUrls([facts.sha256], 'display').get(facts.sha256);
  return typeof url === 'string' ? <img className="display-photo" src={url} alt={fileName} /> : null;
}
