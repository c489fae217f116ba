import { open } from 'node:fs/promises';
import { createTurns } from '../turns.ts';
import { errno } from './durable-file.ts';

/** Most that is kept between two files. A larger one has memory of its own. */
const keptBytes = 4 * 1024 * 1024 + 64 * 1024;

/**
 * Reads whole files, one after another, into the same memory: bytes that are looked at once are not worth a buffer each, and clearing away
 * buffers is what reading many files costs most. `use` may keep nothing of what it is given. Undefined where there is no such file.
 */
export type ReadingRoom = <T>(path: string, use: (bytes: Uint8Array) => T) => Promise<T | undefined>;

export function createReadingRoom(): ReadingRoom {
  const inTurn = createTurns();
  let room = Buffer.alloc(0);

  function roomFor(bytes: number): Buffer {
    if (bytes <= room.byteLength) return room;
    const larger = Buffer.allocUnsafeSlow(bytes);
    if (bytes <= keptBytes) room = larger;
    return larger;
  }

  return (path, use) =>
    inTurn(async () => {
      const file = await open(path).catch((error: unknown) => {
        if (errno(error) === 'ENOENT') return undefined;
        throw error;
      });
      if (file === undefined) return undefined;
      try {
        const { size } = await file.stat();
        const bytes = roomFor(size);
        let filled = 0;
        while (filled < size) {
          const { bytesRead } = await file.read(bytes, filled, size - filled, filled);
          if (bytesRead === 0) break;
          filled += bytesRead;
        }
        return use(bytes.subarray(0, filled));
      } finally {
        await file.close();
      }
    });
}
