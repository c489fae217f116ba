import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findBrowser } from './browser.ts';
import { createBrowserPrinter, removePrintLeftovers } from './printer.ts';

describe('printing in the browser shell', () => {
  let workFolder: string;
  beforeEach(async () => {
    workFolder = await mkdtemp(join(tmpdir(), 'chaihuan-print-'));
  });
  afterEach(() => rm(workFolder, { recursive: true, force: true }));

  it('says browser-missing where there is none', async () => {
    const printer = createBrowserPrinter({ findBrowser: () => undefined, workFolder });
    await expect(printer.pdf('<p>表</p>')).rejects.toMatchObject({ code: 'browser-missing' });
  });

  it('says pdf-failed when the browser ends without a page, and leaves nothing behind', async () => {
    const printer = createBrowserPrinter({ findBrowser: () => process.execPath, workFolder });
    await expect(printer.pdf('<p>表</p>')).rejects.toMatchObject({ code: 'pdf-failed' });
    expect(await readdir(workFolder)).toEqual([]);
  });

  it('removes what a killed run left, and what was printed in goes with it', async () => {
    await mkdir(join(workFolder, 'form-killed', 'profile'), { recursive: true });
    await writeFile(join(workFolder, 'form-killed', 'form.html'), '张伟 13800000000');
    await removePrintLeftovers(workFolder);
    expect(existsSync(workFolder)).toBe(false);
    await removePrintLeftovers(workFolder);
  });

  it.skipIf(process.platform === 'win32')('keeps a page where only this user may enter while it prints', async () => {
    const program = join(workFolder, 'browser');
    const seen = join(workFolder, 'seen');
    const script = `const { statSync, writeFileSync } = require('node:fs');
const page = new URL(process.argv.at(-1));
writeFileSync(${JSON.stringify(seen)}, [new URL('.', page), page].map((path) => (statSync(path).mode & 0o777).toString(8)).join());`;
    await writeFile(program, `#!${process.execPath}\n${script}`, { mode: 0o700 });
    const printer = createBrowserPrinter({ findBrowser: () => program, workFolder });
    await expect(printer.pdf('<p>表</p>')).rejects.toMatchObject({ code: 'pdf-failed' });
    expect(await readFile(seen, 'utf8')).toBe('700,600');
  });

  it.runIf(findBrowser())(
    'prints a form, runs none of its scripts, asks nobody, and leaves nothing behind',
    { timeout: 70_000 },
    async () => {
      const asked: string[] = [];
      const server = createServer((request, response) => response.end(asked.push(request.url ?? '')));
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const elsewhere = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      const printer = createBrowserPrinter({ findBrowser, workFolder });
      const pdf = await printer.pdf(
        `<!doctype html><html><head><title>签收单</title><style>p{break-after:page}</style></head><body><p>一</p><p>二</p><img src="${elsewhere}/i.png"><script>document.body.textContent=''; fetch('${elsewhere}/s')</script></body></html>`,
      );
      server.close();
      expect(Buffer.from(pdf.subarray(0, 5)).toString()).toBe('%PDF-');
      // Three pages: had the script run, there would be one.
      expect(
        Buffer.from(pdf)
          .toString('latin1')
          .match(/\/Type \/Page\b/g),
      ).toHaveLength(3);
      expect(asked).toEqual([]);
      expect(existsSync(workFolder) && (await readdir(workFolder))).toEqual([]);
    },
  );
});
