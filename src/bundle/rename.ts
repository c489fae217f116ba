import { rename } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';

/** What a rename is made with; the system's own unless a test says otherwise. */
export interface Renaming {
  platform: NodeJS.Platform;
  rename(from: string, to: string): Promise<void>;
  wait(ms: number): Promise<unknown>;
}

const heldCodes: ReadonlySet<unknown> = new Set(['EPERM', 'EACCES', 'EBUSY']);
const attempts = 10;

/** On Windows a virus scanner may hold a fresh file for a moment, on a stick above all, and the rename is refused until it lets go. */
export async function renameStubborn(
  from: string,
  to: string,
  system: Renaming = { platform: process.platform, rename, wait },
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await system.rename(from, to);
    } catch (error) {
      const held = system.platform === 'win32' && error instanceof Error && 'code' in error && heldCodes.has(error.code);
      if (!held || attempt === attempts) throw error;
      await system.wait(attempt * 20);
    }
  }
}
