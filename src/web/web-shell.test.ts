import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { tokenHeader } from '#contract/host-api.ts';
import { createHost } from '#host/host.ts';
import { startWebShell, type WebShell } from './web-shell.ts';

const resources = join(import.meta.dirname, '..', '..', 'resources');
const nobody = { pdf: () => Promise.reject(new Error('prints nothing here')) };

describe('the browser shell over a data folder', () => {
  let dataFolder: string;
  let rendererFolder: string;
  let shell: WebShell | undefined;

  beforeEach(async () => {
    dataFolder = await mkdtemp(join(tmpdir(), 'chaihuan-web-'));
    rendererFolder = join(dataFolder, 'page');
    await mkdir(rendererFolder);
    await writeFile(join(rendererFolder, 'index.html'), '<!doctype html><title>拆还通</title>');
  });

  afterEach(async () => {
    await shell?.close();
    shell = undefined;
    await rm(dataFolder, { recursive: true, force: true });
  });

  function start(): Promise<WebShell> {
    return startWebShell({ dataFolder, rendererFolder, resources, version: '0.0.0', trial: null, findBrowser: () => undefined });
  }

  async function enter(at: WebShell): Promise<string> {
    const code = new URL(at.launchUrl()).hash.slice('#launch='.length);
    const reply = await fetch(`${at.origin}/session`, {
      method: 'POST',
      headers: { origin: at.origin, 'content-type': 'application/json' },
      body: JSON.stringify({ code }),
    });
    return ((await reply.json()) as { token: string }).token;
  }

  it('lets the page in by its launch code and answers its calls', async () => {
    shell = await start();
    const reply = await fetch(`${shell.origin}/call/device.status`, {
      method: 'POST',
      headers: { origin: shell.origin, 'content-type': 'application/json', [tokenHeader]: await enter(shell) },
      body: '{}',
    });
    expect(await reply.json()).toMatchObject({ ok: true, value: { skin: 'browser', trial: false } });
  });

  it('keeps its origin from one start to the next', async () => {
    shell = await start();
    const { origin } = shell;
    await shell.close();
    shell = await start();
    expect(shell.origin).toBe(origin);
  });

  it('refuses another port when its own is taken, and lets go of the folder', async () => {
    shell = await start();
    const port = Number(new URL(shell.origin).port);
    await shell.close();
    shell = undefined;
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(port, '127.0.0.1', resolve));
    await expect(start()).rejects.toMatchObject({ code: 'port-taken', facts: { port } });
    await new Promise((resolve) => other.close(resolve));
    shell = await start();
  });

  it('refuses a second shell over the same folder', async () => {
    shell = await start();
    await expect(start()).rejects.toMatchObject({ code: 'second-instance' });
  });

  it('refuses a folder that the other skin made', async () => {
    const host = await createHost({
      dataFolder,
      skin: 'electron',
      version: '0.0.0',
      resources,
      printer: nobody,
      osVault: null,
      trial: null,
    });
    await host.close();
    await expect(start()).rejects.toMatchObject({ code: 'skin-mismatch' });
  });
});
