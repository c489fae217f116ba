import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../clock.ts';
import { localInstant } from '../clock.ts';
import { writeWhole } from '../folder/durable-file.ts';
import type { Printer } from '../ports.ts';
import { safeFileName } from './file-name.ts';
import { countPages } from './pdf-pages.ts';

/** A printed form in the exports folder. */
export interface PrintedForm {
  path: string;
  /** What to call it when it is saved elsewhere. */
  name: string;
  bytes: number;
  pages: number;
}

export interface Forms {
  /** @throws Failure pdf-failed, browser-missing, disk-full */
  pdf(html: string, name: string): Promise<PrintedForm>;
}

export interface FormParts {
  printer: Printer;
  exportsFolder: string;
  /** The Chinese font that a form is set in on machines that have none. */
  fontFile: string;
  now: Clock;
}

/** The form with its font inside: printing reaches nothing outside the page. */
async function withFont(html: string, fontFile: string): Promise<string> {
  const font = await readFile(fontFile, 'base64');
  const face = `<style>@font-face{font-family:"Form Sans";src:local("Noto Sans SC"),local("Noto Sans CJK SC"),url(data:font/ttf;base64,${font})}</style>`;
  return html.replace('</head>', () => `${face}</head>`);
}

/** `printed` counts the forms of this run: two of one name within a second are two files. */
export function createForms({ printer, exportsFolder, fontFile, now }: FormParts): Forms {
  let printed = 0;
  return {
    async pdf(html, name) {
      const bytes = await printer.pdf(await withFont(html, fontFile));
      const pages = countPages(bytes);
      const safe = safeFileName(name.replace(/\.pdf$/i, ''));
      const stamp = localInstant(now()).slice(0, 19).replace(/\D/g, '');
      printed += 1;
      const path = join(exportsFolder, `${safe}-${stamp}-${printed}.pdf`);
      await writeWhole(path, bytes);
      return { path, name: `${safe}.pdf`, bytes: bytes.byteLength, pages };
    },
  };
}
