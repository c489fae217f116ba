import { Card, Flex, Radio, Select } from 'antd';
import { useId, useState } from 'react';
import type { RecordOf } from '../../store/records.ts';
import { usePictureUrls } from '../../ui/pictures.ts';
import { useWords } from '../../words/language.ts';
import { photoWords } from './words.ts';

interface CompareProps {
  photos: readonly RecordOf<'photo'>[];
  nameOf(photo: RecordOf<'photo'>): string;
}

/** Two photos over one another with a line to slide between them, or side by side. At first the oldest from before and the newest from after. */
export function Compare({ photos, nameOf }: CompareProps) {
  const t = useWords(photoWords);
  const way = useId();
  const [slides, setSlides] = useState(true);
  const [share, setShare] = useState(50);
  const [leftId, setLeft] = useState<string>();
  const [rightId, setRight] = useState<string>();
  const left = photos.find(({ id }) => id === leftId) ?? photos.find(({ fields }) => fields.stage === 'BEFORE') ?? photos[0];
  const right = photos.find(({ id }) => id === rightId) ?? photos.findLast(({ fields }) => fields.stage === 'AFTER') ?? photos.at(-1);
  const urls = usePictureUrls(left && right ? [left.fields.sha256, right.fields.sha256] : [], 'display');
  if (left === undefined || right === undefined || photos.length < 2) {
    return (
      <Card size="small" title={t('compare')}>
        <span className="hint">{t('compareHint')}</span>
      </Card>
    );
  }
  const picture = (photo: RecordOf<'photo'>) => {
    const url = urls.get(photo.fields.sha256);
    if (url === null) return <span className="photo-missing">{t('missing')}</span>;
    return typeof url === 'string' ? <img src={url} alt={nameOf(photo)} /> : null;
  };
  return (
    <Card size="small" title={t('compare')}>
      <Flex vertical gap={12}>
        <Flex gap={12} wrap align="end">
          <PhotoChoice label={t('left')} photos={photos} nameOf={nameOf} value={left.id} onChange={setLeft} />
          <PhotoChoice label={t('right')} photos={photos} nameOf={nameOf} value={right.id} onChange={setRight} />
          <span id={way} className="visually-hidden">
            {t('way')}
          </span>
          <Radio.Group
            aria-labelledby={way}
            optionType="button"
            value={slides}
            onChange={(event) => setSlides(event.target.value)}
            options={[
              { value: true, label: t('slide') },
              { value: false, label: t('beside') },
            ]}
          />
        </Flex>
        {slides ? (
          <div className="compare-slide">
            <div className="compare-under">{picture(right)}</div>
            <div className="compare-over" style={{ clipPath: `inset(0 ${100 - share}% 0 0)` }}>
              {picture(left)}
            </div>
            <div className="compare-line" style={{ left: `${share}%` }} aria-hidden />
            <input
              type="range"
              min={0}
              max={100}
              value={share}
              aria-label={t('slider')}
              onChange={(event) => setShare(Number(event.target.value))}
            />
          </div>
        ) : (
          <div className="compare-beside">
            {picture(left)}
            {picture(right)}
          </div>
        )}
      </Flex>
    </Card>
  );
}

interface PhotoChoiceProps extends CompareProps {
  label: string;
  value: string;
  onChange(id: string): void;
}

function PhotoChoice({ label, photos, nameOf, value, onChange }: PhotoChoiceProps) {
  const id = useId();
  return (
    <div className="photo-choice">
      <label htmlFor={id} className="field-label">
        {label}
      </label>
      <Select
        id={id}
        size="large"
        style={{ width: '100%' }}
        value={value}
        onChange={onChange}
        options={photos.map((photo) => ({ value: photo.id, label: nameOf(photo) }))}
      />
    </div>
  );
}
