import { Failure } from '#contract/failure.ts';

/**
 * How many pages a PDF has, by its page tree: an object of `/Type /Pages` names how many pages hang below it, and the root names the
 * most. Browsers write these objects in plain text; their streams are compressed.
 * @throws Failure pdf-failed when the bytes are not such a PDF
 */
export function countPages(pdf: Uint8Array): number {
  const text = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength).toString('latin1');
  const counts = pageTrees(text).map((tree) => Number(/\/Count\s+(\d+)/.exec(tree)?.[1] ?? 0));
  const pages = Math.max(0, ...counts);
  if (!text.startsWith('%PDF-') || pages === 0) throw new Failure('pdf-failed', { bytes: pdf.byteLength });
  return pages;
}

function pageTrees(text: string): string[] {
  return [...text.matchAll(/\d+ \d+ obj\s(?<body>.{0,200000}?)endobj/gs)]
    .map((match) => match.groups?.body ?? '')
    .filter((body) => /\/Type\s*\/Pages\b/.test(body));
}
