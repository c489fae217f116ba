import { join } from 'node:path';
import type { Clock } from '../clock.ts';
import { localInstant } from '../clock.ts';
import { writeWhole } from '../folder/durable-file.ts';
import type { Printer } from '../host.ts';
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

/** `printed` counts the forms of this run: two of one name within a second are two files. */
export function createForms(printer: Printer, exportsFolder: string, now: Clock): Forms {
  let printed = 0;
  return {
    async pdf(html, name) {
      const bytes = await printer.pdf(html);
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
