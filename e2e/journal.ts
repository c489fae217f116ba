import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { Mutation } from '#domain/mutation.ts';
import { findText } from '#host/journal/line.ts';
import { scanJournal } from '#host/journal/scan.ts';
import { createFileKeyStore } from '#host/keys/key-store.ts';
import { openKeyring } from '#host/keys/keyring.ts';

/** What a desk's journal holds on its disk, opened with the key in the same folder; the desk may be running. Nothing is mended. */
export async function readJournal(dataFolder: string): Promise<Mutation[]> {
  const { dataKey } = await openKeyring(createFileKeyStore(join(dataFolder, 'keys.json')));
  const key = dataKey.subkey('journal');
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
