import { Failure } from '#contract/failure.ts';
import { auditFailedBackup } from '../repositories/backup-targets.ts';
import type { BackupFolder } from './backup-folder.ts';
import { type BackupReport, type BackupWishes, makeBackup } from './make-backup.ts';

/** What a schedule says of each run: for the log. */
export interface ScheduleListener {
  made(report: BackupReport): void;
  failed(error: unknown): void;
}

/**
 * Backs up now, and again `everyMs` after each run has ended. One that fails is audited, and the next is tried all the same. The answer
 * stops the schedule. A run that is under way breaks off, as a first one may take hours: nothing of it counts, but the next need not copy its photos again.
 */
export function scheduleBackups(
  parts: Parameters<typeof makeBackup>[0],
  folder: BackupFolder,
  { everyMs, ...wishes }: { everyMs: number } & Pick<BackupWishes, 'passphrase' | 'workFactor'>,
  listener: ScheduleListener,
): () => Promise<void> {
  const stopping = new AbortController();
  const open = whileRunning(folder, stopping.signal);
  let timer: NodeJS.Timeout | undefined;
  let running = run();
  return async () => {
    stopping.abort(new Failure('cancelled'));
    clearTimeout(timer);
    await running;
  };

  async function run(): Promise<void> {
    try {
      listener.made(await makeBackup(parts, open, wishes));
    } catch (error) {
      if (error === stopping.signal.reason) return;
      listener.failed(error);
      await auditFailedBackup(parts.db, Failure.line(error).code, parts.now()).catch(listener.failed);
    }
    if (stopping.signal.aborted) return;
    timer = setTimeout(() => {
      running = run();
    }, everyMs);
    timer.unref();
  }
}

/** The folder, closed to a set's next bytes and to the next photo once that is aborted. */
function whileRunning(folder: BackupFolder, signal: AbortSignal): BackupFolder {
  async function* unlessStopped(source: AsyncIterable<Uint8Array>) {
    for await (const chunk of source) {
      signal.throwIfAborted();
      yield chunk;
    }
  }
  return {
    ...folder,
    write: (name, source) => folder.write(name, unlessStopped(source)),
    hash: async (name) => {
      signal.throwIfAborted();
      return folder.hash(name);
    },
  };
}

const unitsMs = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
/** A timer's limit is 2^31 ms, some 24 days. */
const longestMs = 20 * unitsMs.d;

/** `24h`, `30m`, `1d` in milliseconds. @throws Error for anything else, under a minute or over twenty days */
export function parseInterval(text: string): number {
  const [, count, unit] = /^(\d{1,5})([mhd])$/.exec(text) ?? [];
  const ms = Number(count) * (unitsMs[unit as keyof typeof unitsMs] ?? Number.NaN);
  if (!(ms >= unitsMs.m && ms <= longestMs)) throw new Error(`${text} is no interval: 30m, 24h or 1d, at most 20d`);
  return ms;
}
