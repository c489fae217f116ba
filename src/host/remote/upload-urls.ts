import { randomUUID } from 'node:crypto';
import type { PreviousUpload, UrlStorage } from 'tus-js-client';
import { z } from 'zod';
import { readWhole, writeWhole } from '../folder/durable-file.ts';

const Entry = z.object({
  fingerprint: z.string(),
  size: z.number().nullable(),
  metadata: z.record(z.string(), z.string()),
  creationTime: z.string(),
  uploadUrl: z.string().nullable(),
});
const Entries = z.record(z.string(), Entry);
type Entries = z.infer<typeof Entries>;

/**
 * Where uploads that were broken off can go on, for tus-js-client. Its own file storage writes in place; this one writes whole files,
 * and an unreadable one only costs sending from the start.
 */
export function createUploadUrls(path: string): UrlStorage {
  let turn: Promise<unknown> = Promise.resolve();

  function change(edit: (entries: Entries) => void): Promise<void> {
    const result = turn.then(async () => {
      const entries = await read();
      edit(entries);
      await writeWhole(path, Buffer.from(JSON.stringify(entries)));
    });
    turn = result.catch(() => undefined);
    return result;
  }

  async function read(): Promise<Entries> {
    try {
      return Entries.parse(JSON.parse(Buffer.from((await readWhole(path)) ?? Buffer.from('{}')).toString('utf8')));
    } catch {
      return {};
    }
  }

  async function list(fingerprint?: string): Promise<PreviousUpload[]> {
    const uploads: PreviousUpload[] = [];
    for (const [urlStorageKey, { fingerprint: of, ...upload }] of Object.entries(await read())) {
      if (fingerprint === undefined || of === fingerprint) uploads.push({ ...upload, parallelUploadUrls: null, urlStorageKey });
    }
    return uploads;
  }

  return {
    findAllUploads: () => list(),
    findUploadsByFingerprint: (fingerprint) => list(fingerprint),
    removeUpload: (key) => change((entries) => delete entries[key]),
    async addUpload(fingerprint, { size, metadata, creationTime, uploadUrl }) {
      const key = randomUUID();
      await change((entries) => {
        entries[key] = { fingerprint, size, metadata, creationTime, uploadUrl };
      });
      return key;
    },
  };
}
