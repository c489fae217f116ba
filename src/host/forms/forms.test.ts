import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { safeFileName } from './file-name.ts';
import { createForms, removeKeptForms } from './forms.ts';
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

test('a form is set in the font that comes with the program, keeps its name for saving, and is written nowhere', async () => {
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
  const forms = createForms({ printer, fontFile });
  expect(await forms.pdf('<head></head><p>1', '告知书/3幢.pdf')).toEqual({ pdf, name: '告知书_3幢.pdf', pages: 1 });
  expect(printed[0]).toContain(`base64,${Buffer.from('letters').toString('base64')}`);
  expect(await readdir(folder)).toEqual(['font.ttf']);
});

test('forms that an older version kept in the clear are gone', async () => {
  const kept = join(folder, 'exports');
  await mkdir(kept);
  await writeFile(join(kept, '告知书 3幢2单元501室-20260302081500-1.pdf'), '%PDF-1.4 张伟');
  await removeKeptForms(kept);
  expect(existsSync(kept)).toBe(false);
  await removeKeptForms(kept);
});
