import { limits } from '#contract/district-api.ts';
import { Failure, type FailureCode } from '#contract/failure.ts';

/** How far a run over many files is. */
export interface IntakeProgress {
  done: number;
  total: number;
  doneBytes: number;
  totalBytes: number;
}

/** A file that was left out: `same` where its photo is here already. */
export interface Skipped {
  name: string;
  why: Failure | 'same';
}

export interface IntakeReport {
  taken: number;
  skipped: Skipped[];
  /** Files that were not looked at: somebody stopped it, or what stopped it is in `stopped`. */
  left: number;
  stopped: unknown;
}

export interface IntakeOptions {
  /** Keeps one file's bytes. @throws Failure */
  take(name: string, bytes: ArrayBuffer): Promise<'taken' | 'same'>;
  signal: AbortSignal;
  onProgress(progress: IntakeProgress): void;
}

/** What is wrong with one file. Anything else is wrong with the device, and would be so for every file after it. */
const ofTheFile: ReadonlySet<FailureCode> = new Set([
  'photo-not-image',
  'photo-damaged',
  'photo-too-big',
  'photo-too-many-pixels',
  'file-unreadable',
  'input-bad',
]);

/**
 * Takes files in one after another: one file's bytes are in memory at a time, however many there are. A bad file is named and the rest go on;
 * what would fail them all ends the run. What was taken stays taken.
 */
export async function takeEach(files: readonly File[], { take, signal, onProgress }: IntakeOptions): Promise<IntakeReport> {
  const totalBytes = await bytesOfAll(files);
  const skipped: Skipped[] = [];
  let [taken, doneBytes, stopped] = [0, 0, undefined as unknown];
  let done = 0;
  for (; done < files.length && !signal.aborted; done += 1) {
    const file = files[done];
    if (file === undefined) break;
    onProgress({ done, total: files.length, doneBytes, totalBytes });
    try {
      const kept = await take(file.name, await bytesOf(file));
      if (kept === 'same') skipped.push({ name: nameOf(file), why: 'same' });
      else taken += 1;
    } catch (error) {
      if (!(error instanceof Failure) || !ofTheFile.has(error.code)) {
        stopped = error;
        break;
      }
      skipped.push({ name: nameOf(file), why: error });
    }
    doneBytes += file.size;
  }
  return { taken, skipped, left: files.length - done, stopped };
}

/** Sizes asked for in one task of the page: it stands still for each of them until the browser has looked at the disk. */
const sizesInOneTask = 24;

/** Not in the task of the choice: making the list of a whole card's files has held the page up already. */
async function bytesOfAll(files: readonly File[]): Promise<number> {
  let sum = 0;
  for (let from = 0; from < files.length; from += sizesInOneTask) {
    await nextTask();
    for (const { size } of files.slice(from, from + sizesInOneTask)) sum += size;
  }
  return sum;
}

/** A message to itself: a timer would wait a second for each in a window that is hidden. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

/** Its path where it came with a folder: a card has many files of one name. */
const nameOf = (file: File) => file.webkitRelativePath || file.name;

/** What its size or its name already tells is not read: a card's videos are gigabytes. @throws Failure */
async function bytesOf(file: File): Promise<ArrayBuffer> {
  if (file.type !== '' && !file.type.startsWith('image/')) throw new Failure('photo-not-image');
  return readFile(file);
}

/** The bytes of a file that is to be a picture, or has one in it. @throws Failure photo-too-big, photo-damaged, file-unreadable */
export async function readFile(file: Pick<File, 'size' | 'arrayBuffer'>): Promise<ArrayBuffer> {
  if (file.size > limits.photoBytes) throw new Failure('photo-too-big', { bytes: file.size, limit: limits.photoBytes });
  if (file.size === 0) throw new Failure('photo-damaged');
  try {
    return await file.arrayBuffer();
  } catch (cause) {
    throw new Failure('file-unreadable', {}, { cause });
  }
}
