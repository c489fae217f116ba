import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { claimPort } from './shell-port.ts';

describe('the port of a data folder', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'chaihuan-port-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('is chosen once', async () => {
    const port = await claimPort(folder);
    expect(port).toBeGreaterThanOrEqual(20_000);
    expect(port).toBeLessThan(40_000);
    expect(await claimPort(folder)).toBe(port);
  });

  it('is never changed when another program holds it', async () => {
    const port = await claimPort(folder);
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(port, '127.0.0.1', resolve));
    await expect(claimPort(folder)).rejects.toMatchObject({ code: 'port-taken', facts: { port } });
    await new Promise((resolve) => other.close(resolve));
    expect(await claimPort(folder)).toBe(port);
  });

  it.each(['', '{}', '{"port":"x"}', '{"port":80}'])('is not replaced when its record reads %j', async (text) => {
    await writeFile(join(folder, 'shell.json'), text);
    await expect(claimPort(folder)).rejects.toMatchObject({ code: 'internal', facts: { file: 'shell.json' } });
  });
});
