import { Button } from 'antd';
import { type RefObject, useEffect, useId, useRef, useState } from 'react';
import { mayCreate } from '#domain/authority.ts';
import { photoStageWords } from '#domain/words.ts';
import { useInHand } from '../../in-hand.tsx';
import { useDesk } from '../../session.tsx';
import { photoChanges } from '../../store/photo-changes.ts';
import { readFile } from '../../store/photo-intake.ts';
import type { RecordOf } from '../../store/records.ts';
import { FileInput } from '../../ui/FileInput.tsx';
import { useFailureNotice } from '../../ui/failure-notice.tsx';
import { useSaving } from '../../ui/saving.tsx';
import { useWords } from '../../words/language.ts';
import { PdfPages } from './PdfPages.tsx';
import { isPdf, openPdf, type PdfFile } from './pdf.ts';
import { planWords } from './words.ts';

interface ChoosePlanProps {
  estate: RecordOf<'estate'>;
  label: string;
  main: boolean;
}

interface OpenPdf {
  file: PdfFile;
  name: string;
}

/** A page's longer side in pixels: street numbers of a plan on A1 can still be read. */
const planEdge = 4000;

/** Takes in a picture, or a page of a PDF, as the estate's plan. The one before is kept: pins are fractions, and go on to a plan of the same extent. */
export function ChoosePlan({ estate, label, main }: ChoosePlanProps) {
  const t = useWords(planWords);
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const desk = useDesk();
  const inHand = useInHand();
  const { save } = useSaving();
  const tellFailure = useFailureNotice(planWords);
  const [busy, setBusy] = useState(false);
  const [pdf, setPdf] = useState<OpenPdf | null>(null);
  const shown = useShown();
  // It holds a worker and the whole file, until it is put away or the page is left.
  useEffect(() => () => pdf?.file.close(), [pdf]);
  if (!mayCreate('photo', desk.user)) return null;

  async function keep(bytes: ArrayBuffer, name: string): Promise<void> {
    const subject = { place: estate.fields.name, code: estate.fields.code };
    const watermark = { ...subject, stage: photoStageWords.PLAN.zh };
    const facts = await desk.host.call('photos.ingest', { watermark, shutter: false, fileName: name.slice(-255) }, bytes);
    await save(photoChanges(desk, [{ facts, stage: 'PLAN' }], [{ type: 'estate', id: estate.id }], subject));
  }

  async function attempt(work: () => Promise<void>): Promise<void> {
    setBusy(true);
    try {
      await inHand.during('refused', work);
    } catch (error) {
      tellFailure('failed', error);
    } finally {
      setBusy(false);
    }
  }

  async function take(file: File): Promise<void> {
    const bytes = await readFile(file);
    if (!isPdf(bytes)) return keep(bytes, file.name);
    const opened = await openPdf(bytes);
    if (shown.current) setPdf({ file: opened, name: file.name });
    else opened.close();
  }

  /** The page is kept as the picture that it was drawn as. */
  async function takePage({ file, name }: OpenPdf, page: number): Promise<void> {
    const picture = await file.draw(page, planEdge);
    await keep(await picture.arrayBuffer(), `${name} ${page}.png`);
    setPdf(null);
  }

  return (
    <>
      <label htmlFor={id} className="visually-hidden">
        {t('planFile')}
      </label>
      <FileInput
        id={id}
        ref={input}
        accept="image/*,.heic,.heif,application/pdf"
        onFiles={([file]) => file !== undefined && void attempt(() => take(file))}
      />
      <Button
        type={main ? 'primary' : 'default'}
        size="large"
        {...(main && { className: 'main-action' })}
        loading={busy}
        onClick={() => input.current?.click()}
      >
        {label}
      </Button>
      {pdf !== null && (
        <PdfPages file={pdf.file} busy={busy} onPick={(page) => void attempt(() => takePage(pdf, page))} onClose={() => setPdf(null)} />
      )}
    </>
  );
}

/** Whether this is still on the page. */
function useShown(): RefObject<boolean> {
  const shown = useRef(true);
  useEffect(() => {
    shown.current = true;
    return () => {
      shown.current = false;
    };
  }, []);
  return shown;
}
