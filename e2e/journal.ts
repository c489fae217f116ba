import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Mutation } from '#domain/mutation.ts';
import { findText } from '#host/journal/line.ts';
import { scanJournal } from '#host/journal/scan.ts';
import type { DataKey } from '#host/keys/data-key.ts';
import { findOpenKeys, parseKeyFile } from '#host/keys/key-file.ts';
import { findByPassphrase } from '#host/keys/passphrase.ts';
import { deskPassphrase } from './secrets.ts';

/** The key of a desk whose people all chose the passphrase of these tests, or nobody has chosen one yet. */
async function openDataKey(dataFolder: string): Promise<DataKey> {
  const file = parseKeyFile(await readFile(join(dataFolder, 'keys.json')));
  const { none } = file.wraps;
  const bare = none === null ? undefined : findOpenKeys(file, Buffer.from(none, 'base64url'));
  if (bare !== undefined) return bare.dataKey;
  for (const { user } of file.people) {
    const opened = await findByPassphrase(file, user, deskPassphrase);
    if (opened !== undefined) return opened.dataKey;
  }
  throw new Error('no passphrase of these tests opens this desk');
}

/** What a desk's page seals its database with, as host hands it out at sign-in. */
export async function findStoreKey(dataFolder: string): Promise<string> {
  return (await openDataKey(dataFolder)).subkey('store').toString('base64url');
}

/** What a desk's journal holds on its disk, opened as its people open it; the desk may be running. Nothing is mended. */
export async function readJournal(dataFolder: string): Promise<Mutation[]> {
  const key = (await openDataKey(dataFolder)).subkey('journal');
  const file = await open(join(dataFolder, 'journal', 'outbox.ndjson'), 'r');
  try {
    const { spans } = await scanJournal(file, key);
    const muts: Mutation[] = [];
    for (const span of spans) {
      if (span === undefined) continue;
      const line = Buffer.alloc(span.end - span.start - 1);
      await file.read(line, 0, line.length, span.start);
      muts.push(Mutation.parse(JSON.parse(String(findText(key, line)))));
    }
    return muts;
  } finally {
    await file.close();
  }
}
