import { readFile, rm } from 'node:fs/promises';
import type { Printer } from '../ports.ts';
import { safeFileName } from './file-name.ts';
import { countPages } from './pdf-pages.ts';

/** A printed form. It is written nowhere: who wants to keep it saves it elsewhere, and it can be printed again. */
export interface PrintedForm {
  pdf: Uint8Array;
  /** What to call it when it is saved. */
  name: string;
  pages: number;
}

export interface Forms {
  /** @throws Failure pdf-failed, browser-missing */
  pdf(html: string, name: string): Promise<PrintedForm>;
}

export interface FormParts {
  printer: Printer;
  /** The Chinese font that a form is set in on machines that have none. */
  fontFile: string;
}

/** The form with its font inside: printing reaches nothing outside the page. */
async function withFont(html: string, fontFile: string): Promise<string> {
  const font = await readFile(fontFile, 'base64');
  const face = `<style>@font-face{font-family:"Form Sans";src:local("Noto Sans SC"),local("Noto Sans CJK SC"),url(data:font/ttf;base64,${font})}</style>`;
  return html.replace('</head>', () => `${face}</head>`);
}

export function createForms({ printer, fontFile }: FormParts): Forms {
  return {
    async pdf(html, name) {
      const pdf = await printer.pdf(await withFont(html, fontFile));
      return { pdf, name: `${safeFileName(name.replace(/\.pdf$/i, ''))}.pdf`, pages: countPages(pdf) };
    },
  };
}

/** Versions before sealing kept every printed form in the clear, in a folder that no page ever named. */
export async function removeKeptForms(exportsFolder: string): Promise<void> {
  await rm(exportsFolder, { recursive: true, force: true, maxRetries: 3 });
}
