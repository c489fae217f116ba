import { Flex, Modal } from 'antd';
import { useState } from 'react';
import type { PhotoRef } from '#domain/evidence.ts';
import type { Sha256 } from '#domain/identity.ts';
import { photoStageWords } from '#domain/words.ts';
import { useRecords } from '../store/records.ts';
import { defineWords, useWord, useWords } from '../words/language.ts';
import { Drawing } from './layer/Drawing.tsx';
import { usePictureUrls } from './pictures.ts';

const words = defineWords(
  { open: '查看照片 {{stage}} {{head}}', missing: '照片不在本机', close: '关闭' },
  { open: 'Open photo {{stage}} {{head}}', missing: 'Photo is not on this device', close: 'Close' },
);

interface PhotoStripProps {
  photos: readonly PhotoRef[];
  /** The record that they are of: with it, what was marked on them is drawn over the large copy. */
  of?: string;
}

/** Thumbs in a row; one opens its watermarked display copy. */
export function PhotoStrip({ photos, of }: PhotoStripProps) {
  const t = useWords(words);
  const say = useWord();
  const [open, setOpen] = useState<PhotoRef | null>(null);
  const thumbs = usePictureUrls(
    photos.map((photo) => photo.sha256),
    'thumb',
  );
  const displays = usePictureUrls(open === null ? [] : [open.sha256], 'display');
  const display = open && displays.get(open.sha256);
  return (
    <Flex gap={8} wrap>
      {photos.map((photo) => {
        const url = thumbs.get(photo.sha256);
        const label = t('open', { stage: say(photoStageWords[photo.stage]), head: photo.sha256.slice(0, 8) });
        return (
          <button
            key={`${photo.sha256}${photo.stage}`}
            type="button"
            className={`thumb thumb-${photo.stage}`}
            aria-label={label}
            onClick={() => setOpen(photo)}
          >
            {url === null && <span className="thumb-missing">{t('missing')}</span>}
            {typeof url === 'string' && <img src={url} alt="" />}
            <span className="thumb-stage">{say(photoStageWords[photo.stage])}</span>
          </button>
        );
      })}
      <Modal
        open={open !== null}
        onCancel={() => setOpen(null)}
        footer={null}
        width={960}
        title={open ? say(photoStageWords[open.stage]) : ''}
      >
        {display === null && t('missing')}
        {open && typeof display === 'string' && (
          <div className="photo-canvas">
            <img className="display-photo" src={display} alt={say(photoStageWords[open.stage])} />
            {of !== undefined && <Marks sha256={open.sha256} of={of} />}
          </div>
        )}
      </Modal>
    </Flex>
  );
}

/** Arrows and boxes that somebody drew on a photo. What is hidden is hidden on copies for others alone. */
function Marks({ sha256, of }: { sha256: Sha256; of: string }) {
  const photo = useRecords('photo', of)?.find(({ fields }) => fields.sha256 === sha256);
  if (!photo?.fields.marks?.length) return null;
  const { width, height, marks } = photo.fields;
  return <Drawing width={width} height={height} shapes={marks} tool={null} onDraw={() => undefined} />;
}
