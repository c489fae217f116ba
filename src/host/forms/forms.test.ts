import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { safeFileName } from './file-name.ts';
import { createForms } from './forms.ts';
import { countPages } from './pdf-pages.ts';

const browser = ['/usr/bin/chromium', '/usr/bin/google-chrome'].find((path) => existsSync(path));

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'forms-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('page count', () => {
  test('the root of a nested page tree counts all pages', () => {
    const pdf = `%PDF-1.4
1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj
2 0 obj <</Type /Pages /Kids [3 0 R 4 0 R] /Count 5>> endobj
3 0 obj <</Type/Pages/Count 3>> endobj
4 0 obj <</Type /Pages /Count 2>> endobj`;
    expect(countPages(Buffer.from(pdf, 'latin1'))).toBe(5);
  });

  test.each(['', 'not a pdf', '%PDF-1.4\n1 0 obj <</Type /Catalog>> endobj'])('%j is pdf-failed', (text) => {
    expect(() => countPages(Buffer.from(text))).toThrow('pdf-failed');
  });

  test.skipIf(browser === undefined)('what a real browser prints is counted right', { timeout: 30_000 }, async () => {
    const html = join(folder, 'form.html');
    await writeFile(html, `<meta charset="utf-8">${'<section style="break-after:page">告知书</section>'.repeat(19)}<p>末页</p>`);
    const out = join(folder, 'out.pdf');
    const args = ['--headless', '--disable-gpu', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), `--print-to-pdf=${out}`];
    await promisify(execFile)(browser ?? '', [...args, `--user-data-dir=${join(folder, 'profile')}`, html]);
    expect(countPages(await readFile(out))).toBe(20);
  });
});

describe('file names', () => {
  test.each([
    ['告知书 3幢2单元501室', '告知书 3幢2单元501室'],
    ['a/b\\c:d*e?f"g<h>i|j', 'a_b_c_d_e_f_g_h_i_j'],
    ['../../etc/passwd', '_.._etc_passwd'],
    ['CON', '_CON'],
    ['lpt1.txt', '_lpt1.txt'],
    ['名字. . ', '名字'],
    ['\u202Egpj.exe', '_gpj.exe'],
    ['...', 'form'],
    ['行\n列', '行_列'],
  ])('%j is stored as %j', (name, stored) => expect(safeFileName(name)).toBe(stored));
});

test('two forms of one name in one second are two files, and each keeps its name for saving', async () => {
  const pdf = Buffer.from('%PDF-1.4\n2 0 obj <</Type /Pages /Count 1>> endobj');
  const printed: string[] = [];
  const printer = {
    pdf: async (html: string) => {
      printed.push(html);
      return pdf;
    },
  };
  const fontFile = join(folder, 'font.ttf');
  await writeFile(fontFile, 'letters');
  const forms = createForms({ printer, exportsFolder: folder, fontFile, now: () => new Date('2026-03-02T08:15:00Z') });
  const [one, two] = [await forms.pdf('<head></head><p>1', '告知书.pdf'), await forms.pdf('<p>2', '告知书.pdf')];
  expect(one.path).not.toBe(two.path);
  expect(one).toMatchObject({ name: '告知书.pdf', pages: 1, bytes: pdf.length });
  expect(await readFile(two.path)).toEqual(pdf);
  expect(printed[0]).toContain(`base64,${Buffer.from('letters').toString('base64')}`);
});
