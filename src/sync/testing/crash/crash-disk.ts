import type * as promises from 'node:fs/promises';
import { dirname } from 'node:path';

/** What a disk was asked to change, in the order it was asked. Files go by the number they got when they were made. */
type Step =
  | { do: 'make'; file: number; path: string }
  | { do: 'write'; file: number; at: number; bytes: Uint8Array }
  | { do: 'truncate'; file: number; size: number }
  | { do: 'sync'; file: number }
  | { do: 'folder'; path: string }
  | { do: 'syncFolder'; path: string }
  | { do: 'rename'; from: string; to: string }
  | { do: 'remove'; path: string };

/**
 * What is left of what was not synced. `kill`: all of it, the system goes on. `lost`: nothing. `names`: names without their bytes, as file systems
 * that order nothing leave them. `torn`: names, and half of what was written last.
 */
export const ends = ['kill', 'lost', 'names', 'torn'] as const;
export type End = (typeof ends)[number];

/**
 * `node:fs/promises` over the real disk, that remembers what was synced and what was not, and stops for good before its k-th change: nothing that
 * was asked then, or later, is ever answered. `image` says what a disk would hold after that.
 */
export class CrashDisk {
  readonly #steps: Step[] = [];
  readonly #paths = new Map<string, number>();
  readonly #handles: promises.FileHandle[] = [];
  #files = 0;
  #left = Number.POSITIVE_INFINITY;
  #stop: () => void = () => undefined;

  /** How many changes were made since `crashBefore`. */
  made = 0;

  /** From now on only so many changes happen. Answers a promise that resolves when the next one was asked for. */
  crashBefore(changes: number): Promise<void> {
    this.made = 0;
    this.#left = changes;
    return new Promise((resolve) => {
      this.#stop = resolve;
    });
  }

  /** What was left open by what never went on. */
  async close(): Promise<void> {
    for (const handle of this.#handles.splice(0)) await handle.close().catch(() => undefined);
  }

  /** A file that lay there before, all of it synced. */
  place(path: string, bytes: Uint8Array): void {
    this.#files += 1;
    const file = this.#files;
    this.#paths.set(path, file);
    this.#steps.push({ do: 'make', file, path }, { do: 'write', file, at: 0, bytes }, { do: 'sync', file });
    this.#steps.push({ do: 'syncFolder', path: dirname(path) });
  }

  async #change(...steps: Step[]): Promise<void> {
    if (this.made >= this.#left) {
      this.#stop();
      return new Promise(() => undefined);
    }
    this.made += 1;
    this.#steps.push(...steps);
  }

