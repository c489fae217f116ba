import { Failure } from '#contract/failure.ts';

/** A PDF whose pages can be drawn. */
export interface PdfFile {
  pages: number;
  /** A page, from 1 on, as a PNG of its own proportions: its longer side is `edge` pixels. @throws Failure pdf-unreadable */
  draw(page: number, edge: number): Promise<Blob>;
  /** Lets go of its worker, once what is being drawn is. */
  close(): void;
}

export const isPdf = (bytes: ArrayBuffer) => new TextDecoder('latin1').decode(bytes.slice(0, 5)) === '%PDF-';

const unreadable = (cause: unknown) => new Failure('pdf-unreadable', {}, { cause });

/**
 * Opens a PDF with a worker of this page's own origin, and without evaluating anything: what a PDF carries besides pictures, lines and letters is left
 * out. Loaded when it is needed: nobody else pays for it. @throws Failure pdf-unreadable
 */
export async function openPdf(bytes: ArrayBuffer): Promise<PdfFile> {
  const { getDocument, PDFWorker } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const port = new Worker(new URL('pdfjs-dist/legacy/build/pdf.worker.mjs', import.meta.url), { type: 'module' });
  const worker = PDFWorker.create({ port });
  const task = getDocument({ data: bytes, worker, isEvalSupported: false, useWasm: false, useWorkerFetch: false, enableXfa: false });
  const close = () => {
    void task.destroy();
    port.terminate();
  };
  try {
    const file = await task.promise;
    let drawn: Promise<unknown> = Promise.resolve();
    const draw = (page: number, edge: number) => {
      const picture = drawPage(() => file.getPage(page), edge);
      drawn = Promise.allSettled([drawn, picture]);
      return picture;
    };
    return { pages: file.numPages, draw, close: () => void drawn.then(close) };
  } catch (error) {
    close();
    throw unreadable(error);
  }
}

type PdfPage = Awaited<
  ReturnType<Awaited<ReturnType<typeof import('pdfjs-dist/legacy/build/pdf.mjs')['getDocument']>['promise']>['getPage']>
>;

async function drawPage(find: () => Promise<PdfPage>, edge: number): Promise<Blob> {
  try {
    const page = await find();
    const own = page.getViewport({ scale: 1 });
    const viewport = page.getViewport({ scale: edge / Math.max(own.width, own.height) });
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(viewport.width);
    canvas.height = Math.round(viewport.height);
    await page.render({ canvas, viewport, background: '#ffffff' }).promise;
    const picture = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
    if (picture === null) throw new Error('no picture of this size');
    return picture;
  } catch (error) {
    throw unreadable(error);
  }
}
