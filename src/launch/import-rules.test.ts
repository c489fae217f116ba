import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root, runTool } from './run-program.ts';

/** For each room, a package or a room outside its row of the table. */
const strangers = {
  domain: 'node:fs',
  contract: 'node:crypto',
  sync: 'dexie',
  host: 'electron',
  main: 'fastify',
  preload: 'node:fs',
  web: 'electron',
  renderer: '#host/host.ts',
  server: '#host/host.ts',
  launch: 'react',
};

/** Violations are planted in a copy of the rules and of the two innermost rooms: the checkout itself is never touched. */
describe('the import table', { timeout: 60_000 }, () => {
  let copy: string;

  beforeAll(async () => {
    copy = await mkdtemp(join(tmpdir(), 'chaihuan-rules-'));
    const kept = ['biome.json', '.gitignore', 'package.json', 'tsconfig.base.json', 'src/domain', 'src/contract'];
    for (const path of kept) await cp(join(root, path), join(copy, path), { recursive: true });
    await symlink(join(root, 'node_modules'), join(copy, 'node_modules'), 'junction');
  });
  afterAll(() => rm(copy, { recursive: true, force: true }));

  async function plant(path: string, text: string): Promise<void> {
    await mkdir(dirname(join(copy, path)), { recursive: true });
    await writeFile(join(copy, path), text);
  }

  function lint() {
    return runTool('@biomejs/biome/bin/biome', ['lint', '--max-diagnostics=none', '--only=style/noRestrictedImports', 'src'], {
      cwd: copy,
      output: 'kept',
    });
  }

  function compile(room: string) {
    return runTool('typescript/bin/tsc', ['-b', `src/${room}`, '--pretty', 'false'], { cwd: copy, output: 'kept' });
  }

  it('accepts the rooms as they are', async () => {
    expect(await lint()).toMatchObject({ code: 0 });
    expect(await compile('contract')).toEqual({ code: 0, output: '' });
  });

  it('refuses a package outside a room’s row, in every room', async () => {
    const planted = Object.entries(strangers).map(([room, stranger]) => ({ path: `src/${room}/planted.ts`, stranger }));
    for (const { path, stranger } of planted) await plant(path, `import '${stranger}';\n`);
    const { code, output } = await lint();
    for (const { path } of planted) await rm(join(copy, path));
    expect(code).not.toBe(0);
    for (const { path } of planted)
      expect(output.replaceAll('\\', '/')).toMatch(new RegExp(`^${path}:1:\\d+ lint/style/noRestrictedImports`, 'm'));
  });

  it('refuses another room reached by a relative path, which the lint table cannot tell from a neighbour file', async () => {
    await plant('src/server/planted.ts', 'export const secret = 1;\n');
    await plant('src/domain/planted.ts', "export { secret } from '../server/planted.ts';\n");
    const { code, output } = await compile('domain');
    await rm(join(copy, 'src/domain/planted.ts'));
    expect(code).not.toBe(0);
    expect(output).toMatch(/src[\\/]domain[\\/]planted\.ts\(1,\d+\): error TS6307/);
  });

  it('refuses a system’s types where a room has none', async () => {
    await plant('src/domain/planted.ts', 'export const here = process.cwd();\n');
    const { code, output } = await compile('domain');
    await rm(join(copy, 'src/domain/planted.ts'));
    expect(code).not.toBe(0);
    expect(output).toMatch(/planted\.ts\(1,\d+\): error TS/);
  });
});
