import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTrialServer } from './trial-server.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trial-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A real child process with the given body. */
async function trialOf(body: string, patienceMs?: number) {
  const program = join(folder, 'server.mjs');
  await writeFile(program, body);
  return createTrialServer({ command: process.execPath, args: [program, folder], dataFolder: join(folder, 'data'), patienceMs });
}

const ready = `console.log(JSON.stringify({ serverUrl: 'http://127.0.0.1:' + process.pid, code: 'one-time' }));`;

test('start answers the ready line, whatever is logged before it, and starting again starts nothing', async () => {
  const trial = await trialOf(`console.log('starting'); console.log('{"level":30}'); ${ready} setInterval(() => {}, 1000);`);
  const [first, second] = await Promise.all([trial.start(), trial.start()]);
  expect(first.code).toBe('one-time');
  expect(second).toEqual(first);
  expect(await trial.start()).toEqual(first);
  await trial.stop();
});

test('stop waits until the server has put its things away, and a later start is a new server', async () => {
  const trial = await trialOf(`
    import { writeFileSync } from 'node:fs';
    process.on('SIGTERM', () => { writeFileSync(process.argv[2] + '/tidy', 'yes'); process.exit(0); });
    ${ready} setInterval(() => {}, 1000);`);
  const first = await trial.start();
  await trial.stop();
  expect(await readFile(join(folder, 'tidy'), 'utf8')).toBe('yes');
  expect((await trial.start()).serverUrl).not.toBe(first.serverUrl);
  await trial.stop();
  await trial.stop();
});

test('a server that ends before it is ready is trial-start-failed with its last words', async () => {
  const trial = await trialOf(`console.error('no room for a database'); process.exit(3);`);
  const failure = await trial.start().catch((error: unknown) => error);
  expect(failure).toMatchObject({ code: 'trial-start-failed', cause: { message: 'no room for a database' } });
});

test('a server that never gets ready is given up, and killed', async () => {
  const trial = await trialOf('setInterval(() => {}, 1000);', 200);
  await expect(trial.start()).rejects.toMatchObject({ code: 'trial-start-failed' });
  await trial.stop();
});

test('a command that is not there is trial-start-failed', async () => {
  const trial = createTrialServer({ command: join(folder, 'nothing'), args: [], dataFolder: folder });
  await expect(trial.start()).rejects.toMatchObject({ code: 'trial-start-failed' });
});
