import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { Failure } from '#contract/failure.ts';
import type { TrialServer } from '../ports.ts';

export interface TrialCommand {
  /** Absolute path of an executable. */
  command: string;
  args: string[];
  /** Made before the server starts. */
  dataFolder: string;
  /** How long the first start may take: it sets up a database. 120 s by default. */
  patienceMs?: number;
}

/** The one line of JSON that the server prints when it listens. */
const Ready = z.object({ serverUrl: z.url(), code: z.string().min(1) });
type Ready = z.infer<typeof Ready>;

/** How long a server may take to close its database before it is killed. */
const goodbyeMs = 10_000;
const stderrTail = 4000;

/**
 * Runs the district server of this installation as a child process. Starting a running one answers what it said when it started; one
 * that has died is started again. It is told to stop by SIGTERM and, where there are no signals, by the end of its standard input:
 * which also comes when this process dies.
 */
export function createTrialServer(trial: TrialCommand): TrialServer {
  let running: { child: ChildProcess; ready: Promise<Ready> } | undefined;

  function launch(): Promise<Ready> {
    const child = spawn(trial.command, trial.args, { stdio: ['pipe', 'pipe', 'pipe'], windowsHide: true });
    const run = { child, ready: readiness(child, trial.patienceMs ?? 120_000) };
    running = run;
    const forget = () => {
      if (running === run) running = undefined;
    };
    child.once('exit', forget);
    run.ready.catch(() => {
      forget();
      child.kill();
    });
    return run.ready;
  }

  return {
    async start() {
      await mkdir(trial.dataFolder, { recursive: true });
      return running?.ready ?? launch();
    },
    async stop() {
      const child = running?.child;
      running = undefined;
      if (child !== undefined) await stopChild(child);
    },
  };
}

/** @throws Failure trial-start-failed, with the end of what the server complained about as its cause */
async function readiness(child: ChildProcess, patienceMs: number): Promise<Ready> {
  let complaint = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(-stderrTail);
  });
  const giveUp = new AbortController();
  try {
    return await Promise.race([firstReadyLine(child), failedStart(child, giveUp.signal), tooLong(patienceMs, giveUp.signal)]);
  } catch (error) {
    throw new Failure('trial-start-failed', {}, { cause: new Error(complaint.trim() || 'no message', { cause: error }) });
  } finally {
    giveUp.abort();
  }
}

/** Lines before it are the server's log. The rest of its output is read and dropped, or the pipe would fill and stop it. */
async function firstReadyLine(child: ChildProcess): Promise<Ready> {
  if (child.stdout === null) throw new Error('no standard output');
  const lines = createInterface({ input: child.stdout });
  return new Promise((done) => {
    lines.on('line', (line) => {
      const ready = findReady(line);
      if (ready !== undefined) done(ready);
    });
  });
}

function findReady(line: string): Ready | undefined {
  try {
    return Ready.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}

/** `once` also rejects on `error`: the command is not there. `close` comes after all that the child wrote has been read. */
async function failedStart(child: ChildProcess, signal: AbortSignal): Promise<never> {
  const [code] = await once(child, 'close', { signal });
  throw new Error(`ended with ${code}`);
}

async function tooLong(ms: number, signal: AbortSignal): Promise<never> {
  await wait(ms, undefined, { signal });
  throw new Error(`not ready after ${ms} ms`);
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const gone = once(child, 'exit');
  child.stdin?.end();
  if (process.platform !== 'win32') child.kill('SIGTERM');
  const killer = setTimeout(() => child.kill('SIGKILL'), goodbyeMs);
  await gone.finally(() => clearTimeout(killer));
}
