import { openJournal } from '../journal/journal.ts';
import { createDataKey } from '../keys/data-key.ts';
import { draft, testDevice } from './drafts.ts';

/** Appends calls of one to three drafts, two calls in flight, and prints each hash once it is acknowledged: to be killed. */
const [, , folder, secret] = process.argv;
if (folder === undefined || secret === undefined) throw new Error('usage: append-forever <folder> <data key, base64url>');
const journal = await openJournal({ folder, dataKey: createDataKey(Buffer.from(secret, 'base64url')) });
async function appendForever(): Promise<never> {
  for (let i = 0; ; i++) {
    const saved = await journal.append(
      Array.from({ length: 1 + (i % 3) }, () => draft()),
      testDevice,
    );
    process.stdout.write(saved.map((mut) => `${mut.h}\n`).join(''));
  }
}
await Promise.all([appendForever(), appendForever()]);
