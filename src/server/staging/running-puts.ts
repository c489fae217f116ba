import type { Readable } from 'node:stream';
import { Failure } from '#contract/failure.ts';
import type { DeviceId, Sha256 } from '#domain/identity.ts';

/**
 * Photos that are coming in one request, by device. A device asks after a photo only when it is not sending it: what still looks as if it
 * were coming then has lost its line, and nobody else would notice for minutes.
 */
export interface RunningPuts {
  run<T>(dev: DeviceId, hashes: readonly Sha256[], source: Readable, work: () => Promise<T>): Promise<T>;
  /** Ends what this device no longer sends of these; what had come of it is put away when this resolves. */
  end(dev: DeviceId, hashes: readonly Sha256[]): Promise<void>;
}

/** What was received and is not read yet is read in far less, and then a line that was cut ends by itself. */
const patienceMs = 1000;

async function endOf({ source, ended }: Put): Promise<void> {
  const timer = setTimeout(() => source.destroy(new Failure('cancelled')), patienceMs);
  await ended;
  clearTimeout(timer);
}

interface Put {
  source: Readable;
  /** Resolves whatever came of it. */
  ended: Promise<unknown>;
}

export function createRunningPuts(): RunningPuts {
  const running = new Map<string, Set<Put>>();
  const add = (key: string, put: Put) => void running.set(key, (running.get(key) ?? new Set()).add(put));
  const remove = (key: string, put: Put) => {
    const puts = running.get(key);
    puts?.delete(put);
    if (puts?.size === 0) running.delete(key);
  };
  const keyOf = (dev: DeviceId, sha256: Sha256) => `${dev}/${sha256}`;
  return {
    async run(dev, hashes, source, work) {
      const done = work();
      const put = { source, ended: done.catch(() => undefined) };
      const keys = hashes.map((sha256) => keyOf(dev, sha256));
      for (const key of keys) add(key, put);
      return done.finally(() => {
        for (const key of keys) remove(key, put);
      });
    },
    async end(dev, hashes) {
      const stale = hashes.flatMap((sha256) => [...(running.get(keyOf(dev, sha256)) ?? [])]);
      await Promise.all(stale.map(endOf));
    },
  };
}
