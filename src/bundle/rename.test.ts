import { expect, test } from 'vitest';
import { type Renaming, renameStubborn } from './rename.ts';

/** A system that refuses so many renames with this code before it does one. */
function refusing(times: number, code: string, platform: NodeJS.Platform): Renaming & { asked: number; waitedMs: number } {
  const system = {
    ...{ platform, asked: 0, waitedMs: 0 },
    async rename() {
      system.asked += 1;
      if (system.asked <= times) throw Object.assign(new Error(code), { code });
    },
    async wait(ms: number) {
      system.waitedMs += ms;
    },
  };
  return system;
}

test('a file that a virus scanner holds for a moment is renamed once it lets go, on Windows', async () => {
  const system = refusing(3, 'EPERM', 'win32');
  await renameStubborn('a.part', 'a', system);
  expect([system.asked, system.waitedMs]).toEqual([4, 120]);
});

test('what is refused for good, or elsewhere, is said', async () => {
  const [stuck, missing, elsewhere] = [refusing(99, 'EBUSY', 'win32'), refusing(1, 'ENOENT', 'win32'), refusing(1, 'EPERM', 'linux')];
  for (const [system, asked] of [
    [stuck, 10],
    [missing, 1],
    [elsewhere, 1],
  ] as const) {
    await expect(renameStubborn('a.part', 'a', system)).rejects.toThrow();
    expect(system.asked).toBe(asked);
  }
});
