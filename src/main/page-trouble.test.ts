import type { MessageBoxOptions } from 'electron';
import { describe, expect, it } from 'vitest';
import { askAboutPage } from './page-trouble.ts';

/** A person who presses the button of that number, and what came of it. */
async function pressed(trouble: 'died' | 'stuck', response: number, gone = false) {
  const done: string[] = [];
  let box: MessageBoxOptions | undefined;
  const contents = { reload: () => void done.push('reload'), forcefullyCrashRenderer: () => void done.push('end') };
  const window = { isDestroyed: () => gone, webContents: contents };
  const ask = async (asked: MessageBoxOptions) => {
    box = asked;
    return { response };
  };
  await askAboutPage({ window, ask, quit: () => void done.push('quit') }, trouble);
  return { done, box };
}

describe('a page in trouble', () => {
  it.each(['died', 'stuck'] as const)('%s: says in both languages that what was saved is kept', async (trouble) => {
    const { box } = await pressed(trouble, 0);
    expect(box?.message).toContain('已保存的都在');
    expect(box?.detail).toContain('Everything saved is kept');
  });

  it('is opened again where a person says so, without the process that stands still', async () => {
    expect((await pressed('died', 0)).done).toEqual(['reload']);
    expect((await pressed('stuck', 0)).done).toEqual(['end']);
    expect((await pressed('stuck', 0, true)).done).toEqual([]);
  });

  it('is left alone while a person waits, and given up only where it is dead', async () => {
    expect((await pressed('stuck', 1)).done).toEqual([]);
    expect((await pressed('died', 1)).done).toEqual(['quit']);
  });
});
