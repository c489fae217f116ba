import type { Readable } from 'node:stream';
import { Failure } from '#contract/failure.ts';
import type { DeviceId, Sha256 } from '#domain/identity.ts';

/**
 * Photos that are coming in one request each, by device. A device asks after a photo only when it is not sending it: what still looks as if it
 * were coming then has lost its line, and nobody else would notice for minutes.
 */
export interface RunningPuts {
  run<T>(dev: DeviceId, sha256: Sha256, source: Readable, work: () => Promise<T>): Promise<T>;
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
  const keyOf = (dev: DeviceId, sha256: Sha256) => `${dev}/${sha256}`;
  return {
    async run(dev, sha256, source, work) {
      const key = keyOf(dev, sha256);
      const puts = running.get(key) ?? new Set();
      running.set(key, puts);
      const done = work();
      const put = { source, ended: done.catch(() => undefined) };
      puts.add(put);
      return done.finally(() => {
        puts.delete(put);
        if (puts.size === 0) running.delete(key);
      });
    },
    async end(dev, hashes) {
      const stale = hashes.flatMap((sha256) => [...(running.get(keyOf(dev, sha256)) ?? [])]);
      await Promise.all(stale.map(endOf));
    },
  };
}
