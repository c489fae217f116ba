import { Card, Empty, Flex } from 'antd';
import { useState } from 'react';
import { photoStages } from '#domain/photo.ts';
import { photoStageWords } from '#domain/words.ts';
import { type RecordOf, useRecord, useRecords } from '../../store/records.ts';
import type { FiledType } from '../../store/tray.ts';
import { Page } from '../../ui/Page.tsx';
import { usePictureUrls } from '../../ui/pictures.ts';
import { useWord, useWords } from '../../words/language.ts';
import { localTime } from '../../words/local-time.ts';
import { siteText, useSite } from '../estate/site.ts';
import { Compare } from './Compare.tsx';
import { ContactSheet } from './ContactSheet.tsx';
import { PhotoEditor } from './PhotoEditor.tsx';
import './photo.css';
import { captureSourceWords } from './source-words.ts';
import { photoWords } from './words.ts';

const paths: Record<FiledType, string> = { structure: '/structures', fixture: '/fixtures', debris: '/debris' };

type PhotoRecord = RecordOf<'photo'>;

/** By stage, and within one by when it was taken, as far as that is known. */
function inOrder(photos: readonly PhotoRecord[]): PhotoRecord[] {
  const when = ({ fields }: PhotoRecord) => fields.capturedAt ?? fields.importedAt;
  return photos.toSorted(
    (a, b) => photoStages.indexOf(a.fields.stage) - photoStages.indexOf(b.fields.stage) || Date.parse(when(a)) - Date.parse(when(b)),
  );
}

/** A record's photos to look at: compared, marked, hidden in part, on paper. */
export function PhotosPage({ type, id }: { type: FiledType; id: string }) {
  const t = useWords(photoWords);
  const say = useWord();
  const record = useRecord(type, id);
  const site = useSite(record?.fields.place.building);
  const found = useRecords('photo', id);
  const [open, setOpen] = useState<PhotoRecord | null>(null);
  if (record === undefined || found === undefined || site === undefined) return null;
  const back = `${paths[type]}/${id}`;
  if (record === null) {
    return (
      <Page title={t('all')} back={back}>
        <Empty description={t('unknown')} />
      </Page>
    );
  }
  const photos = inOrder(found.filter(({ fields }) => fields.stage !== 'SIGN'));
  const nameOf = (photo: PhotoRecord) => {
    const same = photos.filter(({ fields }) => fields.stage === photo.fields.stage);
    return t('name', { stage: say(photoStageWords[photo.fields.stage]), index: same.indexOf(photo) + 1 });
  };
  const whenOf = ({ fields }: PhotoRecord) =>
    fields.capturedAt === null
      ? t('imported', { when: localTime(new Date(fields.importedAt)) })
      : t('when', { when: localTime(new Date(fields.capturedAt)), source: say(captureSourceWords[fields.capturedSource]) });
  const place = site === null ? '' : siteText(site, record.fields.place);
  const sheet = photos.length > 0 && (
    <ContactSheet code={record.fields.code} place={place} photos={photos} nameOf={nameOf} whenOf={whenOf} />
  );
  return (
    <Page title={t('title', { code: record.fields.code })} back={back} extra={sheet}>
      {photos.length === 0 ? (
        <Empty description={t('none')} />
      ) : (
        <>
          <Compare photos={photos} nameOf={nameOf} />
          <AllPhotos photos={photos} nameOf={nameOf} whenOf={whenOf} onOpen={setOpen} />
        </>
      )}
      {open && (
        <PhotoEditor photo={open} name={nameOf(photos.find(({ id: one }) => one === open.id) ?? open)} onClose={() => setOpen(null)} />
      )}
    </Page>
  );
}

interface AllPhotosProps {
  photos: readonly PhotoRecord[];
  nameOf(photo: PhotoRecord): string;
  whenOf(photo: PhotoRecord): string;
  onOpen(photo: PhotoRecord): void;
}

function AllPhotos({ photos, nameOf, whenOf, onOpen }: AllPhotosProps) {
  const t = useWords(photoWords);
  const thumbs = usePictureUrls(
    photos.map(({ fields }) => fields.sha256),
    'thumb',
  );
  return (
    <Card size="small" title={t('all')}>
      <ul className="plain-list photo-cards">
        {photos.map((photo) => {
          const { sha256, gps } = photo.fields;
          const url = thumbs.get(sha256);
          return (
            <li key={photo.id}>
              <button type="button" aria-label={t('edit', { name: nameOf(photo) })} onClick={() => onOpen(photo)}>
                {typeof url === 'string' ? <img src={url} alt="" loading="lazy" /> : <span className="photo-missing">{t('missing')}</span>}
              </button>
              <Flex vertical>
                <strong>{nameOf(photo)}</strong>
                <span className="hint">{whenOf(photo)}</span>
                {gps && <span className="hint">{t('located', { lat: gps.lat.toFixed(5), lon: gps.lon.toFixed(5) })}</span>}
                <span className="hint">{t('head', { head: sha256.slice(0, 12) })}</span>
              </Flex>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
