import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';

/** Upright RGBA pixels. */
export interface HeicPixels {
  data: Uint8Array;
  width: number;
  height: number;
}

/**
 * A short CommonJS text and not a file: a worker's file would need its own place in every bundle and cannot be TypeScript on Node 20.
 * The decoder's path is handed in, because such a worker resolves packages from the current directory.
 */
const workerText = `
const { parentPort, workerData } = require('node:worker_threads');
require(workerData.decoder)({ buffer: workerData.bytes }).then(
  ({ width, height, data }) => parentPort.postMessage({ width, height, data }, [data.buffer]),
  (error) => { throw error; },
);`;

/**
 * Decodes a HEIC picture in a thread of its own: it takes seconds and would stop everything else. Its rotation is already applied.
 * Undefined where the decoder is not installed (its licence and patents may keep it out of a build) or does not know this variant:
 * the original is worth keeping either way.
 */
export async function findHeicPixels(bytes: Uint8Array): Promise<HeicPixels | undefined> {
  const decoder = findDecoder();
  if (decoder === undefined) return undefined;
  // Its own output is kept apart: the decoder prints what it cannot read.
  const worker = new Worker(workerText, { eval: true, workerData: { decoder, bytes }, stdout: true, stderr: true });
  try {
    return await new Promise<HeicPixels>((done, fail) => {
      worker.once('message', done);
      worker.once('error', fail);
      worker.once('exit', (code) => fail(new Error(`HEIC decoder ended with ${code}`)));
    });
  } catch {
    return undefined;
  } finally {
    await worker.terminate();
  }
}

function findDecoder(): string | undefined {
  try {
    return createRequire(import.meta.url).resolve('heic-decode');
  } catch {
    return undefined;
  }
}
