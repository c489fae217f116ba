import { useDesk } from '../../session.tsx';
import type { RecordOf } from '../../store/records.ts';
import { PrintButton, type PrintedPage } from '../../ui/PrintButton.tsx';
import { currentLanguage, useWords } from '../../words/language.ts';
import { photoNumber } from '../form/return-sheet.ts';
import { sheetPage } from '../form/sheet-page.tsx';
import { findThumbs } from '../form/sheet-pictures.ts';
import { photoWords } from './words.ts';

interface ContactSheetProps {
  code: string;
  place: string;
  photos: readonly RecordOf<'photo'>[];
  nameOf(photo: RecordOf<'photo'>): string;
  whenOf(photo: RecordOf<'photo'>): string;
}

/** 照片表: every photo of a record on paper, with its number, stage and time and where that time comes from. */
export function ContactSheet({ code, place, photos, nameOf, whenOf }: ContactSheetProps) {
  const t = useWords(photoWords);
  const desk = useDesk();

  async function page(): Promise<PrintedPage> {
    const thumbs = await findThumbs(
      desk,
      photos.map(({ fields }) => fields.sha256),
    );
    const shown = photos.filter(({ fields }) => thumbs.has(fields.sha256));
    const title = `${t('sheetTitle')} ${code}`;
    const body = (
      <>
        <h1>{t('sheetTitle')}</h1>
        <p>
          {code} {place}
        </p>
        <div className="pictures">
          {shown.map((photo) => (
            <figure key={photo.id} className="keep">
              <img src={thumbs.get(photo.fields.sha256)} alt="" />
              <figcaption>
                {nameOf(photo)}
                <br />
                {whenOf(photo)}
                <br />
                {t('number')} {photoNumber(photo.fields.sha256)}
              </figcaption>
            </figure>
          ))}
        </div>
        {shown.length < photos.length && <p>{t('sheetMore', { count: photos.length - shown.length })}</p>}
      </>
    );
    return { html: sheetPage(title, currentLanguage(), body), name: title.slice(0, 80) };
  }

  return <PrintButton label={t('sheet')} saveLabel={t('openSheet')} page={page} />;
}