  #fileAt(path: string): number | undefined {
    return this.#paths.get(path);
  }

  /** The module with every change seen. */
  watch(real: typeof promises): typeof promises {
    const change = (...steps: Step[]) => this.#change(...steps);
    return {
      ...real,
      open: (async (path: string, flags: string | number = 'r', mode?: number) => {
        const isThere = await real.stat(path).catch(() => undefined);
        const makes = isThere === undefined && flags !== 'r' && flags !== 'r+';
        if (makes) {
          this.#files += 1;
          await change({ do: 'make', file: this.#files, path });
          this.#paths.set(path, this.#files);
        }
        const handle = await real.open(path, flags, mode);
        this.#handles.push(handle);
        return isThere?.isDirectory() ? this.#watchFolder(handle, path) : this.#watchFile(handle, path);
      }) as typeof real.open,
      mkdir: (async (path: string, options?: { recursive?: boolean }) => {
        const missing: Step[] = [];
        for (let folder = path; (await real.stat(folder).catch(() => undefined)) === undefined; folder = dirname(folder)) {
          missing.unshift({ do: 'folder', path: folder });
        }
        if (missing.length > 0) await change(...missing);
        return real.mkdir(path, options);
      }) as typeof real.mkdir,
      rename: (async (from: string, to: string) => {
        await change({ do: 'rename', from, to });
        const file = this.#fileAt(from);
        if (file !== undefined) this.#paths.set(to, file);
        this.#paths.delete(from);
        return real.rename(from, to);
      }) as typeof real.rename,
      rm: (async (path: string, options?: { force?: boolean }) => {
        if (this.#fileAt(path) !== undefined) await change({ do: 'remove', path });
        this.#paths.delete(path);
        return real.rm(path, options);
      }) as typeof real.rm,
    };
  }

  #watchFolder(handle: promises.FileHandle, path: string): promises.FileHandle {
    return seenThrough(handle, {
      sync: async () => {
        await this.#change({ do: 'syncFolder', path });
        await handle.sync();
      },
    });
  }

  #watchFile(handle: promises.FileHandle, path: string): promises.FileHandle {
    const file = this.#fileAt(path);
    if (file === undefined) return handle;
    let end = 0;
    const sync = async () => {
      await this.#change({ do: 'sync', file });
      await handle.sync();
    };
    return seenThrough(handle, {
      sync,
      datasync: sync,
      truncate: async (size = 0) => {
        await this.#change({ do: 'truncate', file, size });
        await handle.truncate(size);
      },
      write: (async (bytes: Uint8Array, offset: number, length: number, at: number) => {
        await this.#change({ do: 'write', file, at, bytes: bytes.slice(offset, offset + length) });
        return handle.write(bytes, offset, length, at);
      }) as promises.FileHandle['write'],
      writeFile: (async (content: Uint8Array | string) => {
        const bytes = Buffer.from(content as Uint8Array);
        await this.#change({ do: 'write', file, at: end, bytes });
        end += bytes.length;
        await handle.writeFile(bytes);
      }) as promises.FileHandle['writeFile'],
      writev: (async (chunks: readonly Uint8Array[]) => {
        const bytes = Buffer.concat(chunks);
        await this.#change({ do: 'write', file, at: end, bytes });
        end += bytes.length;
        return handle.writev(chunks);
      }) as promises.FileHandle['writev'],
    });
  }

  /** Files by path, as a disk would hold them now, had it ended so. */
  image(end: End): Map<string, Uint8Array> {
    const contents = this.#contents(end);
    const names = new Map<string, number>();
    const files = this.#filesByName();
    for (const [index, step] of this.#steps.entries()) {
      const stays = (path: string) => end !== 'lost' || this.#isSynced(dirname(path), index);
      if (step.do === 'make' && stays(step.path)) names.set(step.path, step.file);
      if (step.do === 'remove' && stays(step.path)) names.delete(step.path);
      if (step.do !== 'rename') continue;
      const file = files.get(step.from);
      if (file !== undefined && stays(step.to)) names.set(step.to, file);
      if (stays(step.from)) names.delete(step.from);
    }
    const there = [...names].filter(([path]) => end !== 'lost' || this.#isReachable(path));
    return new Map(there.map(([path, file]) => [path, contents.get(file) ?? new Uint8Array()]));
  }

  /** Whether every folder above that was made on the way has a synced name itself. */
  #isReachable(path: string): boolean {
    return this.#steps.every(
      (step, index) => step.do !== 'folder' || !path.startsWith(`${step.path}/`) || this.#isSynced(dirname(step.path), index),
    );
  }

  /** Every name that a file ever had. */
  #filesByName(): Map<string, number> {
    const files = new Map<string, number>();
    for (const step of this.#steps) {
      if (step.do === 'make') files.set(step.path, step.file);
      const file = step.do === 'rename' ? files.get(step.from) : undefined;
      if (step.do === 'rename' && file !== undefined) files.set(step.to, file);
    }
    return files;
  }

  #isSynced(folder: string, index: number): boolean {
    return this.#steps.slice(index + 1).some((later) => later.do === 'syncFolder' && later.path === folder);
  }

  #contents(end: End): Map<number, Buffer> {
    const contents = new Map<number, Buffer>();
    for (const [index, step] of this.#steps.entries()) {
      if (step.do !== 'write' && step.do !== 'truncate') continue;
      const isSynced = this.#steps.slice(index + 1).some((later) => later.do === 'sync' && later.file === step.file);
      const share = isSynced || end === 'kill' ? 1 : end === 'torn' ? 0.5 : 0;
      const before = contents.get(step.file) ?? Buffer.alloc(0);
      if (step.do === 'truncate') {
        if (share > 0) contents.set(step.file, Buffer.from(before.subarray(0, step.size)));
        continue;
      }
      const bytes = step.bytes.subarray(0, Math.ceil(step.bytes.length * share));
      if (bytes.length === 0) continue;
      const grown = Buffer.alloc(Math.max(before.length, step.at + bytes.length));
      before.copy(grown);
      grown.set(bytes, step.at);
      contents.set(step.file, grown);
    }
    return contents;
  }
}

/** The handle, but for some of its methods. */
function seenThrough(handle: promises.FileHandle, methods: Partial<promises.FileHandle>): promises.FileHandle {
  return new Proxy(handle, {
    get(target, name) {
      const own = Reflect.get(methods, name);
      if (own !== undefined) return own;
      const value = Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
