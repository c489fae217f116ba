import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { freshDesk } from '../testing/desk.ts';
import { testUser } from '../testing/desk-defaults.ts';

const desk = freshDesk({ osVault: null });
const passphrase = '三号楼的钥匙在传达室';
const pin = '2468';

/** Starts choosing on the folder and kills it `afterMs` after it has said `word`. */
async function killAfter(folder: string, word: string, afterMs: number): Promise<void> {
  const program = join(import.meta.dirname, '../testing/choose-forever.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', program, folder, passphrase, pin], { stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const said of createInterface({ input: child.stdout })) {
    if (said !== word) continue;
    await wait(afterMs);
    child.kill('SIGKILL');
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
}

test('a desk killed at any moment of choosing and trying secrets opens again, by itself or by the passphrase', {
  timeout: 120_000,
}, async () => {
  await desk.join();
  await desk.host.close();
  const joined = `${desk.folder}-joined`;
  const states = new Set<string>();
  try {
    await cp(desk.folder, joined, { recursive: true });
    for (const [word, afterMs] of [
      ['open', 0],
      ['open', 300],
      ['secured', 0],
      ['mistyped', 0],
      ['mistyped', 70],
    ] as const) {
      await cp(joined, desk.folder, { recursive: true, force: true });
      await killAfter(desk.folder, word, afterMs);
      await desk.reopen();
      const { lock } = await desk.ask('device.status', {});
      states.add(lock.wrappedBy);
      const entered =
        lock.people.length === 0
          ? desk.ask('people.secure', { user: testUser, passphrase, pin })
          : desk.ask('people.signIn', { user: testUser, secret: { kind: 'passphrase', passphrase } });
      expect(await entered, `${word} + ${afterMs} ms`).toMatchObject({ user: testUser });
      await desk.host.close();
    }
    expect(states).toEqual(new Set(['none', 'passphrase']));
  } finally {
    await rm(joined, { recursive: true, force: true });
    await desk.reopen();
  }
});
