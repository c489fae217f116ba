import { DetailedError, Upload } from 'tus-js-client';
import { limits } from '#contract/district-api.ts';
import type { Failure } from '#contract/failure.ts';
import type { Sha256 } from '#domain/identity.ts';
import { patienceMs } from './wire.ts';
import { broken, failureOf, unreachable } from './wire-failure.ts';

export interface TusUpload {
  /** Where uploads are created: `<server>/sync/v1/files`. */
  endpoint: string;
  token: string;
  sha256: Sha256;
  bytes: Uint8Array;
  /** Where the server says this photo already stands half sent. It remembers, so that this device need not. */
  partialUrl: string | undefined;
  signal: AbortSignal;
}

/**
 * Stages a photo in 1 MiB pieces and goes on where it was broken off. Staged is not received: only the commit's answer is.
 * One broken line is tried again at once; the rest is the sync engine's patience.
 * @throws Failure server-unreachable, server-broken, or the code the server named
 */
export async function stage({
  endpoint,
  token,
  sha256,
  bytes,
  partialUrl,
  signal,
}: TusUpload): Promise<{ url: string; sentBytes: number }> {
  signal.throwIfAborted();
  let sentBytes = 0;
  return new Promise((done, fail) => {
    const giveUp = (failure: Failure) => {
      clearTimeout(stall);
      signal.removeEventListener('abort', stop);
      void upload.abort().catch(() => undefined);
      fail(failure);
    };
    const stop = () => giveUp(unreachable(signal.reason));
    const stall = setTimeout(() => giveUp(unreachable(new Error('no progress for a minute'))), patienceMs.other);
    signal.addEventListener('abort', stop, { once: true });

    const upload = new Upload(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), {
      endpoint,
      headers: { authorization: `Bearer ${token}` },
      metadata: { sha256 },
      chunkSize: limits.chunkBytes,
      uploadDataDuringCreation: false,
      retryDelays: [0],
      ...(partialUrl === undefined ? {} : { uploadUrl: partialUrl }),
      storeFingerprintForResuming: false,
      onProgress: () => stall.refresh(),
      onChunkComplete: (chunk) => {
        sentBytes += chunk;
      },
      onError: (error) => giveUp(failureOfUpload(error)),
      onSuccess: () => {
        clearTimeout(stall);
        signal.removeEventListener('abort', stop);
        if (upload.url === null) fail(broken({ upload: 'no address' }));
        else done({ url: upload.url, sentBytes });
      },
    });
    upload.start();
  });
}

function failureOfUpload(error: Error): Failure {
  if (!(error instanceof DetailedError)) return broken({}, error);
  const response = error.originalResponse;
  return response === null || response === undefined
    ? unreachable(error)
    : failureOf(response.getStatus(), response.getBody(), response.getHeader('Retry-After') ?? null);
}
